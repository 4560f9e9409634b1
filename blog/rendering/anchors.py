"""Names of paragraphs that survive edits: a link to `#p3` goes on leading to the same words.

An anchor is `[id, digest]`. The first of a list is `["next", number]`: ids are given in order and never
again. A digest is `HASH.SKETCH`: a hash of the words in order, and the SKETCH smallest of their hashes
(one for each word, however often it stands), from which two paragraphs are compared.
"""

import re
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from zlib import crc32

from blog.rendering.reading import SIGNS
from blog.rendering.result import Anchor

LIKE = 0.6
"""Likeness from which an edited paragraph keeps its name."""

SKETCH = 64
"""Most words of a paragraph that are compared; of more, the same ones are chosen on both sides."""

COMPARISONS = 40_000
"""Most pairs of changed paragraphs compared in one rendering of a very long text, about 0.1 s."""

COUNTER = "next"

_WORD = re.compile(rf"[{SIGNS}]|[^\W{SIGNS}]+")
_ID = re.compile(r"p([1-9][0-9]{0,8})")


def digest(text: str) -> str:
    """What is stored of a paragraph's words. Case, punctuation and spacing do not change it."""
    words = _told(text)
    hashes = sorted({_hash(word) for word in words})[:SKETCH]
    return f"{_hash_of(words)}.{b64encode(b''.join(number.to_bytes(2) for number in hashes)).decode()}"


def named(text: str, anchors: Sequence[Anchor]) -> str:
    """The id of the paragraph with these words, the first of several; nothing where none has them."""
    whole = f"{_hash_of(_told(text))}."
    return next((id_ for id_, digested in anchors if digested.startswith(whole)), "")


def likeness(one: str, other: str) -> float:
    """How alike two digested paragraphs are: twice the words in common, by the words of both (Dice)."""
    return _likeness(_words(one), _words(other))


def name_paragraphs(texts: Sequence[str], anchors: Sequence[Anchor]) -> tuple[list[str], list[Anchor]]:
    """An id for each paragraph, given those of the last rendering, and the anchors to store.

    Unchanged paragraphs keep their ids, wherever they stand now. Between those that kept their order, the
    likest pairs do, in order.
    """
    known = [(anchor[0], anchor[1]) for anchor in anchors if _ID.fullmatch(anchor[0])]
    number = _next(anchors)
    digests = [digest(text) for text in texts]
    kept = _pairs(digests, [one for _id, one in known])
    ids = []
    for at in range(len(texts)):
        if at in kept:
            ids.append(known[kept[at]][0])
        else:
            ids.append(f"p{number}")
            number += 1
    return ids, [[COUNTER, str(number)], *([id_, one] for id_, one in zip(ids, digests, strict=True))]


def _next(anchors: Sequence[Anchor]) -> int:
    counted = [int(anchor[1]) for anchor in anchors if anchor[0] == COUNTER and anchor[1].isdecimal()]
    given = [int(found[1]) + 1 for anchor in anchors if (found := _ID.fullmatch(anchor[0]))]
    return max([1, *counted, *given])


def _told(text: str) -> list[str]:
    return _WORD.findall(text.casefold()) or [text]


def _hash_of(words: Sequence[str]) -> str:
    """Of all of them in their order."""
    return b64encode(blake2b("\n".join(words).encode(), digest_size=6).digest()).decode()


def _hash(word: str) -> int:
    """16 bits. The product scatters what CRC keeps: like words have like differences in it."""
    return (crc32(word.encode()) * 0x9E3779B1 & 0xFFFFFFFF) >> 16


def _whole(digested: str) -> str:
    return digested.partition(".")[0]


def _words(digested: str) -> frozenset[int]:
    """The hashes of single words, 16 bits each; none of what is no digest of ours."""
    try:
        raw = b64decode(digested.partition(".")[2], validate=True)
    except ValueError:
        raw = b""
    return frozenset(int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw) - 1, 2))


def _likeness(mine: frozenset[int], theirs: frozenset[int]) -> float:
    """Of sketches that left words out, only the range that both cover is compared."""
    bounds = [max(words) for words in (mine, theirs) if len(words) >= SKETCH]
    if bounds:
        mine = frozenset(word for word in mine if word <= min(bounds))
        theirs = frozenset(word for word in theirs if word <= min(bounds))
    both = len(mine) + len(theirs)
    return 2 * len(mine & theirs) / both if both else 0.0


def _pairs(new: Sequence[str], old: Sequence[str]) -> dict[int, int]:
    """New position → old position."""
    pairs = _same(new, old)
    taken = set(pairs.values())
    size = max(8, COMPARISONS // max(1, len(new) + len(old) - 2 * len(pairs)))
    steady = [(-1, -1), *_rising(sorted(pairs.items())), (len(new), len(old))]
    for (new_from, old_from), (new_to, old_to) in pairwise(steady):
        here = [at for at in range(new_from + 1, new_to) if at not in pairs]
        there = [at for at in range(old_from + 1, old_to) if at not in taken]
        for some, others in _parts(here, there, size):
            pairs.update(_likest(new, old, some, others))
    return pairs


def _same(new: Sequence[str], old: Sequence[str]) -> dict[int, int]:
    """Paragraphs with the same words: from the start, from the end, then wherever they are."""
    new, old = [_whole(one) for one in new], [_whole(one) for one in old]
    first = 0
    while first < min(len(new), len(old)) and new[first] == old[first]:
        first += 1
    last = 0
    while last < min(len(new), len(old)) - first and new[-1 - last] == old[-1 - last]:
        last += 1
    pairs = {at: at for at in range(first)}
    waiting: dict[str, list[int]] = {}
    for at in reversed(range(first, len(old) - last)):
        waiting.setdefault(old[at], []).append(at)
    for at in range(first, len(new) - last):
        if waiting.get(new[at]):
            pairs[at] = waiting[new[at]].pop()
    pairs |= {len(new) - back: len(old) - back for back in range(1, last + 1)}
    return pairs


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rise on both sides: the paragraphs that kept their order."""
    tails: list[int] = []
    tops: list[int] = []
    below: list[int] = []
    for at, (_new, old) in enumerate(pairs):
        place = bisect_left(tails, old)
        below.append(tops[place - 1] if place else -1)
        tails[place : place + 1] = [old]
        tops[place : place + 1] = [at]
    run, at = [], tops[-1] if tops else -1
    while at >= 0:
        run.append(pairs[at])
        at = below[at]
    return run[::-1]


def _parts(
    here: Sequence[int], there: Sequence[int], size: int
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Both sides of a gap, cut in proportion into parts of at most `size`; usually there is one part."""
    if not here or not there:
        return
    parts = -(-max(len(here), len(there)) // size)
    for part in range(parts):
        yield (
            here[len(here) * part // parts : len(here) * (part + 1) // parts],
            there[len(there) * part // parts : len(there) * (part + 1) // parts],
        )


def _likest(
    new: Sequence[str], old: Sequence[str], here: Sequence[int], there: Sequence[int]
) -> dict[int, int]:
    """The pairing, in order, with the greatest likeness in all."""
    before = [_words(old[j]) for j in there]
    like = [[_likeness(words, others) for others in before] for words in (_words(new[i]) for i in here)]
    best = [[0.0] * (len(there) + 1) for _ in range(len(here) + 1)]
    for i in reversed(range(len(here))):
        for j in reversed(range(len(there))):
            paired = like[i][j] + best[i + 1][j + 1] if like[i][j] >= LIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = {}, 0, 0
    while i < len(here) and j < len(there):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs[here[i]] = there[j]
            i, j = i + 1, j + 1
    return pairs
