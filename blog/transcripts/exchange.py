"""An exchange as data: who said what, where. Pure, frozen, compared by value."""

import re
from dataclasses import dataclass

QUESTION, ANSWER, REMARK, EDITOR = "question", "answer", "remark", "editor"
KINDS = (QUESTION, ANSWER, REMARK, EDITOR)

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTED = re.compile("[\x00\ufeff\u200b\u2060]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Translation:
    language: str
    translator: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's part: `label` as pasted; `text` plain, paragraphs by blank line, line breaks kept."""

    kind: str
    label: str
    text: str
    capacity: str = ""
    time: str = ""
    language: str = ""
    translation: Translation | None = None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where it was said. `date` is `2025-01-31`, `2025-01`, `2025` or empty."""

    title: str
    url: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    turns: tuple[Turn, ...]
    source: SourceLine | None = None
    slug: str = ""
    language: str = ""
    said: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a raw text was read as. `leftovers` are the words that fit no turn, in order."""

    offered: bool
    exchange: Exchange
    leftovers: tuple[str, ...] = ()


class FenceError(ValueError):
    """A block that is no exchange: `line` (from 1, in the text given) and how to mend it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def unix_lines(text: str) -> str:
    """`text` with every kind of line break as one newline, without NUL and zero-width spaces."""
    return _UNPRINTED.sub("", _LINE_BREAKS.sub("\n", text))


def clean_text(text: str) -> str:
    """What a row holds of several lines: no blank around it or at line ends, at most one blank line in a row.

    Nothing else: words, quotation marks, case, and spaces inside and before a line stay as they were said.
    """
    text = unix_lines(text)
    if "\n" not in text:
        return text.strip()
    lines = (line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def clean_line(text: str) -> str:
    """What a row holds of one line: single spaces, none around it."""
    return " ".join(_UNPRINTED.sub("", text).split())
