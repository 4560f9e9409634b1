"""Dates as people write them beside a source, never guessed: `3/4/2025` is none."""

import re
from datetime import date

_FIGURES = re.compile(
    r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?|(\d{4})\s?年(?:\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?)?"
)
_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,)?,?\s+(\d{4})",
)
_MONTHS = "january february march april may june july august september october november december".split()


def read_date(text: str) -> str:
    """`text` as `2025-01-31`, `2025-01` or `2025` if it is a date in figures or English words, else empty."""
    text = text.strip().removesuffix(".")
    if found := _FIGURES.fullmatch(text):
        year, month, day = found.group(1, 2, 3) if found[1] else found.group(4, 5, 6)
        return _iso(year, month, day)
    found = _WORDS.fullmatch(text)
    month = _month(found[2].lower()) if found else 0
    if not found or not month or (found[1] and found[3]):
        return ""
    return _iso(found[4], str(month), found[1] or found[3])


def _month(name: str) -> int:
    """The number of the month, by its name or the first three or four letters of it; 0 for none."""
    names = (month for month in _MONTHS if name == month or (len(name) in (3, 4) and month.startswith(name)))
    return next((_MONTHS.index(month) + 1 for month in names), 0)


def _iso(year: str, month: str | None, day: str | None) -> str:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return found.isoformat()[: 10 if day else 7 if month else 4]
