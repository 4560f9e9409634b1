"""The task worker: `manage.py serve` keeps one, and `manage.py ox_worker` is one by hand."""

from datetime import datetime

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_ox import worker

from blog import caching
from blog.models import Generation
from blog.publishing import release

HEARTBEAT = settings.DATA_DIR / "worker.heartbeat"  # its time is set about once a second


class Worker(worker.Worker):
    """django-ox's, which also looks at the clock: a task each second would write, and this only reads."""

    def dispatch_schedules(self) -> int:
        sent = super().dispatch_schedules()
        tick(timezone.now())
        return sent


def tick(now: datetime) -> None:
    """Promote what is due: one row is read where nothing is."""
    if caching.is_due(Generation.current(), now):
        release.promote_due(now)


def work() -> None:
    """Be the worker until TERM. Two threads, so that a long backup does not keep a short task waiting."""
    call_command("ox_worker", concurrency=2, heartbeat_file=str(HEARTBEAT), verbosity=0)
