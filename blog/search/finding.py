"""From a query to documents: names first, then titles and questions that say it all, then the newest.

So the order can be said in a sentence, a page is found by the key of the last row, and both databases agree.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial

from django.db.models import QuerySet

from blog.models import SearchDocument
from blog.models.paging import PAGE_SIZE, BadKey
from blog.models.prepared import Rows, prepared
from blog.search import engines
from blog.search.asking import Asked, ask
from blog.search.documents import KINDS, kind_of
from blog.search.matching import FACT, LOOKED_AT, Match
from blog.search.query import Problem, Query

COUNTED = 100
"""The newest of what is found, which are counted; of more it is said that there are."""
MORE = 10
"""Candidates beyond those asked for, since the state of a few may hide them."""
NAMED = (f"{FACT}person", f"{FACT}source")
"""What stands first where its name says all that is asked for."""
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
    first, below = _read(after)
    asked = ask(query, now, zone)
    problems = (*query.problems, *asked.problems)
    if not query or asked.is_vain:
        return Found([], [], problems)
    tiers = _tiers(asked)
    if first >= len(tiers):
        raise BadKey(after)
    counted, are_all = newest(whole(asked), now, COUNTED)
    terms = dict(_terms(counted))
    known = sorted(((_tier(asked, terms[key]), key) for key in counted), key=_place)
    found = [one for one in known if below is None or _place(one) > _place((first, below))]
    if asked.phrases or not are_all:
        found = _with_older(found, _older(tiers, first, below, counted), now, size + 1)
    rows = {row.pk: row for row in _documents([key for _tier, key in found[:size]])}
    return Found(
        documents=[rows[key] for _tier, key in found[:size]],
        counted=[(key, terms[key]) for key in counted],
        problems=problems,
        more=_write(*found[size - 1]) if len(found) > size else "",
    )


def keys(query: Query, *, kinds: Collection[str], limit: int = LOOKED_AT) -> list[int]:
    """The newest documents of these kinds that match, in whatever state. Whoever asks sees to who may.

    A word may go on, as at a desk one types the beginning of what one knows is there.
    """
    terms = tuple(term.as_start() for term in query.terms)
    asked = ask(replace(query, terms=terms), None)
    if not query or asked.is_vain:
        return []
    match = whole(asked)
    facts = tuple(FACT + kind for kind in kinds)
    return newest(replace(match, wanted=(facts, *match.wanted)), None, limit)[0]


def whole(asked: Asked) -> Match:
    """All that is asked for, in one."""
    wanted = (*asked.facts, *asked.words)
    return Match(wanted, asked.unwanted, asked.least, asked.below, asked.phrases)


def newest(match: Match, now: datetime | None, number: int) -> tuple[list[int], bool]:
    """The newest `number` keys of what matches and may be seen at `now` (None: all); and whether no more do.

    A database is asked again for what may not be seen, until LOOKED_AT were looked at.
    """
    found: list[int] = []
    looked, batch = 0, number + MORE
    while looked < LOOKED_AT:
        keys = engines.current().newest(match, batch)
        seen = _visible(keys, now)
        found += [key for key in keys if key in seen]
        if len(found) >= number or len(keys) < batch:
            return found[:number], len(found) < number
        looked, match = looked + batch, replace(match, below=keys[-1])
        batch = min(2 * max(batch, LOOKED_AT // 8), LOOKED_AT - looked)
    return found, False


def _visible(keys: Collection[int], now: datetime | None) -> set[int]:
    if now is None:
        return set(keys)
    seen: set[int] = set()
    for kind in KINDS:
        if some := [key for key in keys if kind_of(key) == kind]:
            seen.update(_SEEN[kind](some, now))
    return seen


@prepared
def _documents(keys: Sequence[int]) -> QuerySet[SearchDocument, SearchDocument]:
    return SearchDocument.objects.filter(pk__in=keys)


@prepared
def _terms(keys: Sequence[int]) -> Rows:
    return SearchDocument.objects.filter(pk__in=keys).values_list("pk", "terms")


def _seen(kind: str, keys: Sequence[int], now: datetime) -> QuerySet[SearchDocument, int]:
    return SearchDocument.objects.filter(pk__in=keys).visible(kind, now).values_list("pk", flat=True)


_SEEN = {kind: prepared(partial(_seen, kind)) for kind in KINDS}
"""For each kind: those of these keys that a stranger may read."""


def _tiers(asked: Asked) -> list[Match]:
    """What is shown first, and what follows. Each document is in one."""
    match = whole(asked)
    if not asked.heading:
        return [match]
    headed = replace(match, wanted=(*asked.facts, *asked.heading))
    return [
        replace(headed, wanted=(*headed.wanted, NAMED)),
        replace(headed, unwanted=(*match.unwanted, (NAMED,))),
        replace(match, unwanted=(*match.unwanted, asked.heading)),
    ]


def _tier(asked: Asked, terms: str) -> int:
    """Which of them a document with these terms is in, of those that match."""
    if not all(any(f" {form} " in terms for form in group) for group in asked.heading):
        return 2
    return 0 if not asked.heading or any(f" {named} " in terms for named in NAMED) else 1


def _older(
    tiers: Sequence[Match], first: int, below: int | None, counted: Sequence[int]
) -> list[tuple[int, Match]]:
    """The tiers from `first`, each after what was counted, the first also after the key `below`.

    Where fewer were counted, LOOKED_AT have the words and no more is looked at of the last.
    """
    last = len(tiers) - (len(counted) < COUNTED)
    return [
        (tier, _lower(tiers[tier], *counted[-1:], below if tier == first else None))
        for tier in range(first, last)
    ]


def _with_older(
    known: list[tuple[int, int]], tiers: Sequence[tuple[int, Match]], now: datetime, number: int
) -> list[tuple[int, int]]:
    """The tiers and keys of what is `known`, and of what follows in these tiers until there are `number`."""
    found = known
    for tier, match in tiers:
        missing = number - sum(one <= tier for one, _key in found)
        if missing > 0:
            found = [*found, *((tier, key) for key in newest(match, now, missing)[0])]
    return sorted(found, key=_place)


def _lower(match: Match, *below: int | None) -> Match:
    """`match`, after each of these keys as well."""
    ends = [end for end in (match.below, *below) if end is not None]
    return replace(match, below=min(ends, default=None))


def _place(found: tuple[int, int]) -> tuple[int, int]:
    """Sorts a tier and a key as they are shown: the newest first."""
    tier, key = found
    return tier, -key


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
