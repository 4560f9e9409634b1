"""An essay as a file holds it: front matter and Markdown. Neutral between formats."""

from dataclasses import dataclass, field
from datetime import datetime


class BadDocument(ValueError):
    """A file that cannot be read as an essay; the message says what, where and how to mend it."""


@dataclass(frozen=True, slots=True)
class DocumentEvent:
    """What happened since, of the essay or of the one of its exchanges that `excerpt` names by its slug.

    `kind` is spelled as in `blog.models.Event.Kind`; `at` is aware; others are empty where nothing is said.
    """

    kind: str
    at: datetime
    text: str
    excerpt: str = ""
    label: str = ""
    capacity: str = ""
    language: str = ""
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`date` is aware. `state` is spelled as in `blog.models.State`. `series_position` counts from 1.

    Each is empty, or 0, where the file does not say.
    """

    title: str = ""
    slug: str = ""
    date: datetime | None = None
    tags: tuple[str, ...] = ()
    summary: str = ""
    authors: tuple[str, ...] = ()
    state: str = ""
    language: str = ""
    series: str = ""
    series_position: int = 0
    translation_of: str = ""
    body: str = ""
    events: tuple[DocumentEvent, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """What the reader of the file should say to the one who gave it."""
