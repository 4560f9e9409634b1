"""What else to ask where nothing was found. Each word offered is one that whoever is offered it can find."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import chain

from blog.search.analyser import tokens
from blog.search.asking import ask
from blog.search.finding import newest, numbers, whole
from blog.search.hits import hits
from blog.search.matching import Match
from blog.search.query import Query, Term, as_written, narrowed, parse, reworded
from blog.search.vocabulary import near

COUNTED = 20
"""Documents that are counted; of more it is said that there are."""
MOST_WORDS, MOST_TRIED, MOST_OFFERED = 4, 6, 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query, and how many documents it finds: at most COUNTED."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Nearest:
    """`meant` has words that are there, `wider` asks for less, `alone` are the words one by one."""

    meant: list[Suggestion]
    wider: list[Suggestion]
    alone: list[Suggestion]

    @property
    def some_alone(self) -> bool:
        """Whether any of the words is found by itself."""
        return any(one.count for one in self.alone)


def nearest(query: Query, *, now: datetime, zone: tzinfo) -> Nearest:
    """What a stranger who found nothing at `now` may have meant."""

    known = {} if query.filters else {whole(ask(query, now, zone)): 0}

    def counted(queries: Sequence[Query]) -> list[int]:
        return _counted(queries, now, zone, known)

    def found(texts: Iterator[str]) -> list[Suggestion]:
        others = [text for text in dict.fromkeys(texts) if text != query.text]
        counts = counted([parse(text) for text in others])
        return [Suggestion(text, count) for text, count in zip(others, counts, strict=True) if count]

    def as_it_stands(word: str) -> str:
        return _as_it_stands(word, now, zone)

    single = [term for term in query.wanted if len(term.words) == 1][:MOST_WORDS]
    counts = counted([Query(terms=(term,)) for term in single])
    typed = as_written(query.text)
    alone = [
        Suggestion(typed.get(term.words, term.words[0]), count)
        for term, count in zip(single, counts, strict=True)
    ]
    instead: dict[str, list[str]] = {}
    for one in (term.words[0] for term, count in zip(single, counts, strict=True) if not count):
        others = near(one)[:MOST_TRIED]
        counts = counted([Query(terms=(Term((word,)),)) for word in others])
        tried = dict(zip(others, counts, strict=True))
        instead[one] = sorted((word for word in tried if tried[word]), key=lambda word: -tried[word])
    return Nearest(
        meant=found(_as_a_tag(query))
        or found(_meant(query, instead, as_it_stands))
        or found(_each(instead, as_it_stands)),
        wider=found(_wider(query)),
        alone=alone if len(query.wanted) > 1 else [],
    )


def _counted(queries: Sequence[Query], now: datetime, zone: tzinfo, known: dict[Match, int]) -> list[int]:
    """How many documents each finds. What is `known` is not asked: one word may be all that is meant."""
    meanings = [ask(query, now, zone) for query in queries]
    matches = [
        None if not query or one.is_vain else whole(one) for query, one in zip(queries, meanings, strict=True)
    ]
    new = list(dict.fromkeys(match for match in matches if match is not None and match not in known))
    known |= zip(new, numbers(new, now, COUNTED), strict=True)
    return [0 if match is None else known[match] for match in matches]


def _as_a_tag(query: Query) -> Iterator[str]:
    """What essays may be about that nobody wrote into them."""
    if '"' not in query.text and not query.filters:
        yield narrowed("", tag=query.text)


def _meant(query: Query, instead: dict[str, list[str]], as_it_stands: Callable[[str], str]) -> Iterator[str]:
    """The query with the first words instead of those that are missing; with the second ones."""
    for rank in range(min([MOST_OFFERED, *map(len, instead.values())]) if instead else 0):
        words = {missing: as_it_stands(words[rank]) for missing, words in instead.items()}
        yield reworded(query.text, words)


def _each(instead: dict[str, list[str]], as_it_stands: Callable[[str], str]) -> Iterator[str]:
    """The first word instead of each one that is missing, by itself: together they may say nothing."""
    return (as_it_stands(words[0]) for words in instead.values() if words)


def _as_it_stands(word: str, now: datetime, zone: tzinfo) -> str:
    """`word` with the accents it has where a stranger finds it: the index keeps none."""
    query = Query(terms=(Term((word,)),))
    shown = hits(newest(whole(ask(query, now, zone)), now, 1)[0], query)
    parts = chain(*(chain(hit.heading, *(line.parts for line in hit.lines)) for hit in shown))
    return next((part.text.lower() for part in parts if part.is_found and tokens(part.text) == [word]), word)


def _wider(query: Query) -> Iterator[str]:
    """The query without its filters; and without its quotation marks."""
    if query.terms:
        names = [*(one.name for one in query.filters), "from", "to"]
        yield narrowed(query.text, **dict.fromkeys(names, ""))
    if any(len(term.words) > 1 for term in query.wanted):
        yield query.text.replace('"', "")
