"""What readers would see if a post were shown now: the verbs themselves, and then as if nothing had been."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from accounts.models import User
from blog.models import Post, WorkingCopy
from blog.publishing import posts, release, working_copy


@contextmanager
def as_if_shown(post: Post, *, by: User, now: datetime) -> Iterator[Post]:
    """Within it `post` is published, or updated with the edits that wait; afterwards it never was.

    Everything is rolled back, and nothing is announced: signals wait for a commit. Raises Refused for what
    publishing or updating would refuse.
    """
    with transaction.atomic():
        try:
            yield _shown(post, by=by, now=now)
        finally:
            transaction.set_rollback(True)


def _shown(post: Post, *, by: User, now: datetime) -> Post:
    if WorkingCopy.objects.filter(post=post).exists():
        write = posts.update if post.is_released else posts.save
        post = write(post, working_copy.text_for(post), by=by, now=now)
    return post if post.is_released else release.publish(post, by=by, now=now)
