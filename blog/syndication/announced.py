"""What was announced: all that feeds and sitemaps name. Each set hangs on `Post.objects.announced`."""

from datetime import datetime

from django.db.models import Q

from blog.models import Authorship, Excerpt, Person, Placement, Post, PostTag, Source, Tag, Turn
from blog.models.excerpt import ExcerptQuerySet, PlacementQuerySet
from blog.models.person import PersonQuerySet
from blog.models.source import SourceQuerySet
from blog.models.tag import TagQuerySet


def placements(now: datetime) -> PlacementQuerySet:
    return Placement.objects.filter(post__in=Post.objects.announced(now))


def excerpts(now: datetime) -> ExcerptQuerySet:
    return Excerpt.objects.filter(pk__in=placements(now).values("excerpt"))


def people(now: datetime) -> PersonQuerySet:
    """Those with a page: quoted or writing, and not hidden."""
    quoted = Turn.objects.filter(excerpt__in=placements(now).values("excerpt"), person__isnull=False)
    wrote = Authorship.objects.filter(post__in=Post.objects.announced(now))
    told = Q(pk__in=quoted.values("person")) | Q(pk__in=wrote.values("person"))
    return Person.objects.visible(now).filter(told)


def sources(now: datetime) -> SourceQuerySet:
    return Source.objects.filter(pk__in=excerpts(now).values("source"))


def tags(now: datetime) -> TagQuerySet:
    told = PostTag.objects.filter(content_object__in=Post.objects.announced(now))
    return Tag.objects.filter(pk__in=told.values("tag"))
