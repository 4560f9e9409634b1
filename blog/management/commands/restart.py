"""`manage.py restart`: the serving process takes up what is on the disk now."""

import os
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from blog.management.place import served_by


class Command(BaseCommand):
    help = "Have the site that is served restart, without turning anyone away. Says so if none is."
    requires_system_checks = ()  # the serving process has them run before it gives way

    def handle(self, *args: Any, **options: Any) -> None:
        process = served_by(settings.DATA_DIR)
        if process is None:
            self.stdout.write(_("The site is not being served. Start it with: make run"))
            return
        os.kill(process, signal.SIGHUP)
        self.stdout.write(_("Process %(process)d restarts.") % {"process": process})
