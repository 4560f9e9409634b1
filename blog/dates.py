"""Dates in words: in English as this project writes them, day first; else as Django knows the language."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.formats import date_format, get_format
from django.utils.timezone import localtime
from django.utils.translation import get_language

_MONTHS = "January February March April May June July August September October November December".split()
_ENGLISH: dict[str, Callable[[date], str]] = {
    "j": lambda day: str(day.day),
    "F": lambda day: _MONTHS[day.month - 1],
    "M": lambda day: _MONTHS[day.month - 1][:3],
    "Y": lambda day: f"{day.year:04}",
}
"""Parts of a form, by Django's letters. Its own `format` takes ten times as long; lists are full of dates."""


def long_date(instant: datetime) -> str:
    """`1 February 2025` by the clocks of the page, or the form the active language uses."""
    return in_form(localtime(instant), "j F Y", "DATE_FORMAT")


def in_form(day: date, english: str, elsewhere: str) -> str:
    """`day` in the active language: in the form `english`, or in the one Django calls `elsewhere`.

    That has months as short as `english` has them.
    """
    if (get_language() or "en").startswith("en"):
        return " ".join([_ENGLISH[part](day) for part in english.split()])
    form = get_format(elsewhere)
    return date_format(day, form.replace("F", "N") if "M" in english else form)
