"""An essay as a file holds it: front matter and Markdown. Neutral between formats."""

from dataclasses import dataclass, field
from datetime import datetime


class BadDocument(ValueError):
    """A file that cannot be read as an essay; the message says what, where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Document:
    """`date` is aware. `state` is spelled as in `blog.models.State`, or empty."""

    title: str = ""
    slug: str = ""
    date: datetime | None = None
    tags: tuple[str, ...] = ()
    summary: str = ""
    authors: tuple[str, ...] = ()
    state: str = ""
    language: str = ""
    body: str = ""
    notes: tuple[str, ...] = field(default=())
    """What the reader of the file should say to the one who gave it."""
