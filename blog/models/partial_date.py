"""A date that may be known to the day, the month or only the year: `2025`, `2025-01`, `2025-01-31`."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blog.dates import in_form

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_IN_WORDS = {"day": ("j F Y", "DATE_FORMAT"), "month": ("F Y", "YEAR_MONTH_FORMAT"), "year": ("Y", "Y")}
_SAID = {
    "day": pgettext_lazy("on a day", "said on %(date)s"),
    "month": pgettext_lazy("in a month", "said in %(date)s"),
    "year": pgettext_lazy("in a year", "said in %(date)s"),
}
_IN_BRIEF = {"day": ("j M Y", "DATE_FORMAT"), "month": ("M Y", "YEAR_MONTH_FORMAT"), "year": ("Y", "Y")}


def parts(value: str) -> tuple[date, str]:
    """The first day `value` covers and how much of it is known: "year", "month" or "day".

    Raises ValueError for anything but the three forms of ISO 8601 above.
    """
    found = _FORM.fullmatch(value)
    if not found or not value.isascii():
        raise ValueError(f"not a date: {value!r}")
    year, month, day = found.groups()
    known = "day" if day else "month" if month else "year"
    return date(int(year), int(month or 1), int(day or 1)), known


def validate_partial_date(value: str) -> None:
    try:
        parts(value)
    except ValueError as error:
        raise ValidationError(
            _("“%(value)s” is not a date. Write it as 2025-01-31, 2025-01 or 2025."),
            code="date",
            params={"value": value},
        ) from error


def in_words(value: str) -> str:
    """`31 January 2025`, `January 2025` or `2025`, in the active language."""
    day, known = parts(value)
    return in_form(day, *_IN_WORDS[known])


def said_when(value: str) -> str:
    """`said on 31 January 2025`, `said in January 2025` or `said in 2025`, in the active language."""
    return _SAID[parts(value)[1]] % {"date": in_words(value)}


def in_brief(value: str) -> str:
    """`31 Jan 2025`, `Jan 2025` or `2025`: where there is little room, as beside a list."""
    day, known = parts(value)
    return in_form(day, *_IN_BRIEF[known])
