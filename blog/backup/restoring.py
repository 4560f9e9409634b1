"""A backup proven, and brought back where no site is yet."""

import os
import tempfile
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from accounts import invitations
from accounts.models import Action, Invitation, record
from blog import caching
from blog.backup import engines
from blog.backup.archive import Archive, proven
from blog.backup.manifest import MEDIA, BackupError, Entry, Manifest, Progress, TooNew, quiet
from blog.disk import written_whole
from blog.locking import alone_in
from blog.publishing import previews


class NotEmpty(BackupError):
    """Something is where the site would be restored."""


def verify(path: Path) -> Manifest:
    """What the backup at `path` is, every byte of it proven and its database read. Raises BackupError."""
    with proven(path) as archive, tempfile.TemporaryDirectory() as room:
        manifest = archive.manifest
        copy = Path(room) / manifest.database.name
        with copy.open("wb") as target:
            archive.copy(manifest.database, target)
        engines.ENGINES[manifest.engine].prove(copy)
        return manifest


def restore(path: Path, *, now: datetime, progress: Progress = quiet) -> Manifest:
    """Bring the site at `path` back to where the settings point, and to this release.

    The uploads come first, each whole, and the database last, at once: until then there is no site, and it
    may be tried again. Raises BackupError; before it is sure that all will go well, nothing is changed.
    """
    try:
        with alone_in(settings.DATA_DIR), proven(path) as archive:
            _check_release(archive.manifest)
            _check_place(archive)
            _bring_back(archive, now, progress)
            return archive.manifest
    except (OSError, DatabaseError) as error:
        why = getattr(error, "strerror", None) or error
        told = _("The site was not restored: %(why)s. Mend that, and run it again.") % {"why": why}
        raise BackupError(told) from error


def _bring_back(archive: Archive, now: datetime, progress: Progress) -> None:
    engine, manifest = engines.current(), archive.manifest
    draft = engine.draft()
    try:
        progress(_("Checking the database …"))
        with written_whole(draft) as target:
            archive.copy(manifest.database, target)
        engine.prove(draft)
        progress(_("Bringing back %(number)d uploads …") % {"number": len(manifest.media)})
        for entry in manifest.media:
            _bring_upload(archive, entry)
        progress(_("Bringing back the database …"))
        engine.put_back(draft, lambda: _finish(manifest, now))
    finally:
        for left in draft.parent.glob(f"{draft.name}*"):
            left.unlink()


def _finish(manifest: Manifest, now: datetime) -> None:
    """Bring the database to this release, and to a life of its own.

    A session or a reader's copy of a page may be younger than the backup: neither counts any more. Nor do
    invitations and preview links: they may have been taken back since, or used.
    """
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        Session.objects.all().delete()
        for invitation in Invitation.objects.open():
            invitations.revoke(invitation, by=None, now=now)
        previews.revoke_all(now)
        caching.begin_anew(now)
        made = _("made %(when)s by release %(release)s") % {
            "when": manifest.at.strftime("%Y-%m-%d %H:%M UTC"),
            "release": manifest.release,
        }
        record(Action.RECOVERED, by=None, about=_("the site"), detail=made, now=now)


def _check_release(manifest: Manifest) -> None:
    """Raises TooNew if the database holds what this release has never heard of."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for each in loader.disk_migrations.values() for app, name in each.replaces}
    unknown = [name for name in manifest.migrations if name not in known]
    if unknown:
        said = {"release": manifest.release, "name": unknown[0], "more": len(unknown) - 1}
        raise TooNew(_("release %(release)s, with %(name)s and %(more)d more changes of tables") % said)


def _check_place(archive: Archive) -> None:
    """Raises NotEmpty or BackupError if the settings point where this archive cannot go."""
    if archive.manifest.engine != connection.vendor:
        said = {"made": archive.manifest.engine, "here": connection.vendor}
        raise BackupError(_("The backup is of %(made)s, and DATABASE_URL names %(here)s.") % said)
    if way_out := engines.current().way_out():
        told = _("There is a site already. Stop it, move its database away, and run this again:\n  %(how)s")
        raise NotEmpty(told % {"how": way_out})
    for entry in archive.manifest.media:
        path = _upload(entry)
        if os.path.lexists(path) and not _is_same(path, entry):
            raise NotEmpty(
                _("%(path)s is there already, and is another file. Move it away.") % {"path": path}
            )


def _bring_upload(archive: Archive, entry: Entry) -> None:
    path = _upload(entry)
    if path.exists():
        return  # the same one, or it would have been refused
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as target:
        archive.copy(entry, target)


def _upload(entry: Entry) -> Path:
    return Path(settings.MEDIA_ROOT, entry.name.removeprefix(MEDIA))


def _is_same(path: Path, entry: Entry) -> bool:
    if not path.is_file() or path.stat().st_size != entry.size:
        return False
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == entry.sha256
