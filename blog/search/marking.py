"""The passage of a text that answers a query, with what was found in it marked. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from blog.search.analyser import Word, is_unspaced, normal, words
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
        phrases = sum(f" {' '.join(phrase)} " in words for phrase in self.phrases)
        starts = sum(f" {start}" in words for start in self.starts)
        return 2 * phrases + starts + sum(f" {word} " in words for word in self.words)

    def end_of(self, word: Word) -> int:
        """Where `word` is marked up to, from its start; not at all if that is there."""
        if word.text in self.words or (self.starts and word.text.startswith(self.starts)):
            return word.end
        is_half = len(word.text) > 1 and word.text[0] in self.words and is_unspaced(word.text)
        return word.start + is_half


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
    said = list(words(text))
    found = [(word.start, end) for word in said if (end := sought.end_of(word)) > word.start]
    for phrase in sought.phrases:
        found += [(said[at].start, said[at + len(phrase) - 1].end) for at in _standing(said, phrase)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


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
