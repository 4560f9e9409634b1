"""`manage.py restore FILE`: the site of a backup, where the settings point or elsewhere."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from blog import backup

OF_A_RESTORE = ("media", "secret-key", "site.sqlite3.restoring")
"""What a folder may hold that a site is restored into: what an unfinished restore leaves."""


class Command(BaseCommand):
    help = "Bring back the site of a backup, where no site is yet: in DATA_DIR, or elsewhere to look at."
    requires_system_checks = ()  # they might ask a database that is not there yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, metavar="FILE")
        parser.add_argument(
            "--into", type=Path, metavar="FOLDER", help="as the DATA_DIR of a site of its own"
        )
        parser.add_argument("--database", metavar="URL", help="into this empty database")

    def handle(
        self, *args: Any, archive: Path, into: Path | None, database: str | None, **options: Any
    ) -> None:
        if into or database is not None:
            self.elsewhere(archive, into, database or "")
        try:
            manifest = backup.restore(archive, now=timezone.now(), progress=self.stderr.write)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        said = {"when": manifest.at.strftime("%Y-%m-%d %H:%M %Z"), "folder": settings.DATA_DIR}
        self.stdout.write(_("Restored: the site as of %(when)s, in %(folder)s.") % said)
        self.stdout.write(_("Everyone signs in again. Invitations nobody has used are taken back."))

    def elsewhere(self, archive: Path, into: Path | None, database: str) -> None:
        """The same command with other settings: they alone say where a site is."""
        there = {"DATABASE_URL": database}
        if into:
            if into.exists() and any(not each.name.startswith(OF_A_RESTORE) for each in into.iterdir()):
                raise CommandError(_("%(folder)s is not empty. Name a new folder.") % {"folder": into})
            there["DATA_DIR"] = str(into.absolute())
        program = [sys.executable, str(settings.BASE_DIR / "manage.py"), "restore", str(archive.absolute())]
        os.execve(program[0], program, os.environ | there)  # noqa: S606 - no shell, our own words
