"""Days and hours named in the language of the interface, put as English names them."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format
from django.utils.translation import get_language, pgettext

_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_HOUR = re.compile(r"(?<![:.\d])(\d{1,2}) o’clock(?: (\d\d)\b)?")
_DAY_FIRST = "%d{0}%m{0}%Y"


def in_english(said: str) -> str:
    """`said` (casefolded, single spaces) with the words of the active language in English; others stay.

    A date in numbers, such as 27.11.2026, is turned round where that language writes it so.
    """
    language = get_language() or "en"
    if language.startswith("en"):
        return said
    said = re.sub(r"(\d)\.(?= |$)", r"\1", _NUMERIC.sub(_turned_round, said))
    first, words = _words(language)
    tokens = [words.get(token.rstrip("."), token) for token in said.split()]
    if tokens and (opening := first.get(said.split()[0])):
        tokens[0] = opening
    return _HOUR.sub(lambda found: f"{found[1]}h{found[2] or ''}", " ".join(tokens)).replace(" o’clock", "")


def _turned_round(found: re.Match[str]) -> str:
    if _DAY_FIRST.format(found[2]) in get_format("DATE_INPUT_FORMATS"):
        return f"{found[4]}-{found[3]}-{found[1]}"
    return found[0]


@lru_cache(maxsize=8)
def _words(_language: str) -> tuple[dict[str, str], dict[str, str]]:
    """What the active language calls things: at the very beginning (“am 3. Mai”, but “9 am”); anywhere."""
    names = {**_named(MONTHS, MONTHS_3, _ENGLISH_MONTHS), **_named(WEEKDAYS, WEEKDAYS_ABBR, _ENGLISH_DAYS)}
    spoken = {
        "yesterday": pgettext("in a date; a | parts words", "yesterday"),
        "today": pgettext("in a date; a | parts words", "today"),
        "tomorrow": pgettext("in a date; a | parts words", "tomorrow"),
        "in 2 days": pgettext("in a date; a | parts words", "in 2 days"),
        "now": pgettext("in a date; a | parts words", "now"),
        "noon": pgettext("in a date; a | parts words", "noon"),
        "next": pgettext("in a date; a | parts words", "next"),
        "this": pgettext("in a date; a | parts words", "this"),
        "at": pgettext("in a date; a | parts words", "at"),
        "in": pgettext("in a date; a | parts words", "in"),
        "a": pgettext("in a date; a | parts words", "a"),
        "minutes": pgettext("in a date; a | parts words", "minutes"),
        "hours": pgettext("in a date; a | parts words", "hours"),
        "days": pgettext("in a date; a | parts words", "days"),
        "weeks": pgettext("in a date; a | parts words", "weeks"),
        "o’clock": pgettext("in a date; a | parts words", "o’clock"),
    }
    return _by_word({"on": pgettext("in a date; a | parts words", "on")}), {**names, **_by_word(spoken)}


_ENGLISH_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_ENGLISH_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


def _by_word(spoken: dict[str, str]) -> dict[str, str]:
    return {word.casefold(): english for english, words in spoken.items() for word in words.split("|")}


def _named(
    whole: Mapping[int, object], short: Mapping[int, object], english: Iterable[str]
) -> dict[str, str]:
    """Each name, what it begins with from its third letter on, and its usual short form."""
    found: dict[str, str] = {}
    for name, cut, said in zip(whole.values(), short.values(), english, strict=True):
        full = str(name).casefold()
        for part in (*(full[:end] for end in range(3, len(full) + 1)), str(cut).casefold().rstrip(".")):
            found.setdefault(part, said)
    return found
