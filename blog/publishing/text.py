"""What an author hands over to be saved, and the ways it can be refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.core.exceptions import ValidationError

BODY_BYTES = 256 * 1024
EXCERPTS_A_POST = 100
UNDO = timedelta(seconds=10)
"""How long a publication can be taken back unsaid: feeds and signals wait for it."""


@dataclass(frozen=True, slots=True)
class Box:
    """One Transcript box: the exchange as typed, with slug and version of the excerpt it was opened from.

    `raw` is the paste a new exchange was read from; the slug beside it is only wished for.
    `on_conflict` answers a refusal: "keep" places the other's excerpt as it stands, "copy" makes an own one.
    """

    text: str
    slug: str = ""
    version: int = 0
    on_conflict: Literal["", "keep", "copy"] = ""
    raw: str = ""

    @property
    def is_wish(self) -> bool:
        """Whether its slug is no excerpt's yet, but what a line of the text may place it by."""
        return bool(self.raw) and not self.version

    def as_json(self) -> dict[str, str | int]:
        """For a working copy: without the answer to a refusal, which is given anew each time."""
        return {"text": self.text, "slug": self.slug, "version": self.version, "raw": self.raw}


@dataclass(frozen=True, slots=True)
class PostText:
    """A post as its author typed it.

    `authors`, `series` and `translation_of` are ids, `cover` is an image's key, `planned_at` is aware.
    """

    title: str = ""
    slug: str = ""
    summary: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()
    language: str = ""
    planned_at: datetime | None = None
    cover: str = ""
    series: int | None = None
    translation_of: int | None = None

    def as_json(self) -> dict[str, Any]:
        """For a working copy or a revision."""
        return {
            "title": self.title,
            "slug": self.slug,
            "summary": self.summary,
            "body": self.body,
            "tags": list(self.tags),
            "authors": list(self.authors),
            "boxes": [box.as_json() for box in self.boxes],
            "language": self.language,
            "planned_at": self.planned_at.isoformat() if self.planned_at else None,
            "cover": self.cover,
            "series": self.series,
            "translation_of": self.translation_of,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "PostText":
        """What `as_json` wrote."""
        planned = data.get("planned_at")
        return cls(
            title=data["title"],
            slug=data["slug"],
            summary=data["summary"],
            body=data["body"],
            tags=tuple(data["tags"]),
            authors=tuple(data["authors"]),
            boxes=tuple(Box(**box) for box in data["boxes"]),
            language=data.get("language", ""),
            planned_at=datetime.fromisoformat(planned) if planned else None,
            cover=data.get("cover", ""),
            series=data.get("series"),
            translation_of=data.get("translation_of"),
        )


class Refused(ValidationError):
    """Bad input. `error_dict` is keyed by the fields of PostText; nothing was saved."""


class Stale(Exception):
    """Someone saved the post since these edits began. Nothing was saved."""


class NotAnnounced(Exception):
    """Readers were never told of this post: delete it, or undo its publication."""


class WrongState(Exception):
    """The verb does not apply to a post in this state."""
