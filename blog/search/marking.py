"""The passage of a text that answers a query, with what was found in it marked. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Self

from blog.search.analyser import Word, fold, is_unspaced, normal, standing, words
from blog.search.query import Query

PASSAGE = 220
"""Characters of a passage, about two lines."""
BEFORE = 60
"""Characters before the first word found."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text as it is shown."""

    text: str
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """What is marked: words wherever they stand, those that begin so, phrases only where they stand whole."""

    words: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, query: Query) -> Self:
        wanted = query.wanted
        single = [term for term in wanted if len(term.words) == 1]
        return cls(
            frozenset(term.words[0] for term in single if not term.is_start),
            tuple(term.words[0] for term in single if term.is_start),
            tuple(term.words for term in wanted if len(term.words) > 1),
        )

    def score(self, words: str) -> int:
        """How much of it stands in `words`, which are as a document keeps them."""
        return sum([weight for said, weight in _weights(self) if said in words])

    def end_of(self, word: Word) -> int:
        """Where `word` is marked up to, from its start; not at all if that is there."""
        if word.text in self.words or (self.starts and word.text.startswith(self.starts)):
            return word.end
        is_half = len(word.text) > 1 and word.text[0] in self.words and is_unspaced(word.text)
        return word.start + is_half


@lru_cache(maxsize=64)
def _weights(sought: Sought) -> list[tuple[str, int]]:
    """As words are kept, each in spaces; a phrase counts twice."""
    phrases = [(f" {' '.join(phrase)} ", 2) for phrase in sought.phrases]
    starts = [(f" {start}", 1) for start in sought.starts]
    return [*phrases, *starts, *((f" {word} ", 1) for word in sought.words)]


def mark(text: str, sought: Sought) -> list[Part]:
    """All of `text`, with what was found marked."""
    text = normal(text)
    return _parts(text, _spans(text, sought), 0, len(text))


def passage(text: str, sought: Sought, length: int = PASSAGE) -> list[Part]:
    """The part of `text` around the first word found, cut at words, an ellipsis where it was cut."""
    text = normal(text)
    spans = _spans(text, sought)
    if len(text) <= length:
        return _parts(text, spans, 0, len(text))
    first = spans[0][0] if spans else 0
    start = max(0, min(first - BEFORE, len(text) - length))
    start, end = _at_words(text, start, start + length, first)
    cut = _parts(text, spans, start, end)
    return [*([Part("… ")] if start else []), *cut, *([Part(" …")] if end < len(text) else [])]


def _at_words(text: str, start: int, end: int, first: int) -> tuple[int, int]:
    """The same piece without the words it cuts, where it has others."""
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(start + 1, first + 1), end + 1)
        end = space if space >= 0 and not text[end].isspace() else end
    return start, end


def _spans(text: str, sought: Sought) -> list[tuple[int, int]]:
    """Where what is sought stands, in order, each place once."""
    patterns = _patterns(sought)
    found = _by_word(text, sought) if patterns is None else _by_pattern(text, patterns)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=64)
def _patterns(sought: Sought) -> tuple[re.Pattern[str], ...] | None:
    """For the words, and for each phrase; none of scripts without spaces, where words overlap."""
    if any(map(is_unspaced, (*sought.words, *sought.starts, *chain(*sought.phrases)))):
        return None
    words = [*map(standing, sought.words), *(standing(start, is_start=True) for start in sought.starts)]
    phrases = ("[ +#]+".join(map(standing, phrase)) for phrase in sought.phrases)
    return tuple(re.compile(f"(?=({one}))") for one in (*(["|".join(words)] if words else []), *phrases))


def _by_pattern(text: str, patterns: Sequence[re.Pattern[str]]) -> list[tuple[int, int]]:
    """Word by word in Python takes ten times as long, and a page marks forty texts."""
    folded, place = fold(text)
    spans = [found.span(1) for pattern in patterns for found in pattern.finditer(folded)]
    return [(place[start], place[end - 1] + 1) for start, end in spans]


def _by_word(text: str, sought: Sought) -> list[tuple[int, int]]:
    said = list(words(text))
    found = [(word.start, end) for word in said if (end := sought.end_of(word)) > word.start]
    for phrase in sought.phrases:
        found += [(said[at].start, said[at + len(phrase) - 1].end) for at in _standing(said, phrase)]
    return found


def _standing(said: Sequence[Word], phrase: Sequence[str]) -> list[int]:
    last = len(said) - len(phrase)
    return [
        at
        for at in range(last + 1)
        if said[at].text == phrase[0] and all(said[at + n].text == word for n, word in enumerate(phrase))
    ]


def _parts(text: str, spans: Collection[tuple[int, int]], start: int, end: int) -> list[Part]:
    shown = [(max(one, start), min(other, end)) for one, other in spans if one < end and other > start]
    edges = [start, *(edge for span in shown for edge in span), end]
    parts = [Part(text[one:other], at % 2 == 1) for at, (one, other) in enumerate(pairwise(edges))]
    return [part for part in parts if part.text]
