"""From a query to documents: names first, then titles and questions that say it all, then the newest.

So the order can be said in a sentence, a page is found by the key of the last row, and both databases agree.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from blog.models.paging import PAGE_SIZE, BadKey
from blog.search import engines
from blog.search.asking import Asked, ask
from blog.search.documents import EVERY
from blog.search.matching import FACT, LOOKED_AT, Document, Match
from blog.search.query import Problem, Query
from blog.search.seeing import visible

COUNTED = 100
"""The newest of what is found, which are counted; of more it is said that there are."""
MORE = 10
"""Candidates beyond those asked for, since the state of a few may hide them."""
NAMED = tuple(FACT + kind for kind in ("person", "source", "series", "page"))
"""What stands first where its name says all that is asked for."""

type Placed = tuple[int, Document]
"""A document with its tier."""

_KEY = re.compile(r"([0-2])\.(-?[0-9]{1,19})")


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what a query finds.

    `counted` are the newest COUNTED, `more` asks for the page after this one.
    """

    documents: list[Document]
    counted: list[Document]
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
    known = sorted(((_tier(asked, one.terms), one) for one in counted), key=_place)
    found = [one for one in known if below is None or _place(one) > (first, -below)]
    if asked.phrases or not are_all:
        found = _with_older(found, _older(tiers, first, below, counted), now, size + 1)
    return Found(
        documents=[document for _tier, document in found[:size]],
        counted=counted,
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
    return [one.key for one in newest(replace(match, wanted=(facts, *match.wanted)), None, limit)[0]]


def whole(asked: Asked) -> Match:
    """All that is asked for, in one."""
    wanted = (*asked.facts, *asked.words) or ((EVERY,),)
    return Match(wanted, asked.own, asked.unwanted, asked.least, asked.below, asked.phrases)


def newest(match: Match, now: datetime | None, number: int) -> tuple[list[Document], bool]:
    """The newest `number` of what matches and may be seen at `now` (None: all); and whether no more do.

    A database is asked again for what may not be seen, until LOOKED_AT were looked at.
    """
    found: list[Document] = []
    looked, batch = 0, number + MORE
    while looked < LOOKED_AT:
        matching = engines.current().newest(match, batch)
        found += matching if now is None else visible(matching, now)
        if len(found) >= number or len(matching) < batch:
            return found[:number], len(found) < number
        looked, match = looked + batch, replace(match, below=matching[-1].key)
        batch = min(2 * max(batch, LOOKED_AT // 8), LOOKED_AT - looked)
    return found, False


def numbers(matches: Sequence[Match], now: datetime, number: int) -> list[int]:
    """How many of each a stranger may see at `now`, up to `number`: asked of all of them together."""
    found = engines.current().some(matches, number + MORE)
    seen = set(visible(list({one.key: one for some in found for one in some}.values()), now))
    counts = [min(sum(one in seen for one in some), number) for some in found]
    return [
        count if count == number or len(some) < number + MORE else len(newest(match, now, number)[0])
        for match, some, count in zip(matches, found, counts, strict=True)
    ]


def _tiers(asked: Asked) -> list[Match]:
    """What is shown first, and what follows. Each document is in one."""
    match = whole(asked)
    if not asked.heading:
        return [match]
    headed = replace(match, wanted=(*asked.facts, *asked.heading), also=())
    return [
        replace(headed, wanted=(*headed.wanted, NAMED)),
        replace(headed, unwanted=(*match.unwanted, (NAMED,))),
        replace(match, unwanted=(*match.unwanted, asked.heading)),
    ]


def _tier(asked: Asked, terms: str) -> int:
    """Which of them a document with these terms is in, of those that match."""
    told = set(terms.split())
    if any(told.isdisjoint(group) for group in asked.heading):
        return 2
    return 1 if asked.heading and told.isdisjoint(NAMED) else 0


def _older(
    tiers: Sequence[Match], first: int, below: int | None, counted: Sequence[Document]
) -> list[tuple[int, Match]]:
    """The tiers from `first`, each after what was counted, the first also after the key `below`.

    Where fewer were counted, LOOKED_AT have the words and no more is looked at of the last.
    """
    last = len(tiers) - (len(counted) < COUNTED)
    return [
        (tier, _lower(tiers[tier], *(one.key for one in counted[-1:]), below if tier == first else None))
        for tier in range(first, last)
    ]


def _with_older(
    known: list[Placed], tiers: Sequence[tuple[int, Match]], now: datetime, number: int
) -> list[Placed]:
    """What is `known`, and of what follows in these tiers until there are `number`."""
    found = known
    for tier, match in tiers:
        missing = number - sum(one <= tier for one, _document in found)
        if missing > 0:
            found = [*found, *((tier, one) for one in newest(match, now, missing)[0])]
    return sorted(found, key=_place)


def _lower(match: Match, *below: int | None) -> Match:
    """`match`, after each of these keys as well."""
    ends = [end for end in (match.below, *below) if end is not None]
    return replace(match, below=min(ends, default=None))


def _place(found: Placed) -> tuple[int, int]:
    """Sorts them as they are shown: the newest first."""
    tier, document = found
    return tier, -document.key


def _write(tier: int, document: Document) -> str:
    return f"{tier}.{document.key}"


def _read(after: str) -> tuple[int, int | None]:
    """The tier and the key of the last document shown. Raises BadKey."""
    if not after:
        return 0, None
    found = _KEY.fullmatch(after)
    if not found or abs(int(found[2])) >= 1 << 63:
        raise BadKey(after)
    return int(found[1]), int(found[2])
