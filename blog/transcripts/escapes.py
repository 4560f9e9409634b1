"""Backslashes before signs that would otherwise mean something."""

import re

_ESCAPED = re.compile(r"\\(.)")


def escape(text: str, signs: str) -> str:
    """`text` with a backslash before each of `signs` and before each backslash."""
    return re.sub(f"([{re.escape(signs)}\\\\])", r"\\\1", text)


def unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def read_until(text: str, start: int, close: str, opened: str = "") -> tuple[str, int]:
    """What stands from `start` to the next unescaped `close`, and where to go on after it; -1 if none.

    A pair of `opened` and `close` within is passed over. The text is returned as written; `unescape` it.
    """
    at, depth = start, 0
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif sign == close and depth == 0:
            return text[start:at], at + 1
        elif opened and sign in (opened, close):
            depth += 1 if sign == opened else -1
        at += 1
    return "", -1
