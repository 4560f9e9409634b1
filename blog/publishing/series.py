"""Verbs on series: what one says, which essays are its parts and in what order, and its end."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from blog.models import Post, Series, WorkingCopy
from blog.publishing import library
from blog.publishing.limits import check_parts
from blog.publishing.revisions import record
from blog.publishing.verb import verb


@verb
def save(series: Series, *, parts: Sequence[int], by: User | None, now: datetime) -> None:
    """Save a series whose parts are exactly these posts (ids), in this order. Raises Refused at `series`.

    An essay that joins or leaves it counts as changed: who has it open is told.
    """
    check_parts(len(parts))
    library.save(series, now=now, by=by)
    before = dict(Post.objects.in_series(series).values_list("pk", "series_position"))
    _move(before.keys() - set(parts), None, _("taken out of “%(title)s”") % {"title": series}, by, now)
    _move(set(parts) - before.keys(), series, _("put in “%(title)s”") % {"title": series}, by, now)
    for position, pk in enumerate(parts, 1):
        if before.get(pk) != position:
            Post.objects.filter(pk=pk).update(series_position=position)


@verb
def place(post: Post, position: int) -> None:
    """Let a part of a series stand at this place in it, where others may stand, too: a file says so."""
    Post.objects.filter(pk=post.pk, series__isnull=False).update(series_position=position)


@verb
def delete(series: Series, *, by: User | None, now: datetime) -> None:
    """Delete a series. Its parts stay, as essays of no series."""
    parts = Post.objects.in_series(series).values_list("pk", flat=True)
    _move(list(parts), None, _("“%(title)s” was deleted") % {"title": series}, by, now)
    library.delete(series, by=by, now=now)


def _move(posts: Iterable[int], series: Series | None, note: str, by: User | None, now: datetime) -> None:
    """Make these posts, and their edits that wait, parts of `series` or of none; before its first part."""
    place = {"series": series, "series_position": 0 if series else None}
    for post in Post.objects.filter(pk__in=list(posts)).order_by("pk"):
        Post.objects.filter(pk=post.pk).update(**place, version=F("version") + 1)
        post.refresh_from_db()
        record(post, note, by=by, now=now)
        for waiting in WorkingCopy.objects.filter(post=post):
            waiting.data["series"] = post.series_id
            waiting.save(update_fields=["data"])
