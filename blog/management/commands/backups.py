"""`manage.py backups`: what there is to go back to."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from blog import backup


class Command(BaseCommand):
    help = "List the backups in BACKUP_DIR, newest first."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        found = backup.existing(settings.BACKUP_DIR)
        for each in found:
            self.stdout.write(f"{each.at:%Y-%m-%d %H:%M} UTC  {filesizeformat(each.size):>10}  {each.path}")
        if not found:
            self.stdout.write(_("There are no backups in %(folder)s.") % {"folder": settings.BACKUP_DIR})
