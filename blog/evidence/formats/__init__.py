"""What a file says, in plain text: each format a file with `read(…) -> Text`. Pure.

Files come from anywhere, and their readers can be made to work for hours: they run apart (`snapshots.read`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from blog.transcripts.cleaning import clean_text


class Mark(NamedTuple):
    """Where in a text a page begins, by its number, or a caption, in seconds."""

    offset: int
    kind: str
    value: int


@dataclass(slots=True)
class Text:
    """`text` has blank lines between its blocks; `notes` are keys of `snapshots.NOTES`."""

    text: str
    marks: list[Mark] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Unreadable(Exception):
    """No text can be had of it: a key of `snapshots.REASONS`."""


def join(blocks: Iterable[str]) -> str:
    """The text of `blocks`, tidied as rows hold words; empty ones are none."""
    return "\n\n".join(filter(None, map(clean_text, blocks)))
