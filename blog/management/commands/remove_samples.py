"""`manage.py remove_samples`: take away what `load_samples` brought, and nothing else."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from blog.transfer import samples


class Command(BaseCommand):
    help = "Take the sample essays away, edited or not; what your own work uses is kept and named."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = samples.remove(timezone.now())
        if removed is None:
            self.stdout.write(_("There are no samples here."))
            return
        for model, count in removed.counts.items():
            what = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
            self.stdout.write(_("Removed: %(count)d %(what)s") % {"count": count, "what": what})
        for row, needed_by in removed.kept:
            said = {"what": row._meta.verbose_name, "row": row, "where": needed_by}
            if row == needed_by:
                self.stdout.write(_("Kept: %(what)s “%(row)s”, whose words you have changed") % said)
            else:
                self.stdout.write(_("Kept: %(what)s “%(row)s”, which “%(where)s” uses") % said)
