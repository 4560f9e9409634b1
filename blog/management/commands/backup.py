"""`manage.py backup [--to FOLDER]`: the whole site in one file, while it runs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from blog import backup


class Command(BaseCommand):
    help = "Copy database and uploads into one file, proven whole. The site may go on meanwhile."
    requires_system_checks = ()  # an update begins with it, and may be there to mend what they say

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="default: BACKUP_DIR")

    def handle(self, *args: Any, to: Path | None, **options: Any) -> None:
        folder = (to or settings.BACKUP_DIR).absolute()
        try:
            made = backup.make(folder, now=timezone.now(), progress=self.stderr.write)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("%(path)s (%(size)s)") % {"path": made.path, "size": filesizeformat(made.size)})
