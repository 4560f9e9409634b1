"""From a query to documents: names first, then titles and questions that say it all, then the newest.

So the order can be said in a sentence, a page is found by the key of the last row, and both databases agree.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial

from django.db.models import QuerySet

from blog.models import SearchDocument
from blog.models.paging import PAGE_SIZE, BadKey
from blog.models.prepared import Rows, prepared
from blog.search import engines
from blog.search.asking import Asked, ask
from blog.search.documents import FACT, KINDS, QUESTION, kind_of
from blog.search.matching import Match
from blog.search.query import Problem, Query, Term

COUNTED = 100
"""The newest of what is found, which are counted; of more it is said that there are."""
LOOKED_AT = 2_000
"""The newest documents with the right words that are looked through for a phrase."""
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
    tiers, sieve = _tiers(asked), _Sieve(asked.phrases, now)
    if first >= len(tiers):
        raise BadKey(after)
    counted, are_all = sieve.newest(whole(asked), COUNTED)
    terms = dict(_terms(counted))
    known = sorted(((_tier(asked, terms[key]), key) for key in counted), key=_place)
    found = [one for one in known if below is None or _place(one) > _place((first, below))]
    if not are_all:
        found = _with_older(found, _older(tiers, first, below, counted), sieve, size + 1)
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
    return newest(replace(match, wanted=(facts, *match.wanted)), asked.phrases, None, limit)


def whole(asked: Asked) -> Match:
    """All that is asked for, in one."""
    return Match((*asked.facts, *asked.words), asked.unwanted, asked.least, asked.below)


def newest(match: Match, phrases: Sequence[Term], now: datetime | None, number: int) -> list[int]:
    """The newest `number` keys of what matches, says the phrases, and may be seen at `now` (None: all)."""
    return _Sieve(phrases, now).newest(match, number)[0]


class _Sieve:
    """Keeps back the documents that say no phrase or may not be seen, and looks at each once."""

    def __init__(self, phrases: Sequence[Term], now: datetime | None) -> None:
        self.phrases, self.now = phrases, now
        self.passes: dict[int, bool] = {}

    def newest(self, match: Match, number: int) -> tuple[list[int], bool]:
        """The keys of the newest so many that match, and whether there are no others."""
        return self._passing(self._candidates(match, number), number)

    def _passing(self, candidates: Iterable[tuple[list[int], bool]], number: int) -> tuple[list[int], bool]:
        found: list[int] = []
        for keys, are_last in candidates:
            self._look_at(keys)
            found += [key for key in keys if self.passes[key]]
            if len(found) >= number or are_last:
                return found[:number], len(found) < number
        return found, False

    def _candidates(self, match: Match, number: int) -> Iterator[tuple[list[int], bool]]:
        """The newest LOOKED_AT that match, some at a time, and whether no other does.

        A database is asked again only for what may not be seen: of a phrase most may say nothing.
        """
        size, looked = number + MORE, 0
        batch = min(20 * size, LOOKED_AT) if self.phrases else size
        while looked < LOOKED_AT:
            keys = engines.current().newest(match, batch)
            are_last = len(keys) < batch
            while keys[size:]:
                yield keys[:size], False
                keys, size = keys[size:], 2 * size
            yield keys, are_last
            if are_last:
                return
            looked, match = looked + batch, replace(match, below=keys[-1])
            batch = min(2 * max(batch, LOOKED_AT // 8), LOOKED_AT - looked)

    def _look_at(self, keys: Collection[int]) -> None:
        new = [key for key in keys if key not in self.passes]
        if not new:
            return
        seen = self._visible(self._saying(new) if self.phrases else new)
        self.passes.update((key, key in seen) for key in new)

    def _saying(self, keys: Sequence[int]) -> list[int]:
        """Those that say each phrase, or whose question has its words; and none that is excluded."""
        rows = _said(keys)
        return [key for key, *said in rows if all(_says(term, *said) for term in self.phrases)]

    def _visible(self, keys: Collection[int]) -> set[int]:
        if self.now is None:
            return set(keys)
        seen: set[int] = set()
        for kind in KINDS:
            if some := [key for key in keys if kind_of(key) == kind]:
                seen.update(_SEEN[kind](some, self.now))
        return seen


@prepared
def _documents(keys: Sequence[int]) -> QuerySet[SearchDocument, SearchDocument]:
    return SearchDocument.objects.filter(pk__in=keys)


@prepared
def _terms(keys: Sequence[int]) -> Rows:
    return SearchDocument.objects.filter(pk__in=keys).values_list("pk", "terms")


@prepared
def _said(keys: Sequence[int]) -> Rows:
    return SearchDocument.objects.filter(pk__in=keys).values_list("pk", "words", "terms")


def _seen(kind: str, keys: Sequence[int], now: datetime) -> QuerySet[SearchDocument, int]:
    return SearchDocument.objects.filter(pk__in=keys).visible(kind, now).values_list("pk", flat=True)


_SEEN = {kind: prepared(partial(_seen, kind)) for kind in KINDS}
"""For each kind: those of these keys that a stranger may read."""


def _says(term: Term, words: str, terms: str) -> bool:
    """Whether a document has the phrase as it is asked for: a substring, which no database finds as soon."""
    if f" {' '.join(term.words)} " in words:
        return not term.excluded
    return term.excluded or all(f" {QUESTION}{word} " in terms for word in term.words)


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
    known: list[tuple[int, int]], tiers: Sequence[tuple[int, Match]], sieve: _Sieve, number: int
) -> list[tuple[int, int]]:
    """The tiers and keys of what is `known`, and of what follows in these tiers until there are `number`."""
    found = known
    for tier, match in tiers:
        missing = number - sum(one <= tier for one, _key in found)
        if missing > 0:
            found = [*found, *((tier, key) for key in sieve.newest(match, missing)[0])]
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
