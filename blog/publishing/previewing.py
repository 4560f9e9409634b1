"""What readers would see if a post were shown now: the verbs themselves, and then as if nothing had been."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from blog import search
from blog.models import Generation, Post, State, WorkingCopy
from blog.publishing import posts, release, tallying, working_copy
from blog.publishing.text import PostText


@contextmanager
def as_if_shown(post: Post, *, by: User, now: datetime) -> Iterator[Post]:
    """Within it `post` is published, or updated with the edits that wait; afterwards it never was.

    Everything is rolled back, and nothing is announced: signals wait for a commit. Raises Refused for what
    publishing or updating would refuse.
    """
    with _undone():
        post = _shown(post, by=by, now=now)
        tallying.settle({Post: [post.pk]})
        yield post


@contextmanager
def as_if_written(post: Post | None, text: PostText, *, by: User, now: datetime) -> Iterator[Post]:
    """Within it the essay says `text` and has a date; afterwards it never was. Nothing needs to be finished:
    one without a title is called untitled. Raises Refused for what saving would refuse."""
    titled = text if text.title.strip() else replace(text, title=_("Untitled"))
    with _undone():
        post = Post.objects.get(pk=post.pk) if post else None
        released = post is not None and post.is_released
        write = posts.update if released else posts.save
        written = write(post, titled, by=by, now=now)  # type: ignore[arg-type]  # a released post is one
        if not released:  # what is counted around it counts it, too
            shown = {"state": State.PUBLISHED, "published_at": now, "announced_at": now}
            Post.objects.filter(pk=written.pk).update(**shown)
        tallying.settle({Post: [written.pk]})
        whole = Post.objects.for_page().get(pk=written.pk)
        whole.published_at = written.published_at or text.planned_at or now
        yield whole


@contextmanager
def _undone() -> Iterator[None]:
    """As a verb, which does nothing in the end; from its beginning nobody else publishes anything.

    It makes nothing findable. Who shows a page within it settles the tallies, which are told on it.
    """
    with transaction.atomic(), search.not_at_all():
        Generation.hold()
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _shown(post: Post, *, by: User, now: datetime) -> Post:
    if WorkingCopy.objects.filter(post=post).exists():
        write = posts.update if post.is_released else posts.save
        post = write(post, working_copy.text_for(post), by=by, now=now)
    return post if post.is_released else release.publish(post, by=by, now=now)
