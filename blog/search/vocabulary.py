"""The words there are: those that begin like one, and those one slip of the pen away."""

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from django.db.models import QuerySet

from blog.models import SearchWord
from blog.models.prepared import prepared
from blog.search.analyser import is_unspaced

MOST_FORMS = 40
"""Words that one beginning stands for: the shortest."""
MOST_BEGINNINGS = 1_000
LONGEST, SHORTEST = 24, 4
"""Letters of a word whose neighbours are looked for."""
_END = "\U0010ffff"


def beginning_with(start: str) -> tuple[str, ...]:
    """The shortest words that begin with `start`; itself, if none does."""
    words = _between(start, start + _END)
    return tuple(sorted(sorted(words), key=len)[:MOST_FORMS]) or (start,)


def near(word: str) -> list[str]:
    """Words there are that `word` may have been meant as: one slip away, or shorter by its ending."""
    if not SHORTEST <= len(word) <= LONGEST or is_unspaced(word):
        return []
    slips = dict.fromkeys([*_one_slip_away(word), *_without_its_ending(word)])
    known = set(_known(list(slips)))
    return [other for other in slips if other in known and other != word]


@prepared
def _between(first: str, end: str) -> QuerySet[SearchWord, str]:
    known = SearchWord.objects.filter(word__gte=first, word__lt=end).order_by("word")
    return known.values_list("word", flat=True)[:MOST_BEGINNINGS]


@prepared
def _known(words: Sequence[str]) -> QuerySet[SearchWord, str]:
    return SearchWord.objects.filter(word__in=words).values_list("word", flat=True)


def _one_slip_away(word: str) -> Iterator[str]:
    """With a letter too many, two exchanged, a wrong one, one too few (Damerau)."""
    letters = ascii_lowercase if word.isascii() else "".join(dict.fromkeys(_alphabet(word)))
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (before + after[1:] for before, after in parts if after)
    yield from (before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1)
    yield from (before + letter + after for before, after in parts for letter in letters)
    yield from (before + letter + after[1:] for before, after in parts if after for letter in letters)


def _alphabet(word: str) -> Iterator[str]:
    """The letters of the scripts of Greek, Cyrillic, Hebrew and Arabic that `word` is in, and its own."""
    yield from word
    for first, last in (("α", "ω"), ("а", "я"), ("א", "ת"), ("ا", "ي")):
        if any(first <= letter <= last for letter in word):
            yield from (chr(code) for code in range(ord(first), ord(last) + 1))


def _without_its_ending(word: str) -> Iterator[str]:
    yield from (word[:length] for length in range(len(word) - 2, SHORTEST - 1, -1))
