"""From a query to documents: names first, then titles and questions that say it all, then the newest.

So the order can be said in a sentence, a page is found by the key of the last row, and both databases agree.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from blog.models import SearchDocument
from blog.models.paging import PAGE_SIZE, BadKey
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
    tiers = dict(list(enumerate(_tiers(asked)))[first:])
    tiers[first] = _lower(tiers[first], below)
    counted, *lists = _Sieve(asked.phrases, now).newest_each(
        [(whole(asked), COUNTED), *((tier, size + 1) for tier in tiers.values())]
    )
    found = [(tier, key) for tier, keys in zip(tiers, lists, strict=True) for key in keys]
    rows = SearchDocument.objects.in_bulk([key for _tier, key in found[:size]])
    terms = dict(SearchDocument.objects.filter(pk__in=counted).values_list("pk", "terms"))
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
    return _Sieve(phrases, now).newest_each([(match, number)])[0]


class _Sieve:
    """Keeps back the documents that say no phrase or may not be seen, and looks at each once."""

    def __init__(self, phrases: Sequence[Term], now: datetime | None) -> None:
        self.phrases, self.now = phrases, now
        self.passes: dict[int, bool] = {}

    def newest_each(self, asked: Sequence[tuple[Match, int]]) -> list[list[int]]:
        """The keys of the newest so many that match, of each; they are looked up together."""
        candidates = [engines.current().newest(match, number + MORE) for match, number in asked]
        self._look_at({key for some in candidates for key in some})
        found = []
        for (match, number), some in zip(asked, candidates, strict=True):
            keys = [key for key in some if self.passes[key]]
            if len(keys) < number and len(some) == number + MORE:
                keys += self._further(replace(match, below=some[-1]), number - len(keys))
            found.append(keys[:number])
        return found

    def _further(self, match: Match, number: int) -> list[int]:
        """Of those beyond the first candidates, of which too many were kept back."""
        found: list[int] = []
        looked, size = 0, LOOKED_AT // 8
        while len(found) < number and looked < LOOKED_AT:
            some = engines.current().newest(match, size)
            self._look_at(some)
            found += [key for key in some if self.passes[key]]
            if len(some) < size:
                break
            looked, match = looked + size, replace(match, below=some[-1])
            size = min(2 * size, LOOKED_AT - looked)
        return found[:number]

    def _look_at(self, keys: Collection[int]) -> None:
        new = [key for key in keys if key not in self.passes]
        seen = self._visible(self._saying(new) if self.phrases else new)
        self.passes.update((key, key in seen) for key in new)

    def _saying(self, keys: Collection[int]) -> list[int]:
        """Those that say each phrase, or whose question has its words; and none that is excluded."""
        rows = SearchDocument.objects.filter(pk__in=keys).values_list("pk", "words", "terms")
        return [key for key, *said in rows if all(_says(term, *said) for term in self.phrases)]

    def _visible(self, keys: Collection[int]) -> set[int]:
        if self.now is None:
            return set(keys)
        seen: set[int] = set()
        for kind in KINDS:
            if some := [key for key in keys if kind_of(key) == kind]:
                rows = SearchDocument.objects.filter(pk__in=some).visible(kind, self.now)
                seen.update(rows.values_list("pk", flat=True))
        return seen


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
    named = (f"{FACT}person", f"{FACT}source")
    headed = replace(match, wanted=(*asked.facts, *asked.heading))
    return [
        replace(headed, wanted=(*headed.wanted, named)),
        replace(headed, unwanted=(*match.unwanted, (named,))),
        replace(match, unwanted=(*match.unwanted, asked.heading)),
    ]


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
