"""Backslashes before signs that would otherwise mean something."""

import re

SIGNS = "{}()[]:：,"
"""Signs that may need one; before anything else a backslash is a backslash."""

_ESCAPED = re.compile(rf"\\([{re.escape(SIGNS)}\\])")


def escape(text: str, signs: str) -> str:
    """`text` with a backslash before each of `signs` and before each backslash."""
    return re.sub(f"([{re.escape(signs)}\\\\])", r"\\\1", text)


def unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
