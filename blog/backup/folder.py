"""The folder backups are kept in: made there, listed, and thinned out."""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from blog.backup import engines
from blog.backup.archive import Writer, last_line, proven
from blog.backup.manifest import MEDIA, BackupError, Manifest, Progress, quiet
from blog.disk import PARTIAL, settle, sync
from blog.locking import alone_in

OURS = "rejoinder-"
STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(rf"{OURS}(\d{{8}}T\d{{6}}Z)(-daily)?\.backup")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in its folder. It got its name when it had been read again and found good."""

    path: Path
    at: datetime
    size: int
    is_daily: bool


def make(folder: Path, *, now: datetime, daily: bool = False, progress: Progress = quiet) -> Backup:
    """Copy database and uploads into a new file in `folder`, read it again, and give it its name.

    Nobody's writing is held up. A `daily` one makes the oldest of its kind go, beyond BACKUPS_KEPT; those
    made by hand are nobody's to remove. Raises BackupError; then nothing is left of it.
    """
    name = f"{OURS}{now.astimezone(UTC).strftime(STAMP)}{'-daily' if daily else ''}.backup"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone_in(folder), _room(folder) as room:
            draft = room / name
            _write(draft, now, progress)
            progress(_("Reading it again …"))
            with proven(draft):
                settle(draft, folder / name)
            if daily:
                _thin(folder, settings.BACKUPS_KEPT, now)
        return _known(folder / name)
    except (OSError, DatabaseError) as error:
        why = getattr(error, "strerror", None) or error
        told = _("No backup was made in %(folder)s: %(why)s. Make room there, or choose another folder.")
        raise BackupError(told % {"folder": folder, "why": why}) from error


def existing(folder: Path) -> list[Backup]:
    """The backups in `folder`, newest first; none where it cannot be read."""
    try:
        found = [_known(folder / name) for name in os.listdir(folder) if NAME.fullmatch(name)]
    except OSError:
        return []
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def last_good(folder: Path, *, now: datetime | None = None) -> Backup | None:
    """The newest backup in `folder` that was proven when it was made, and still has its end.

    Asked at `now`, none dated later: a clock was wrong then, and nobody knows how old it is.
    """
    found = (backup for backup in existing(folder) if now is None or backup.at <= now)
    return next((backup for backup in found if _has_its_end(backup.path)), None)


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """A folder to work in, for this account alone, which is gone afterwards. So are those of the killed."""
    for left in folder.glob(f"{OURS}*{PARTIAL}"):
        if left.is_dir() and not left.is_symlink():  # else it is none of ours: a copy on its way, perhaps
            shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=OURS, suffix=PARTIAL, dir=folder) as room:
        yield Path(room)


def _write(file: Path, now: datetime, progress: Progress) -> None:
    """The database first: any upload it names was there before it, so the archive gets that, too."""
    engine, copy = engines.current(), file.with_name(engines.name_in_archive())
    progress(_("Copying the database …"))
    migrations = engine.copy_to(copy)
    engine.prove(copy)
    said = Manifest(settings.RELEASE, connection.vendor, now.isoformat(), settings.SITE_ORIGIN, migrations)
    with file.open("xb") as stream:
        file.chmod(0o600)
        writer = Writer(stream, said)
        with copy.open("rb") as database:
            writer.add(copy.name, database)
        copy.unlink()
        for number, path in enumerate(_uploads(settings.MEDIA_ROOT), start=1):
            with suppress(FileNotFoundError), path.open("rb") as upload:  # deleted a moment ago
                writer.add(f"{MEDIA}{path.relative_to(settings.MEDIA_ROOT)}", upload)
            if number % 1000 == 0:
                progress(_("%(number)d uploads …") % {"number": number})
        writer.finish()
    sync(file)


def _uploads(folder: Path) -> Iterator[Path]:
    """Every file below `folder`.

    Raises BackupError for what would be missing later: what is no file, as a link, or a closed folder.
    """
    for place, folders, names in os.walk(folder, onerror=_refuse):
        for path in (Path(place, name) for name in (*folders, *names)):
            mode = path.lstat().st_mode
            if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
                raise BackupError(
                    _("%(path)s is no plain file. Move it out of the uploads.") % {"path": path}
                )
            if stat.S_ISREG(mode):
                yield path


def _refuse(error: OSError) -> None:
    """Raise BackupError for a folder that is there and cannot be looked into."""
    if not isinstance(error, FileNotFoundError):
        told = {"path": error.filename, "why": error.strerror}
        raise BackupError(_("%(path)s cannot be read: %(why)s.") % told) from error


def _thin(folder: Path, keep: int, now: datetime) -> None:
    """Remove the daily ones beyond `keep`. Those dated ahead are none of them: they would oust today's."""
    daily = [backup for backup in existing(folder) if backup.is_daily and backup.at <= now]
    for backup in daily[keep:]:
        backup.path.unlink()


def _known(path: Path) -> Backup:
    found = NAME.fullmatch(path.name)
    assert found  # noqa: S101 - only such names are asked about
    at = datetime.strptime(found[1], STAMP).replace(tzinfo=UTC)
    return Backup(path, at, path.stat().st_size, is_daily=found[2] is not None)


def _has_its_end(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            last_line(file)
    except (OSError, BackupError):
        return False
    return True
