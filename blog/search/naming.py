"""Whom and what a filter names: by address, by name, or by some words of it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from blog.models import Alias, Person, Source, Tag
from blog.models.person import person_key
from blog.models.prepared import planned, prepared
from blog.models.tag import tag_key
from blog.search import engines
from blog.search.analyser import asked
from blog.search.matching import FACT, HEADING, Group, Match

MOST_NAMED = 50
"""People or sources that some words of a name stand for."""


def facts(name: str, value: str, now: datetime | None) -> Group:
    """The facts of documents that `name:value` means, of what may be seen at `now` (None: of all)."""
    match name:
        case "tag":
            found = _visible(Tag, _tags(tag_key(value)[:100], value), now)
        case "source":
            found = _called(Source, _sources(value), value, now)
        case _:
            found = _called(Person, _people(value, person_key(value)), value, now)
    return tuple(f"{FACT}{name}{row}" for row in found)


@prepared
def _tags(key: str, slug: str) -> QuerySet[Tag, int]:
    return _ids(Tag.objects.filter(Q(key=key) | Q(slug=slug)))


@prepared
def _sources(value: str) -> QuerySet[Source, int]:
    return _ids(Source.objects.filter(Q(slug=value) | Q(title=value)))


@prepared
def _people(slug: str, key: str) -> QuerySet[Person, int]:
    named_so = Alias.objects.filter(key=key).values("person")
    return _ids(Person.objects.filter(Q(slug=slug) | Q(key=key) | Q(pk__in=named_so)))


def _ids(named: QuerySet[Any]) -> QuerySet[Any, int]:
    return named.order_by("pk").values_list("pk", flat=True)[: 4 * MOST_NAMED]


def _called(model: type[Person | Source], named: list[int], value: str, now: datetime | None) -> list[int]:
    """Those `named` so; if there are none, those with these words in their names."""
    if exactly := _visible(model, named, now):
        return exactly
    kind = str(model._meta.model_name)
    words = tuple((HEADING + word,) for word in asked(value))
    if not words:
        return []
    documents = engines.current().newest(Match(((f"{FACT}{kind}",), *words)), 4 * MOST_NAMED)
    return _visible(model, sorted(found.row for found in documents), now)


def _visible(model: type[Any], few: list[int], now: datetime | None) -> list[int]:
    """The ids of those that may be seen: few are named, and only these are asked whether anybody sees them.

    Asked at once, databases ask it of everyone, and only then for the name.
    """
    if not few or now is None:
        return few[:MOST_NAMED]
    return _SEEN[model](few, now)[:MOST_NAMED]


def _seen(model: type[Any], ids: Sequence[int], now: datetime) -> QuerySet[Any, int]:
    seen: QuerySet[Any] = model._default_manager.visible(now)
    return seen.filter(pk__in=ids).values_list("pk", flat=True)


_SEEN = {model: planned(partial(_seen, model)) for model in (Person, Source, Tag)}
"""For each model: those of these rows that a stranger may see."""
