"""Names for paragraphs that survive edits: `p3` stays with its words.

A digest is a sketch of a paragraph's words: the 48 smallest of their 16-bit hashes, in hexadecimal. Two
sketches tell how many words two paragraphs share (Broder's resemblance; exact up to 48 different words).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from hashlib import blake2s
from itertools import pairwise

from blog.rendering.result import Anchor

LIKE = 0.6
"""Share of common words from which an edited paragraph keeps its name."""
SKETCH = 48
WINDOW = 60
"""Most paragraphs on either side compared pair by pair within one gap: bounds the work."""
COUNTER = "next"

_WORD = re.compile(r"\w+")


def digest(text: str) -> str:
    """The sketch of a paragraph's words."""
    words = set(_WORD.findall(text.casefold())) or {text}
    hashes = sorted({blake2s(word.encode(), digest_size=2).hexdigest() for word in words})
    return "".join(hashes[:SKETCH])


def name_paragraphs(texts: Sequence[str], anchors: Sequence[Anchor]) -> tuple[list[str], list[Anchor]]:
    """An id for each paragraph, and the anchors to store; unchanged and similar ones keep their ids, in order."""
    before = [(anchor[0], anchor[1]) for anchor in anchors if anchor[0] != COUNTER]
    counter = next((int(anchor[1]) for anchor in anchors if anchor[0] == COUNTER), 1)
    digests = [digest(text) for text in texts]
    pairs = _matches(digests, [sketch for _id, sketch in before])
    ids = []
    for number in range(len(texts)):
        if number in pairs:
            ids.append(before[pairs[number]][0])
        else:
            ids.append(f"p{counter}")
            counter += 1
    named = [[name, sketch] for name, sketch in zip(ids, digests, strict=True)]
    return ids, [[COUNTER, str(counter)], *named]


def likeness(one: str, other: str) -> float:
    """The share of words two sketched paragraphs have in common, 0 to 1."""
    first, second = _hashes(one), _hashes(other)
    smallest = set(sorted(first | second)[:SKETCH])
    return len(smallest & first & second) / len(smallest) if smallest else 0.0


def _matches(new: Sequence[str], old: Sequence[str]) -> dict[int, int]:
    """New position → old position, both rising: the same words first, then the likest between them."""
    fixed = _same_in_order(new, old)
    pairs = dict(fixed)
    ends = [(-1, -1), *fixed, (len(new), len(old))]
    for (new_from, old_from), (new_to, old_to) in pairwise(ends):
        pairs.update(_likest(new, old, range(new_from + 1, new_to), range(old_from + 1, old_to)))
    return pairs


def _same_in_order(new: Sequence[str], old: Sequence[str]) -> list[tuple[int, int]]:
    """The longest rising run of paragraphs that occur once on both sides with the same words (patience)."""
    once_new, once_old = _once(new), _once(old)
    common = sorted((once_new[words], once_old[words]) for words in once_new.keys() & once_old.keys())
    tails: list[int] = []
    piles: list[tuple[int, int, int]] = []
    tops: list[int] = []
    for number, (here, there) in enumerate(common):
        place = bisect_left(tails, there)
        below = tops[place - 1] if place else -1
        piles.append((here, there, below))
        tails[place : place + 1] = [there]
        tops[place : place + 1] = [number]
    run, at = [], tops[-1] if tops else -1
    while at >= 0:
        here, there, at = piles[at]
        run.append((here, there))
    return run[::-1]


def _once(digests: Sequence[str]) -> dict[str, int]:
    seen: dict[str, int] = {}
    twice = set()
    for number, words in enumerate(digests):
        if words in seen:
            twice.add(words)
        seen[words] = number
    return {words: number for words, number in seen.items() if words not in twice}


def _likest(new: Sequence[str], old: Sequence[str], here: range, there: range) -> dict[int, int]:
    """The pairing of one gap, in order, with the greatest likeness in all; of a long gap, its start."""
    if not here or not there:
        return {}
    here, there = here[:WINDOW], there[:WINDOW]
    like = [[likeness(new[i], old[j]) for j in there] for i in here]
    best = [[0.0] * (len(there) + 1) for _ in range(len(here) + 1)]
    for i in range(len(here) - 1, -1, -1):
        for j in range(len(there) - 1, -1, -1):
            take = like[i][j] + best[i + 1][j + 1] if like[i][j] >= LIKE else 0.0
            best[i][j] = max(take, best[i + 1][j], best[i][j + 1])
    pairs, i, j = {}, 0, 0
    while i < len(here) and j < len(there):
        if like[i][j] >= LIKE and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs[here[i]] = there[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _hashes(sketch: str) -> set[str]:
    return {sketch[at : at + 4] for at in range(0, len(sketch), 4)}
