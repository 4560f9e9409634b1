"""Programmes of a day: what they announce stands before a colon as speakers do, but nobody says it."""

import re
from collections.abc import Sequence

_ENTRY = re.compile(r"\d{1,2}:(?P<minute>\d\d)\s")
_FEWEST = 3


def entries(lines: Sequence[str]) -> frozenset[str]:
    """The lines that begin with a bare time, if there are a few and all such times are round ones.

    Of any three times at which people spoke, hardly all are on five minutes.
    """
    found = [
        (line, entry["minute"]) for line in lines if line[:1].isdecimal() and (entry := _ENTRY.match(line))
    ]
    is_programme = len(found) >= _FEWEST and all(minute[1] in "05" for _line, minute in found)
    return frozenset(line for line, _minute in found) if is_programme else frozenset()
