"""What was announced: all that feeds and sitemaps name. Each set hangs on an announced post."""

from datetime import datetime

from blog.models import Excerpt, Person, Placement, PostTag, Series, Source, Tag
from blog.models.excerpt import ExcerptQuerySet, PlacementQuerySet
from blog.models.person import PersonQuerySet
from blog.models.series import SeriesQuerySet
from blog.models.source import SourceQuerySet
from blog.models.tag import TagQuerySet
from blog.models.visibility import announced, has


def placements(now: datetime) -> PlacementQuerySet:
    return Placement.objects.filter(announced(now, "post"))


def excerpts(now: datetime) -> ExcerptQuerySet:
    return Excerpt.objects.filter(has(Excerpt, announced(now, "placements__post")))


def people(now: datetime) -> PersonQuerySet:
    """Those with a page: quoted or writing, and not hidden."""
    quoted = has(Person, announced(now, "turns__excerpt__placements__post"))
    wrote = has(Person, announced(now, "posts"))
    return Person.objects.visible(now).filter(quoted | wrote)


def sources(now: datetime) -> SourceQuerySet:
    return Source.objects.filter(has(Source, announced(now, "excerpts__placements__post")))


def tags(now: datetime) -> TagQuerySet:
    return Tag.objects.filter(has(Tag, announced(now, "post_tags__content_object")))


def series(now: datetime) -> SeriesQuerySet:
    return Series.objects.filter(has(Series, announced(now, "posts")))


def example_tag(now: datetime) -> Tag | None:
    """A tag of the newest post that has one."""
    newest = PostTag.objects.filter(announced(now, "content_object")).select_related("tag")
    item = newest.order_by("-content_object__published_at", "-content_object", "pk").first()
    return item.tag if item else None
