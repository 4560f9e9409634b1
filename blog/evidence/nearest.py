"""The passage most like words that do not stand in a source, and what differs. It passes nothing."""

from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate, groupby, pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from blog.evidence.folding import Pieces

CANDIDATES = 8
"""So many stretches that share rare words with the quotation are looked at closely."""
ASIDE = 6
"""More words left out in one place weigh no more: an unmarked cut is shown as one, however long."""
LARGE = 40_000
"""Pieces of a quotation; the longer it is, the fewer stretches are looked at."""

type Op = Literal["equal", "replace", "delete", "insert"]


class Change(NamedTuple):
    """One step from the source to the quotation: words kept, replaced, left out or added."""

    op: Op
    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Near:
    """The passage, in characters of the source, and the quotation beside it."""

    span: tuple[int, int]
    diff: tuple[Change, ...]


class _Words:
    """Some pieces of a text but its white space: which they are, and their signs."""

    def __init__(self, pieces: Pieces, signs: str, start: int, end: int) -> None:
        self.pieces = pieces
        self.at = [at for at in range(max(0, start), min(end, len(signs))) if not pieces.texts[at].isspace()]
        self.signs = "".join([signs[at] for at in self.at])

    def part(self, first: int, end: int) -> "_Words":
        part = copy(self)
        part.at, part.signs = self.at[first:end], self.signs[first:end]
        return part

    def span(self, first: int, end: int) -> tuple[int, int]:
        return self.pieces.span(self.at[first], self.at[end - 1] + 1)

    def text(self, first: int, end: int) -> str:
        return self.pieces.text[slice(*self.span(first, end))] if first < end else ""

    def joined(self, index: int) -> bool:
        """Whether it stands beside the one before it, without white space."""
        return index > 0 and self.at[index - 1] + 1 == self.at[index]

    def is_word(self, index: int) -> bool:
        """Whether it is a word, not a mark."""
        return any(map(str.isalnum, self.pieces.texts[self.at[index]]))


def nearest(quote: Pieces, quoted: str, source: Pieces, said: str) -> Near | None:
    """Where the most words of `quote` stand in `source`, in order; None where not half of them do.

    `quoted` and `said` are the two in signs of one alphabet.
    """
    words = _Words(quote, quoted, 0, len(quoted))
    best: tuple[int, _Words] | None = None
    for start, end in _windows(quoted, said):
        passage = _trimmed(words, _Words(source, said, start, end))
        shared = _shared(words, passage)
        if best is None or shared > best[0]:
            best = shared, passage
    if not best or 2 * best[0] < sum(map(words.is_word, range(len(words.at)))):
        return None
    passage = best[1]
    return Near(passage.span(0, len(passage.at)), tuple(_changes(words, passage)))


def _windows(quoted: str, said: str) -> list[tuple[int, int]]:
    """Stretches of the source that share most with the quotation; a word counts the more the rarer it is."""
    length = len(quoted)
    counts = Counter(said)
    weights = {sign: 1 / counts[sign] for sign in set(quoted) if sign in counts}
    if not weights:
        return []
    sums = list(accumulate([weights.get(sign, 0.0) for sign in said], initial=0.0))
    starts = nlargest(
        max(1, min(CANDIDATES, LARGE // length)),
        range(0, len(said), max(1, length // 2)),
        key=lambda at: sums[min(at + length, len(said))] - sums[at],
    )
    return [(at - length, at + 2 * length) for at in starts]


def _trimmed(words: _Words, window: _Words) -> _Words:
    """The part of `window` where what is shared stands together, and what may be replaced beside it."""
    best, score, start = (0, 0, 0, 0), 0, None  # a part, in both, with more shared than not
    sums = 0
    for step in Levenshtein.opcodes(window.signs, words.signs):
        if step.tag != "equal":
            sums -= min(ASIDE, step.src_end - step.src_start)
            if sums <= 0:
                sums, start = 0, None
            continue
        start = start or (step.dest_start, step.src_start)
        sums += 2 * (step.src_end - step.src_start)
        if sums > score:
            score, best = sums, (*start, step.dest_end, step.src_end)
    first, begin, last, end = best
    while first and begin and _belongs(window, begin - 1, words, first - 1):
        first, begin = first - 1, begin - 1
    while last < len(words.at) and end < len(window.at) and _belongs(window, end, words, last):
        last, end = last + 1, end + 1
    return window.part(begin, end)


def _belongs(window: _Words, at: int, words: _Words, beside: int) -> bool:
    """Whether what stands there in the source is a word, or the mark that the quotation has there, too."""
    return window.is_word(at) or window.signs[at] == words.signs[beside]


def _shared(words: _Words, passage: _Words) -> int:
    steps = Levenshtein.opcodes(passage.signs, words.signs)
    return sum(
        sum(map(words.is_word, range(step.dest_start, step.dest_end)))
        for step in steps
        if step.tag == "equal"
    )


def _changes(words: _Words, passage: _Words) -> Iterator[Change]:
    """The steps from the passage to the quotation; white space on one side only is a change as well."""
    i = j = 0
    for same, pairs in groupby(_pairs(words, passage), key=lambda pair: pair[0]):
        k, m = i, j
        for _same, quoted, said in pairs:
            k, m = k + quoted, m + said
        quote, source = words.text(i, k), passage.text(j, m)
        op: Op = "equal" if same else "replace" if quote and source else "insert" if quote else "delete"
        yield Change(op, quote, source)
        i, j = k, m


def _pairs(words: _Words, passage: _Words) -> Iterator[tuple[bool, int, int]]:
    """Whether the next words are the same, and how many they are of the quotation and of the passage."""
    for step in Levenshtein.opcodes(passage.signs, words.signs):
        if step.tag != "equal":
            yield False, step.dest_end - step.dest_start, step.src_end - step.src_start
            continue
        apart = [
            words.joined(i) != passage.joined(j)
            for i, j in zip(
                range(step.dest_start + 1, step.dest_end),
                range(step.src_start + 1, step.src_end),
                strict=True,
            )
        ]
        for before, after in pairwise([False, *apart, False]):
            yield not (before or after), 1, 1
