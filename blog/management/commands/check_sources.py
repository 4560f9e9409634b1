"""`manage.py check_sources [--all]`: whether sources still stand where they are linked, with their words."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from blog.models import Outcome
from blog.publishing import watching
from blog.tasks.watch import look_at


class Command(BaseCommand):
    help = "See what has become of quoted sources. Safe to stop and to run again, and beside itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that were looked at lately")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.FETCH_SOURCES:
            raise CommandError("This site opens no other. To let it look at sources, set FETCH_SOURCES=true.")
        now = timezone.now()
        sources = watching.watched(now) if options["all"] else watching.due(now)
        total, counted = sources.count(), Counter[str]()
        for source, found in look_at(sources, even_if_not_due=options["all"]):
            outcome = found.outcome if found else Outcome.UNKNOWN
            counted[outcome] += 1
            self.stdout.write(f"{counted.total()} of {total}: {outcome} {source.url}")
        said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counted.items()))
        self.stdout.write(f"{counted.total()} looked at{f': {said}' if said else ''}.")
