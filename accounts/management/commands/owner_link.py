from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from accounts.links import owner_link


class Command(BaseCommand):
    help = "Print a link, good once and for a day, to create the site's owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--origin", default=settings.SITE_ORIGIN, help="where the site is, https://…")

    def handle(self, *args: Any, origin: str, **options: Any) -> None:
        link = owner_link(origin)
        if link is None:
            self.stderr.write(_("The site has an owner. Nothing to do."))
        else:
            self.stdout.write(link)
