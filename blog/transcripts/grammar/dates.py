"""Dates as people write them beside a source, never guessed: `3/4/2025` is none."""

import re
from datetime import date

_FIGURES = re.compile(
    r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?|(\d{4})\s?年(?:\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?)?"
)
_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?)?([^\W\d_]{3,10})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,)?,?"
    r"\s+(?:de\s+)?(\d{4})(?:\s?г\.?)?",
)
_MONTHS = [
    names.split()
    for names in """january janvier januar enero gennaio janeiro januari января январь
        february février februar febrero febbraio fevereiro februari февраля февраль
        march mars märz marzo março maart марта март
        april avril abril aprile апреля апрель
        may mai mayo maggio maio mei мая май
        june juin juni junio giugno junho июня июнь
        july juillet juli julio luglio julho июля июль
        august août agosto augustus августа август
        september septembre septiembre settembre setembro сентября сентябрь
        october octobre oktober octubre ottobre outubro октября октябрь
        november novembre noviembre novembro ноября ноябрь
        december décembre dezember diciembre dicembre dezembro декабря декабрь""".split("\n")
]
"""The months of a year, the English name of each first: only that is known by its beginning."""


def read_date(text: str) -> str:
    """`text` as `2025-01-31`, `2025-01` or `2025` if it is a date in figures or words, else empty."""
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
    """The number of the month, by its name or three or four letters of the English one; 0 for none."""
    for number, names in enumerate(_MONTHS, 1):
        if name in names or (len(name) in (3, 4) and names[0].startswith(name)):
            return number
    return 0


def _iso(year: str, month: str | None, day: str | None) -> str:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return found.isoformat()[: 10 if day else 7 if month else 4]
