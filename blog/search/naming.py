"""Whom and what a filter names: by address, by name, or by some words of it."""

from datetime import datetime

from django.db.models import Model, Q, QuerySet

from blog.models import Person, Source, Tag
from blog.models.person import person_key
from blog.models.tag import tag_key
from blog.search import engines
from blog.search.analyser import asked
from blog.search.documents import EVERY, FACT, HEADING
from blog.search.matching import Group, Match

MOST_NAMED = 50
"""People or sources that some words of a name stand for."""


def facts(name: str, value: str, now: datetime | None) -> Group:
    """The facts of documents that `name:value` means, of what may be seen at `now` (None: of all)."""
    match name:
        case "tag":
            rows: QuerySet[Tag] | QuerySet[Person] | QuerySet[Source] = _tags(value, now)
        case "source":
            rows = _called(
                Source.objects.visible(now) if now else Source.objects.all(), value, Q(title=value)
            )
        case _:
            people = Person.objects.visible(now) if now else Person.objects.all()
            key = person_key(value)
            rows = _called(people, value, Q(key=key) | Q(aliases__key=key))
    return tuple(
        f"{FACT}{name}{row}" for row in dict.fromkeys(rows.values_list("pk", flat=True)[:MOST_NAMED])
    )


def _tags(value: str, now: datetime | None) -> QuerySet[Tag]:
    tags = Tag.objects.visible(now) if now else Tag.objects.all()
    return tags.filter(Q(key=tag_key(value)[:100]) | Q(slug=value))


def _called[Row: Model](rows: QuerySet[Row], value: str, is_named: Q) -> QuerySet[Row]:
    """Those of `rows` at that address or of that name; if there are none, with these words in their names."""
    exactly = rows.filter(Q(slug=value) | is_named)
    if exactly.exists():
        return exactly
    kind = str(rows.model._meta.model_name)
    words = tuple((HEADING + word,) for word in asked(value))
    wanted = ((f"{FACT}{kind}",), *words) if words else ((f"{FACT}{EVERY}none",),)
    return rows.filter(search_document__in=engines.current().newest(Match(wanted), 4 * MOST_NAMED))
