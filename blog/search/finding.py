"""From a query to documents: names first, then titles and questions that say it all, then the newest.

So the order can be said in a sentence, a page is found by the key of the last row, and both databases agree.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex

from blog.models import SearchDocument
from blog.models.paging import PAGE_SIZE, BadKey
from blog.search import engines
from blog.search.asking import Asked, ask
from blog.search.documents import FACT, QUESTION
from blog.search.matching import Match
from blog.search.query import Problem, Query, Term

COUNTED = 300
"""The newest of what is found, which are counted; of more it is said that there are."""
LOOKED_AT = 2_000
"""The newest documents with the right words that are looked through for a phrase."""
_KEY = re.compile(r"([0-2])\.(-?[0-9]{1,19})")


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what a query finds.

    `counted` are the keys and the terms of the newest COUNTED, `more` asks for the page after this one.
    """

    documents: list[SearchDocument]
    counted: list[tuple[int, str]]
    problems: tuple[Problem, ...]
    more: str = ""

    @property
    def has_more_than_counted(self) -> bool:
        return len(self.counted) == COUNTED


def find(query: Query, *, now: datetime, zone: tzinfo, after: str = "", size: int = PAGE_SIZE) -> Found:
    """What a stranger finds at `now`, after the key `after`. Days are those of `zone`. Raises BadKey."""
    tier, below = _read(after)
    asked = ask(query, now, zone)
    problems = (*query.problems, *asked.problems)
    if not query or asked.is_vain:
        return Found([], [], problems)
    found: list[tuple[int, int]] = []
    for number, match in list(enumerate(_tiers(asked)))[tier:]:
        start = _lower(match, below) if number == tier else match
        keys = _newest(start, asked.phrases, now, size + 1 - len(found))
        found += [(number, key) for key in keys]
        if len(found) > size:
            break
    counted = _newest(_whole(asked), asked.phrases, now, COUNTED)
    rows = SearchDocument.objects.in_bulk([key for _tier, key in found[:size]])
    terms = dict(SearchDocument.objects.filter(pk__in=counted).values_list("pk", "terms"))
    return Found(
        documents=[rows[key] for _tier, key in found[:size]],
        counted=[(key, terms[key]) for key in counted],
        problems=problems,
        more=_write(*found[size - 1]) if len(found) > size else "",
    )


def finds_any(query: Query, *, now: datetime, zone: tzinfo) -> bool:
    asked = ask(query, now, zone)
    return bool(query) and not asked.is_vain and bool(_newest(_whole(asked), asked.phrases, now, 1))


def keys(query: Query, *, kind: str, limit: int = LOOKED_AT) -> list[int]:
    """The newest documents of this kind that match, in whatever state. Whoever asks sees to who may."""
    asked = ask(query, None, None)
    if not query or asked.is_vain:
        return []
    match = _whole(asked)
    return _newest(replace(match, wanted=((FACT + kind,), *match.wanted)), asked.phrases, None, limit)


def _tiers(asked: Asked) -> list[Match]:
    """What is shown first, and what follows. Each document is in one."""
    whole = _whole(asked)
    if not asked.heading:
        return [whole]
    named = (f"{FACT}person", f"{FACT}source")
    headed = replace(whole, wanted=(*asked.facts, *asked.heading))
    return [
        replace(headed, wanted=(*headed.wanted, named)),
        replace(headed, unwanted=(*whole.unwanted, (named,))),
        replace(whole, unwanted=(*whole.unwanted, asked.heading)),
    ]


def _whole(asked: Asked) -> Match:
    return Match((*asked.facts, *asked.words), asked.unwanted, asked.least, asked.below)


def _newest(match: Match, phrases: Sequence[Term], now: datetime | None, number: int) -> list[int]:
    """The newest `number` keys of what matches, says the phrases, and may be seen at `now` (None: all)."""
    found: list[int] = []
    looked, size = 0, number + 5
    while len(found) < number and looked < LOOKED_AT:
        candidates = engines.current().newest(match, size)
        rows = SearchDocument.objects.filter(pk__in=candidates)
        found += sorted(_saying(rows.visible(now) if now else rows, phrases).values_list("pk", flat=True))[
            ::-1
        ]
        if len(candidates) < size:
            break
        looked += size
        match, size = replace(match, below=candidates[-1]), min(4 * size, LOOKED_AT)
    return found[:number]


def _saying(rows: QuerySet[SearchDocument], phrases: Sequence[Term]) -> QuerySet[SearchDocument]:
    """Those of `rows` that say each phrase, or whose question has its words; and none that is excluded."""
    for number, term in enumerate(phrases):
        place = f"place_{number}"
        rows = rows.alias(**{place: StrIndex("words", Value(f" {' '.join(term.words)} "))})
        if term.excluded:
            rows = rows.filter(**{place: 0})
        else:
            in_question = Q(*[("terms__contains", f" {QUESTION}{word} ") for word in term.words])
            rows = rows.filter(Q(**{f"{place}__gt": 0}) | in_question)
    return rows


def _lower(match: Match, below: int | None) -> Match:
    """`match`, after the key `below` as well."""
    if below is None:
        return match
    return replace(match, below=below if match.below is None else min(below, match.below))


def _write(tier: int, key: int) -> str:
    return f"{tier}.{key}"


def _read(after: str) -> tuple[int, int | None]:
    """The tier and the key of the last document shown. Raises BadKey."""
    if not after:
        return 0, None
    found = _KEY.fullmatch(after)
    if not found or abs(int(found[2])) >= 1 << 63:
        raise BadKey(after)
    return int(found[1]), int(found[2])
