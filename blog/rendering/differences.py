"""What words changed between two texts. Pure, and bounded whatever the texts are.

Lines that both have are found first, then the words within what is left; where a script writes no spaces,
each sign is a word. Both steps take a longest common subsequence with the bit-parallel algorithm of Hyyrö
(“Bit-parallel LCS-length computation revisited”, 2004). Where that would be too large a table, what stands
once in either text parts it (patience); a part too large even then counts as replaced whole.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

TABLE_BITS = 1 << 27
"""Most cells of all the tables of one comparison, a bit each: 16 MB, and a part of a second."""
DEPTH = 4
"""How often a part too large is parted again."""
SHOWN_AROUND = 160
"""How many characters of unchanged text are shown beside a change."""

_EACH_ITS_OWN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = r"!-&(-,./:-@\[-`{-~¡-¿«»‐-‘‚-‧‹-⁞、-〿！-／：-＠"
_TOKEN = re.compile(rf"\n|[^\S\n]+|[{_EACH_ITS_OWN}]|[^\s{_EACH_ITS_OWN}{_MARKS}]+|([{_MARKS}])\1*")
_WORD = re.compile(rf"[{_EACH_ITS_OWN}]|[^\s{_EACH_ITS_OWN}{_MARKS}]+")

type How = Literal["same", "added", "removed", "left out"]


@dataclass(frozen=True, slots=True)
class Run:
    """So much text that is in both, in the later or in the earlier alone; or unchanged and left out."""

    how: How
    text: str


def differences(before: str, after: str, *, bits: int = TABLE_BITS) -> list[Run]:
    """`before` and `after` as runs in reading order; the removed before the added that replaces it."""
    one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    tables = _Tables(bits)
    runs: list[Run] = []
    for alike, a, b, c, d in _spans(tables.matches(one, other), len(one), len(other)):
        if alike:
            runs.append(Run("same", "".join(one[a:b])))
        else:
            runs += _in_words("".join(one[a:b]), "".join(other[c:d]), tables)
    return _joined(runs)


def count_words(runs: Sequence[Run], how: How) -> int:
    """How many words were, say, added."""
    return sum(len(_WORD.findall(run.text)) for run in runs if run.how == how)


class Beside(NamedTuple):
    """One row of two columns: what the earlier text says there, and what the later."""

    before: list[Run]
    after: list[Run]


def side_by_side(runs: Sequence[Run]) -> list[Beside]:
    """`runs` in rows, a new one wherever both texts begin a line: so what is unchanged stands level."""
    rows = [Beside([], [])]
    for run in runs:
        for line in run.text.splitlines(keepends=True) if run.how == "same" else [run.text]:
            if run.how == "same" and all(not side or side[-1].text.endswith("\n") for side in rows[-1]):
                rows.append(Beside([], []))
            part = Run(run.how, line)
            if run.how != "added":
                rows[-1].before.append(part)
            if run.how != "removed":
                rows[-1].after.append(part)
            if run.how == "same" and line.endswith("\n"):
                rows.append(Beside([], []))
    return [row for row in rows if any(row)]


def shortened(runs: Sequence[Run]) -> list[Run]:
    """`runs` with unchanged text left out where it is far from any change, at the ends of words."""
    short: list[Run] = []
    for number, run in enumerate(runs):
        if run.how != "same" or len(run.text) <= 3 * SHOWN_AROUND:
            short.append(run)
            continue
        head = _until_space(run.text[:SHOWN_AROUND]) if number else ""
        tail = _until_space(run.text[: -SHOWN_AROUND - 1 : -1])[::-1] if number + 1 < len(runs) else ""
        middle = run.text[len(head) : len(run.text) - len(tail)]
        parts = (Run("same", head), Run("left out", middle), Run("same", tail))
        short += [part for part in parts if part.text]
    return short


class _Span(NamedTuple):
    """From a to b in the one, from c to d in the other; whether they are alike."""

    alike: bool
    a: int
    b: int
    c: int
    d: int


class _Tables:
    """Finds what two sequences share, while there are `bits` left to do it with."""

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def matches(self, one: Sequence[str], other: Sequence[str], depth: int = DEPTH) -> list[tuple[int, int]]:
        """Pairs of positions of equal tokens, rising in both."""
        start = _alike(one, other)
        end = _alike(one[start:][::-1], other[start:][::-1])
        a, b = one[start : len(one) - end], other[start : len(other) - end]
        if len(a) * len(b) <= self.bits:
            self.bits -= len(a) * len(b)
            within = list(_longest_common(a, b))
        else:
            within = list(self._between_anchors(a, b, depth)) if depth else []
        return [
            *((at, at) for at in range(start)),
            *((i + start, j + start) for i, j in within),
            *((len(one) - back, len(other) - back) for back in range(end, 0, -1)),
        ]

    def _between_anchors(
        self, one: Sequence[str], other: Sequence[str], depth: int
    ) -> Iterator[tuple[int, int]]:
        anchors = _anchors(one, other)
        if not anchors:
            return
        for (i, j), (k, m) in pairwise([(-1, -1), *anchors, (len(one), len(other))]):
            if i >= 0:
                yield i, j
            for x, y in self.matches(one[i + 1 : k], other[j + 1 : m], depth - 1):
                yield x + i + 1, y + j + 1


def _in_words(before: str, after: str, tables: _Tables) -> list[Run]:
    one = [found[0] for found in _TOKEN.finditer(before)]
    other = [found[0] for found in _TOKEN.finditer(after)]
    runs: list[Run] = []
    spans = _spans(tables.matches(one, other), len(one), len(other))
    for alike, a, b, c, d in _readable(spans, one, other):
        if alike:
            runs.append(Run("same", "".join(one[a:b])))
        else:
            runs += [Run("removed", "".join(one[a:b])), Run("added", "".join(other[c:d]))]
    return runs


def _longest_common(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of a longest common subsequence. Bit i of row j is 0 where `one[i]` lengthens it."""
    places: dict[str, int] = {}
    for at, token in enumerate(one):
        places[token] = places.get(token, 0) | 1 << at
    full = (1 << len(one)) - 1
    row, rows = full, []
    for token in other:
        shared = row & places.get(token, 0)
        row = ((row + shared) | (row - shared)) & full
        rows.append(row)
    pairs, i, j = [], len(one), len(other)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
        elif j > 1 and not rows[j - 2] >> (i - 1) & 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return reversed(pairs)


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The longest rising run of pairs of what stands once in each."""
    once = {token for token, times in Counter(one).items() if times == 1}
    once &= {token for token, times in Counter(other).items() if times == 1}
    there = {token: at for at, token in enumerate(other) if token in once}
    pairs = [(at, there[token]) for at, token in enumerate(one) if token in once]
    ends: list[int] = []
    links: list[tuple[int, int]] = []  # into `pairs`: the last of each length, and what came before it
    before: list[int] = []
    for number, (_at, position) in enumerate(pairs):
        length = bisect_left(ends, position)
        before.append(links[length - 1][1] if length else -1)
        ends[length : length + 1] = [position]
        links[length : length + 1] = [(position, number)]
    chain, number = [], links[-1][1] if links else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _spans(matches: Sequence[tuple[int, int]], one: int, other: int) -> Iterator[_Span]:
    """Alike and unlike stretches by turns, in order, of texts so many tokens long."""
    i = j = start = 0
    for at, (k, m) in enumerate([*matches, (one, other)]):
        if (k, m) == (i + at - start, j + at - start) and at < len(matches):
            continue
        if at > start:
            yield _Span(True, i, i + at - start, j, j + at - start)
        i, j = i + at - start, j + at - start
        if (k, m) != (i, j):
            yield _Span(False, i, k, j, m)
        i, j, start = k, m, at


def _readable(spans: Iterator[_Span], one: Sequence[str], other: Sequence[str]) -> list[_Span]:
    """`spans` with a stray word between two larger changes counted as changed with them."""
    to = [0, *accumulate(_weight(token) for token in one)]
    fro = [0, *accumulate(_weight(token) for token in other)]

    def weight(span: _Span) -> int:
        return max(to[span.b] - to[span.a], fro[span.d] - fro[span.c])

    kept: list[_Span] = []
    for span in spans:
        kept.append(span)
        while (
            len(kept) > 2 and not span.alike and weight(kept[-2]) <= min(weight(kept[-3]), weight(kept[-1]))
        ):
            first, _stray, last = kept[-3:]
            kept[-3:] = [_Span(False, first.a, last.b, first.c, last.d)]
    return kept


def _weight(word: str) -> int:
    """How much it says; the end of a line parts changes whatever they say."""
    return 1 << 20 if word == "\n" else len(word.strip())


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens they have in common at the start."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _joined(runs: Sequence[Run]) -> list[Run]:
    """`runs` without empty ones, neighbours of one kind as one."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].how == run.how:
            joined[-1] = Run(run.how, joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return joined


def _until_space(text: str) -> str:
    """`text` up to its last space, so that no word is cut; all of it where there is none."""
    cut = max(text.rfind(" "), text.rfind("\n"))
    return text[: cut + 1] if cut > 0 else text
