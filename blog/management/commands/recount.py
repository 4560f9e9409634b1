"""`manage.py recount`: count anew how many essays and exchanges readers see of what."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from blog import caching
from blog.models import Generation
from blog.publishing import release, tallying


class Command(BaseCommand):
    help = (
        "Count anew how many essays and exchanges belong to each tag, person and source, and say how many of "
        "the numbers were wrong: none should ever be."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        release.promote_due(now)
        self.stdout.write("Counting; nothing can be saved meanwhile …")
        with transaction.atomic():
            Generation.hold()
            wrong = tallying.count_anew()
            caching.next_generation(now)
        self.stdout.write(f"Counted. Numbers that were wrong: {wrong}.")
