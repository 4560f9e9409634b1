"""What a backup says of itself, and what may go wrong with one."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

FORMAT = 1
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""The database's name in the archive, by engine."""
MEDIA = "media/"
LONGEST_NAME, LONGEST_PART = 1024, 255  # bytes, of a path and of what stands between its slashes
LARGEST = 2**62
SHA256 = re.compile(r"[0-9a-f]{64}")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")

type Progress = Callable[[str], object]
"""Told a short sentence at each step."""


def quiet(_sentence: str) -> None:
    """Progress that nobody watches."""


class BackupError(Exception):
    """A backup was not made, is not good, or was not restored. The message says why and what to do."""


class Damaged(BackupError):
    """The file is not what was once written, or no backup at all."""

    def __init__(self, why: str) -> None:
        super().__init__(_("This is no whole backup: %(why)s. Nothing was changed.") % {"why": why})


class TooNew(BackupError):
    """A later release made it, and this one does not know what it holds."""

    def __init__(self, what: str) -> None:
        told = _("A newer release made this backup: it has %(what)s. Update the site, then restore it.")
        super().__init__(told % {"what": what})


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the archive; `name` is its path there."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`migrations` are those applied, as "app.name"; `created` is ISO 8601 with its offset."""

    release: str
    engine: str
    created: str
    origin: str
    migrations: tuple[str, ...]
    files: tuple[Entry, ...] = ()

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.created)

    @property
    def database(self) -> Entry:
        return self.files[0]

    @property
    def media(self) -> tuple[Entry, ...]:
        return self.files[1:]

    def as_json(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1).encode()


def read(raw: bytes) -> Manifest:
    """The manifest that `raw` says. Raises Damaged for anything that `as_json` does not write."""
    try:
        said = json.loads(raw)
        if said.pop("format") != FORMAT:
            raise ValueError
        files = tuple(_entry(**entry) for entry in said.pop("files"))
        manifest = Manifest(**said | {"migrations": tuple(said["migrations"])}, files=files)
        _check(manifest)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Damaged(_("its manifest cannot be read")) from error
    return manifest


def is_fit(name: str) -> bool:
    """Whether `name` may stand in an archive: the database, or a plain path below media/."""
    if name in DATABASES.values():
        return True
    try:
        parts = name.removeprefix(MEDIA).encode().split(b"/")
    except UnicodeEncodeError:
        return False
    return (
        name.startswith(MEDIA)
        and len(name.encode()) <= LONGEST_NAME
        and not CONTROL.search(name)
        and all(part not in {b"", b".", b".."} and len(part) <= LONGEST_PART for part in parts)
    )


def _entry(*, name: Any, size: Any, sha256: Any) -> Entry:
    if not is_fit(name) or type(size) is not int or not 0 <= size < LARGEST or not SHA256.fullmatch(sha256):
        raise ValueError
    return Entry(name, size, sha256)


def _check(manifest: Manifest) -> None:
    """One database, first, of the engine named; each path once; words where words belong."""
    names = [entry.name for entry in manifest.files]
    words = (manifest.release, manifest.engine, manifest.created, manifest.origin, *manifest.migrations)
    if not all(isinstance(word, str) for word in words) or manifest.at.tzinfo is None:
        raise ValueError
    if names[0] != DATABASES[manifest.engine] or not all(name.startswith(MEDIA) for name in names[1:]):
        raise ValueError
    if len(set(names)) != len(names):
        raise ValueError
