"""`manage.py rebuild_search`: make what search looks through anew."""

from typing import Any

from django.core.management.base import BaseCommand

from blog import search


class Command(BaseCommand):
    help = (
        "Make what search looks through anew. The site may be served meanwhile. Safe to stop and run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = search.rebuild(self._say)
        self.stdout.write(f"{done} essays, excerpts, people, sources, series and pages can be found.")

    def _say(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} of {total} …")
