"""What a text may be before it is set: how long, in which signs, and how much work its marks may ask for."""

import re
from collections.abc import Iterator

from blog.message import Message
from blog.rendering.result import Problem

BODY_LIMIT = 256 * 1024
"""Most bytes of a text, in UTF-8."""

WORK_LIMIT = 100_000
"""Most work its marks may ask for. A long, much linked essay asks for a tenth of it."""

NESTING = 48
"""Deepest nesting of Markdown's blocks, in its own count: a list counts twice, a quotation once."""

EMPHASIS = 100
"""Deepest nesting of emphasis and links in one paragraph."""

RAW_TAGS = 4_000
"""Most tags of HTML in a text: parsers take quadratic time over those that are never closed."""

ADDRESSES = 1024 * 1024
"""Most characters of all links and images, each written out: many may share one long address."""

_WORK = {"\n": 5, "\r": 5, "[": 10, "|": 4, "*": 3, "_": 3, **dict.fromkeys("!\"#$%&'+-:<=>@\\]^`{}~", 1)}
_REFUSED = (
    (re.compile("\0"), Message("This line holds a NUL, which no page can show. Type the line again.")),
    (
        re.compile("[\ud800-\udfff]"),
        Message("This line holds half of a character. Type the character again."),
    ),
)
_REFUSED_SIGN = re.compile("[\0\ud800-\udfff]")
_UNSEEN_SIGN = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = frozenset("\x0b\x0c\x85")


def refusal(text: str) -> Problem | None:
    """Why `text` cannot be set at all, or None. Takes time in proportion to its length, and little."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > BODY_LIMIT:
        told = Message(
            "The text is %(size)d KB long; at most %(limit)d KB fit. Split it in two essays.",
            size=round(size / 1024),
            limit=BODY_LIMIT // 1024,
        )
        return Problem(1, told, fatal=True)
    if sum(weight * text.count(mark) for mark, weight in _WORK.items()) > WORK_LIMIT:
        told = Message(
            "From the start to here stand more lines, links, table cells and marks than can be set at once. "
            "Split the text in two essays."
        )
        return Problem(_line_of_exhaustion(text), told, fatal=True)
    return None


def broken_signs(text: str) -> Iterator[Problem]:
    """Signs that neither a page nor a database can hold: the first of each kind."""
    for pattern, message in _REFUSED:
        if found := pattern.search(text):
            yield Problem(text.count("\n", 0, found.start()) + 1, message, fatal=True)


def cleaned(text: str) -> str:
    """`text` with Unix lines and without signs that HTML and XML forbid; its lines keep their numbers."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_unseen(_REFUSED_SIGN.sub("\ufffd", text))


def without_unseen(text: str) -> str:
    """`text` without control characters; those that break a line or a page become spaces."""
    return _UNSEEN_SIGN.sub(lambda sign: " " if sign[0] in _SPACES else "", text)


def _line_of_exhaustion(text: str) -> int:
    work = 0
    for number, line in enumerate(text.split("\n"), 1):
        work += _WORK["\n"] + sum(_WORK.get(sign, 0) for sign in line)
        if work > WORK_LIMIT:
            return number
    return 1
