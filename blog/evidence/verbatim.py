"""Whether quoted words are the words of their source. Pure; it fails closed, and nothing here guesses.

The contract, version CONTRACT, which readers may read:

1. A quotation is *exact* where its words stand once in the source, sign for sign, and *folded* where they do
   after the folds of `folding.FOLDS`, which are named. Nothing else is folded: not case, digits, accents or
   other marks. It begins and ends between words, never inside one or inside a number; a hyphen at a line end
   is inside a word. Each Chinese or Japanese sign is a word.
2. `[…]` or `[...]` in a quotation is a gap. Every part between gaps must stand in the source, in their order,
   in one way only: then it is *elided*, with the words left out counted. A part of fewer than SHORT words
   must stand within NEAR words of one beside it. A gap at an end says only that the source goes on,
   and a full stop alone beside a gap says nothing. Dots without brackets are the speaker's, and words left
   out without a gap are an alteration.
3. `[other words]` and `[sic]`, on one line and of at most 300 characters, are the editor's and are skipped,
   with the space before them. Brackets that the source itself has are first looked for as they stand.
4. Where the words stand more than once, the quotation is *ambiguous* until someone has `chosen`.
5. *altered*: it is none of these, but at least half its words stand near each other; the difference is told.
   *not_found*: they do not, or the quotation has no words. *unchecked*: there is no text to check against, or
   the quotation is longer than LONGEST characters.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise
from typing import Literal, NamedTuple

from blog.evidence.folding import FOLDS, TRIMMED, Alphabet, Pieces, folds_between
from blog.evidence.nearest import Change, nearest
from blog.rendering.exchange import EDITORIAL
from blog.rendering.reading import count_words

CONTRACT = 1
"""Raised whenever a verdict could change: what was checked by an older one is checked again."""

LONGEST = 100_000
SHORT = 3
NEAR = 50
CHOICES = 20
"""So many places are offered to choose from."""
MISSES = 3
"""After so many parts that do not stand in the source, the rest of a quotation is not looked for."""

_GAP = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]")
_EDITORIAL = re.compile(EDITORIAL)
_AFTER_A_WORD = frozenset(" \n\t.,;:!?…’”»'\")")

type Verdict = Literal["exact", "folded", "elided", "altered", "ambiguous", "not_found", "unchecked"]


class Passage(NamedTuple):
    """So many characters of the source, from `start` to before `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check says. `passages`: a part each; of an ambiguous quotation, where it could begin."""

    verdict: Verdict
    contract: int = CONTRACT
    passages: tuple[Passage, ...] = ()
    folds: tuple[str, ...] = ()
    omitted_words: int = 0
    diff: tuple[Change, ...] = ()

    @property
    def has_passed(self) -> bool:
        return self.verdict in {"exact", "folded", "elided"}


def check(quote: str, snapshot: str, *, chosen: int | None = None) -> Finding:
    """Look for `quote` in `snapshot`. `chosen`, the start of a passage, settles which of several is meant."""
    (finding,) = check_all([(quote, chosen)], snapshot)
    return finding


def check_all(quotes: Sequence[tuple[str, int | None]], snapshot: str) -> list[Finding]:
    """The same for many, each with what was chosen for it; the source is read once for LONGEST characters."""
    findings: list[Finding] = []
    rest = list(quotes)
    while rest:
        room = accumulate(len(quote) for quote, _chosen in rest)
        number = max(1, sum(length <= LONGEST for length in room))
        some, rest = rest[:number], rest[number:]
        source = _Source([quote for quote, _chosen in some if len(quote) <= LONGEST], snapshot)
        findings += [_check(quote, source, chosen) for quote, chosen in some]
    return findings


def _check(quote: str, source: "_Source", chosen: int | None) -> Finding:
    if not source.snapshot.strip(TRIMMED) or len(quote) > LONGEST:
        return Finding("unchecked")
    if not count_words(_EDITORIAL.sub("", quote)):
        return Finding("not_found")
    readings = source.readings(quote)
    for parts in readings:
        if finding := source.find(parts, chosen):
            return finding
    return source.differing(readings[min(1, len(readings) - 1)])


class _Part:
    """Words of the quotation without a gap, and the same as signs of the alphabet."""

    def __init__(self, text: str, alphabet: Alphabet) -> None:
        self.text = text
        self.pieces = Pieces(text)
        self.signs = alphabet.quotation(self.pieces)


class _Source:
    """A snapshot, written in signs once for all these quotations."""

    def __init__(self, quotes: Sequence[str], snapshot: str) -> None:
        self.snapshot = snapshot
        self.alphabet = Alphabet()
        for quote in quotes:
            for text in (quote, _skipped(quote)):
                self.alphabet.quotation(Pieces(text))
        self.pieces = Pieces(snapshot)
        self.signs = self.alphabet.source(self.pieces)

    def readings(self, quote: str) -> list[list[_Part]]:
        """The quotation as it stands; without the editor's words; without any words in brackets."""
        own = frozenset(
            found[0]
            for found in _EDITORIAL.finditer(quote)
            if self.alphabet.quotation(Pieces(found[0])) in self._bracketed
        )
        texts = [[quote], _GAP.split(_skipped(quote, own)), _GAP.split(_skipped(quote))]
        readings: list[list[str]] = []
        for parts in texts:
            # A full stop alone, as after a gap at the end, says nothing.
            stripped = [text for part in parts if (text := part.strip(TRIMMED)).strip(".")]
            if stripped not in readings:
                readings.append(stripped)
        return [[_Part(text, self.alphabet) for text in parts] for parts in readings]

    def find(self, parts: list[_Part], chosen: int | None) -> Finding | None:
        """What to say of a quotation whose every part stands in the source, in order; None of another."""
        places = self._first(parts)
        if not places:
            return None
        if places != self._last(parts, len(self.signs)):
            places = self._from(parts, chosen)
        if not places:
            choices = islice(self._choices(parts), CHOICES)
            return Finding("ambiguous", passages=tuple(self._passage(at, parts[0]) for at in choices))
        passages = tuple(map(self._passage, places, parts))
        gaps = [count_words(self.snapshot[one.end : other.start]) for one, other in pairwise(passages)]
        if _too_far(parts, gaps):
            return None
        folds = _used(parts, passages)
        verdict: Verdict = "elided" if gaps else "folded" if folds else "exact"
        return Finding(verdict, passages=passages, folds=folds, omitted_words=sum(gaps))

    def differing(self, parts: list[_Part]) -> Finding:
        """What to say of a quotation that does not stand in the source: where, nearly, and what differs."""
        passages: list[Passage] = []
        diff: list[Change] = []
        at, misses = 0, 0
        for part in parts:
            near, short = None, len(parts) > 1 and count_words(part.text) < SHORT
            if not short and misses < MISSES:
                place = self.signs.find(part.signs, at)
                if place >= 0:
                    at = place + len(part.signs)
                    passages.append(self._passage(place, part))
                    diff.append(Change("equal", part.text, passages[-1].text))
                    continue
                misses += 1
                near = nearest(part.pieces, part.signs, self.pieces, self.signs)
            if near and any(change.op != "equal" for change in near.diff):
                passages.append(Passage(*near.span, self.snapshot[slice(*near.span)]))
                diff += near.diff
            else:
                diff.append(Change("insert", part.text, ""))
        if not passages:
            return Finding("not_found")
        return Finding("altered", passages=tuple(passages), diff=tuple(diff))

    @cached_property
    def _bracketed(self) -> frozenset[str]:
        """What stands in brackets in the source, brackets and all, in signs."""
        opening, closing = (re.escape(self.alphabet.quotation(Pieces(sign))) for sign in "[]")
        return frozenset(re.findall(f"{opening}[^{opening}{closing}]+{closing}", self.signs))

    @cached_property
    def _reversed(self) -> str:
        return self.signs[::-1]

    def _first(self, parts: list[_Part], start: int = 0) -> list[int]:
        """Where each part stands first after the one before it; empty if one does not."""
        places = []
        for part in parts:
            place = self.signs.find(part.signs, start)
            if place < 0:
                return []
            places.append(place)
            start = place + len(part.signs)
        return places

    def _last(self, parts: list[_Part], end: int) -> list[int]:
        """Where each part stands last before the one after it and `end`. (`rfind` may be quadratic.)"""
        places = []
        for part in reversed(parts):
            before = self._reversed.find(part.signs[::-1], len(self.signs) - end)
            if before < 0:
                return []
            end = len(self.signs) - before - len(part.signs)
            places.append(end)
        return places[::-1]

    def _choices(self, parts: list[_Part]) -> Iterator[int]:
        """Where the quotation could begin: the last place before each of its ends."""
        start = 0
        while places := self._first(parts, start):
            start = self._last(parts, places[-1] + len(parts[-1].signs))[0]
            yield start
            start += 1

    def _from(self, parts: list[_Part], chosen: int | None) -> list[int]:
        """The parts from the chosen place on, each where it stands first; empty if it is no such place."""
        if chosen is None or not 0 <= chosen < len(self.snapshot):
            return []
        places = self._first(parts, bisect_right(self.pieces.starts, chosen) - 1)
        return places if places and self._passage(places[0], parts[0]).start == chosen else []

    def _passage(self, place: int, part: _Part) -> Passage:
        start, end = self.pieces.span(place, place + len(part.signs))
        return Passage(start, end, self.snapshot[start:end])


def _skipped(quote: str, own: frozenset[str] = frozenset()) -> str:
    """`quote` without the editor's words, but those that are the source's own. Gaps stay."""
    kept, at = [], 0
    for found in _EDITORIAL.finditer(quote):
        if found[0] in own or _GAP.fullmatch(found[0]):
            continue
        before, after = quote[at : found.start()], quote[found.end() : found.end() + 1]
        kept.append(before.rstrip() if not after or after in _AFTER_A_WORD else before)
        at = found.end()
    return "".join([*kept, quote[at:]])


def _too_far(parts: list[_Part], gaps: list[int]) -> bool:
    """Whether a part too short to be sure of stands away from all others."""
    return any(
        len(parts) > 1 and min(gaps[max(0, at - 1) : at + 1]) > NEAR and count_words(part.text) < SHORT
        for at, part in enumerate(parts)
    )


def _used(parts: list[_Part], passages: tuple[Passage, ...]) -> tuple[str, ...]:
    """The names of the folds that made the words the same, each once."""
    used = {
        name
        for part, passage in zip(parts, passages, strict=True)
        for name in folds_between(part.text, passage.text)
    }
    return tuple(fold.name for fold in FOLDS if fold.name in used)
