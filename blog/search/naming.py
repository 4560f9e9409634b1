"""Whom and what a filter names: by address, by name, or by some words of it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from blog.models import Alias, Person, Source, Tag
from blog.models.person import person_key
from blog.models.prepared import planned
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
            named = Tag.objects.filter(Q(key=tag_key(value)[:100]) | Q(slug=value))
            found = _visible(named, now)
        case "source":
            found = _called(Source.objects.filter(Q(slug=value) | Q(title=value)), value, now)
        case _:
            named_so = Alias.objects.filter(key=person_key(value)).values("person")
            is_named = Q(slug=value) | Q(key=person_key(value)) | Q(pk__in=named_so)
            found = _called(Person.objects.filter(is_named), value, now)
    return tuple(f"{FACT}{name}{row}" for row in found)


def _called(named: QuerySet[Person] | QuerySet[Source], value: str, now: datetime | None) -> list[int]:
    """Those `named` so; if there are none, those with these words in their names."""
    if exactly := _visible(named, now):
        return exactly
    kind = str(named.model._meta.model_name)
    words = tuple((HEADING + word,) for word in asked(value))
    if not words:
        return []
    documents = engines.current().newest(Match(((f"{FACT}{kind}",), *words)), 4 * MOST_NAMED)
    return _visible(named.model._default_manager.filter(pk__in=[found.row for found in documents]), now)


def _visible(named: QuerySet[Any], now: datetime | None) -> list[int]:
    """The ids of those that may be seen: few are named, and only these are asked whether anybody sees them.

    Asked at once, databases ask it of everyone, and only then for the name.
    """
    few = list(named.order_by("pk").values_list("pk", flat=True)[: 4 * MOST_NAMED])
    if not few or now is None:
        return few[:MOST_NAMED]
    return _SEEN[named.model](few, now)[:MOST_NAMED]


def _seen(model: type[Any], ids: Sequence[int], now: datetime) -> QuerySet[Any, int]:
    seen: QuerySet[Any] = model._default_manager.visible(now)
    return seen.filter(pk__in=ids).values_list("pk", flat=True)


_SEEN = {model: planned(partial(_seen, model)) for model in (Person, Source, Tag)}
"""For each model: those of these rows that a stranger may see."""
