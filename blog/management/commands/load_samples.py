"""`manage.py load_samples`: essays to look at, in a new site on this machine."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.transfer import samples


class Command(BaseCommand):
    help = "Publish the sample essays, in an empty site that only this machine reaches."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            posts = samples.load(timezone.now())
        except samples.AlreadyLoaded:
            self.stdout.write(_("The samples are here already; `manage.py remove_samples` takes them away."))
            return
        except samples.NotForSamples as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            told = ngettext("%(count)d sample essay: %(at)s/", "%(count)d sample essays: %(at)s/", len(posts))
            self.stdout.write(told % {"count": len(posts), "at": settings.SITE_ORIGIN})
