"""Ending a post: a draft goes without a trace; of what was announced the addresses stay, and say why."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Action, User
from accounts.models import record as audit
from blog import caching
from blog.models import Excerpt, Placement, Post, State, WorkingCopy
from blog.models.gone_address import bury
from blog.publishing.text import WrongState
from blog.publishing.verb import verb
from blog.rendering import named_places


@verb
def delete(post: Post, *, by: User | None, now: datetime) -> None:
    """Delete a draft, or a withdrawn post whose addresses then answer 410 for good; with what `goes_along`.

    Raises WrongState for what readers see, or will: withdraw it, or undo its publication, first.
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.is_released and post.state != State.WITHDRAWN:
        raise WrongState(post.state)
    along = list(goes_along(post, by=by))
    if post.state == State.WITHDRAWN:
        _bury(post, along, now)
    audit(Action.DELETED, by=by, about=post, detail=post.slug, now=now)
    post.delete()
    Excerpt.objects.filter(pk__in=[excerpt.pk for excerpt in along]).delete()
    caching.next_generation(now)


def goes_along(post: Post, *, by: User | None) -> QuerySet[Excerpt]:
    """The excerpts only `post` places, which no edits that wait elsewhere do.

    Of those an author deletes with it what they made themselves.
    """
    elsewhere = Placement.objects.exclude(post=post).values("excerpt")
    alone = Excerpt.objects.filter(placements__post=post).exclude(pk__in=elsewhere)
    waiting = WorkingCopy.objects.exclude(post=post).values_list("data__body", flat=True)
    named = frozenset[str]().union(*map(named_places, waiting))
    awaited = [row.pk for row in alone.prefetch_related("former_addresses") if named & _addresses(row)]
    alone = alone.exclude(pk__in=awaited)
    return alone if by is None or by.is_editor else alone.filter(created_by=by)


def _addresses(row: Post | Excerpt) -> set[str]:
    """Where it stands, and where it stood: a text may still name it so."""
    return {row.slug, *(former.slug for former in row.former_addresses.all())}


def _bury(post: Post, along: list[Excerpt], now: datetime) -> None:
    seen = set(post.placements.filter(unseen=False).values_list("excerpt_id", flat=True))
    rows: list[Post | Excerpt] = [post, *(excerpt for excerpt in along if excerpt.pk in seen)]
    for row in rows:
        bury(row, sorted(_addresses(row)), reason=post.withdrawn_reason, now=now)
