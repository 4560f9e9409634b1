"""What was announced: all that feeds and sitemaps name. Each set hangs on an announced post."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from blog.models import Authorship, Excerpt, Person, Placement, PostTag, Series, Source, Tag, Turn
from blog.models.complete import hand_out
from blog.models.excerpt import ExcerptQuerySet
from blog.models.person import PersonQuerySet
from blog.models.placement import PlacementQuerySet
from blog.models.prepared import planned
from blog.models.series import SeriesQuerySet
from blog.models.source import SourceQuerySet
from blog.models.tag import TagQuerySet
from blog.models.visibility import announced, has


def placements(now: datetime) -> PlacementQuerySet:
    return Placement.objects.filter(announced(now, "post"))


def give_quoting(excerpts: Sequence[Excerpt], now: datetime) -> None:
    """Where they are quoted, newest first, with the titles of those essays."""
    hand_out(excerpts, "placements", lambda ids: _quoting(ids, now))


@planned
def _quoting(excerpts: list[int], now: datetime) -> PlacementQuerySet:
    shown = ("excerpt", "post__slug", "post__title", "post__language")
    rows = placements(now).filter(excerpt__pk__in=excerpts).select_related("post").only(*shown)
    return rows.order_by("-post__published_at", "-pk")


def excerpts(now: datetime) -> ExcerptQuerySet:
    return Excerpt.objects.filter(Exists(placements(now).filter(excerpt=OuterRef("pk"))))


def people(now: datetime) -> PersonQuerySet:
    """Those with a page: quoted or writing, and not hidden."""
    spoken = Turn.objects.filter(announced(now, "excerpt__placements__post"), person=OuterRef("pk"))
    written = Authorship.objects.filter(announced(now, "post"), person=OuterRef("pk"))
    return Person.objects.filter(Exists(spoken) | Exists(written), hidden=False)


def sources(now: datetime) -> SourceQuerySet:
    return Source.objects.filter(Exists(placements(now).filter(excerpt__source=OuterRef("pk"))))


def tags(now: datetime) -> TagQuerySet:
    under = PostTag.objects.filter(announced(now, "content_object"), tag=OuterRef("pk"))
    return Tag.objects.filter(Exists(under))


def series(now: datetime) -> SeriesQuerySet:
    return Series.objects.filter(has(Series, announced(now, "posts")))


def example_tag(now: datetime) -> Tag | None:
    """A tag of the newest post that has one."""
    newest = PostTag.objects.filter(announced(now, "content_object")).select_related("tag")
    item = newest.order_by("-content_object__published_at", "-content_object", "pk").first()
    return item.tag if item else None
