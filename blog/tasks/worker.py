"""The task worker: `manage.py serve` keeps one, and `manage.py ox_worker` is one by hand."""

from datetime import datetime

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_ox import worker

from blog import caching
from blog.models import Generation
from blog.publishing import release
from blog.tasks.cards import draw_cards, draw_new_cards

HEARTBEAT = settings.DATA_DIR / "worker.heartbeat"  # its time is set about once a second


class Worker(worker.Worker):
    """django-ox's, which also looks at the clock: a task each second would write, and this only reads."""

    seen: int | None = None

    def dispatch_schedules(self) -> int:
        sent = super().dispatch_schedules()
        number = tick(timezone.now())
        if number != self.seen:
            (draw_cards if self.seen is None else draw_new_cards).enqueue()
            self.seen = number
        return sent


def tick(now: datetime) -> int:
    """Promote what is due: one row is read where nothing is. Returns the generation's number."""
    generation = Generation.current()
    if caching.is_due(generation, now):
        release.promote_due(now)
        generation = Generation.current()
    return generation.number


def work() -> None:
    """Be the worker until TERM. Two threads, so that a long backup does not keep a short task waiting."""
    call_command("ox_worker", concurrency=2, heartbeat_file=str(HEARTBEAT), verbosity=0)
