"""What the history keeps of a post: a snapshot at each change, with who made it, when, and a note."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Action, User
from accounts.models import record as audit
from blog.models import Excerpt, Post, Revision, Tag
from blog.publishing.text import PostText


def text_alone(post: Post) -> PostText:
    """The post's own columns as an author would type them, without its boxes."""
    tags = [item.tag for item in post.post_tags.select_related("tag")]
    return _text(post, tags, post.authorships.values_list("person_id", flat=True))


def snapshot(post: Post) -> dict[str, Any]:
    """Its words, its state, and the addresses of the excerpts at its top (`attached`)."""
    attached = post.placements.filter(in_body=False).order_by("position")
    return _snapshot(post, text_alone(post), attached.values_list("excerpt__slug", flat=True))


def record(post: Post, note: str, *, by: User | None, now: datetime) -> None:
    """Keep a snapshot of the post as it is now; its excerpts keep their own."""
    _record(post, snapshot(post), note, by=by, now=now)


def note_change(
    post: Post,
    tags: Iterable[Tag],
    authors: Iterable[int],
    attached: Iterable[Excerpt],
    note: str,
    *,
    by: User | None,
    now: datetime,
) -> None:
    """Tell the history of a save, and the audit list of one that readers see, if it changed anything.

    The post has these tags, authors (ids) and excerpts at its top since.
    """
    data = _snapshot(post, _text(post, tags, authors), [excerpt.slug for excerpt in attached])
    last = post.revisions.first() if post.version > 1 else None
    if last is not None and last.data == data:
        return
    _record(post, data, note or (_("updated") if post.is_released else _("saved")), by=by, now=now)
    if post.is_released:
        audit(Action.UPDATED, by=by, about=post, detail=note, now=now)


def _text(post: Post, tags: Iterable[Tag], authors: Iterable[int]) -> PostText:
    return PostText(
        title=post.title,
        slug=post.slug,
        summary=post.summary,
        body=post.body,
        tags=tuple(tag.name for tag in tags),
        authors=tuple(authors),
        language=post.language,
        planned_at=post.planned_at,
        cover=post.cover.key if post.cover else "",
        series=post.series_id,
        translation_of=post.translation_of_id,
    )


def _snapshot(post: Post, text: PostText, attached: Iterable[str]) -> dict[str, Any]:
    return {**text.as_json(), "attached": list(attached), "state": post.state}


def _record(post: Post, data: dict[str, Any], note: str, *, by: User | None, now: datetime) -> None:
    Revision.objects.create(post=post, version=post.version, data=data, note=note[:300], by=by, at=now)
