"""HTML out of forms and values. Whatever is not HTML from here, or from Django, is escaped."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

SEPARATOR = SafeString('\N{NO-BREAK SPACE}<span class="sep" aria-hidden="true">::</span> ')
"""Between facts in a line, as components/sep.html. No line begins with this one."""


def html(form: str, *values: object) -> SafeString:
    """`form`, which is written in the code, with these values in its gaps (`{}`).

    As Django's `format_html`, but that asks of each value whether it is yet to be translated: twice the time.
    """
    return SafeString(form.format(*_escaped(values)))


def joined(parts: Iterable[str], between: str = "\n") -> SafeString:
    """Those of these parts that are not empty."""
    (between,) = _escaped([between])
    return SafeString(between.join(_escaped(filter(None, parts))))


def _escaped(values: Iterable[object]) -> list[str]:
    return [
        value if type(value) is SafeString else escape(str(value)) if value != "" else "" for value in values
    ]
