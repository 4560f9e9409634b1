"""`manage.py verify_backup FILE`: whether a backup is whole, and what it is."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from blog import backup


class Command(BaseCommand):
    help = "Read a backup to its last byte and say whether it is whole. Changes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, metavar="FILE")

    def handle(self, *args: Any, archive: Path, **options: Any) -> None:
        try:
            manifest = backup.verify(archive)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        told = _("Whole: %(origin)s as of %(when)s, release %(release)s, %(engine)s, %(uploads)d uploads.")
        said = {
            "origin": manifest.origin,
            "when": manifest.at.strftime("%Y-%m-%d %H:%M %Z"),
            "release": manifest.release,
            "engine": manifest.engine,
            "uploads": len(manifest.media),
        }
        self.stdout.write(told % said)
