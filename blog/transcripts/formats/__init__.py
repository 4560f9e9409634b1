"""Formats of raw text: each a file with `applies(text)` and `read(text) -> Raw`."""

from dataclasses import dataclass, field

from blog.transcripts.exchange import SourceLine


@dataclass(slots=True)
class RawTurn:
    """A turn being read: its words as lines, and what its head said."""

    label: str
    lines: list[str]
    capacity: str = ""
    time: str = ""
    kind: str = ""
    language: str = ""
    translation: tuple[str, str, list[str]] | None = None


@dataclass(slots=True)
class Raw:
    """What a format found: turns in order, a source, a context, and what fitted nowhere (with its line)."""

    turns: list[RawTurn] = field(default_factory=list)
    source: SourceLine | None = None
    context: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    after: list[tuple[int, str]] = field(default_factory=list)
