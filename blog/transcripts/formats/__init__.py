"""Formats of raw text: each a file with `applies(text)` and `read(text) -> Raw`.

The text has been through `unix_lines`. Labels and brackets are told as `read_name` tells them, clean.
"""

from dataclasses import dataclass, field

from blog.message import Message
from blog.transcripts.exchange import SourceLine


@dataclass(slots=True)
class RawTurn:
    """A turn being read: its words as lines, the line of its head, from 1, and what that said."""

    label: str
    lines: list[str]
    line: int
    capacity: str = ""
    time: str = ""
    kind: str = ""
    language: str = ""
    translation: tuple[str, str, list[str]] | None = None


@dataclass(slots=True)
class Raw:
    """What a format found. Words are told with the number of their line, from 1.

    `before` stands above the first turn and `after` below the source; `beside` fits nowhere in between, such
    as scores and rules; `faults` are lines that look like a head but are none, and why.
    """

    turns: list[RawTurn] = field(default_factory=list)
    source: SourceLine | None = None
    context: list[str] = field(default_factory=list)
    before: list[tuple[int, str]] = field(default_factory=list)
    after: list[tuple[int, str]] = field(default_factory=list)
    beside: list[tuple[int, str]] = field(default_factory=list)
    faults: list[tuple[int, Message]] = field(default_factory=list)
