"""The passage of a text that answers a query, with what was found in it marked. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from blog.search.analyser import Word, normal, words

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
    """What is marked: words wherever they stand, and phrases only where they stand whole."""

    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


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
    said = list(words(text)) if sought else []
    found = [(word.start, word.end) for word in said if word.text in sought.words]
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
