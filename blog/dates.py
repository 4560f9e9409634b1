"""Dates in words: in English as this project writes them, day first; else as Django knows the language."""

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.formats import date_format
from django.utils.translation import get_language


def in_form(day: date, english: str, elsewhere: str) -> str:
    """`day` in the active language: in the form `english`, or in the one Django calls `elsewhere`."""
    if (get_language() or "en").startswith("en"):
        return format_date(day, english)
    return date_format(day, elsewhere)
