"""The task worker: `manage.py serve` keeps one, and `manage.py ox_worker` is one by hand."""

from django.conf import settings
from django.core.management import call_command

HEARTBEAT = settings.DATA_DIR / "worker.heartbeat"  # its time is set every second or so


def work() -> None:
    """Be the worker until TERM. Two threads, so that a long backup does not keep a short task waiting."""
    call_command("ox_worker", concurrency=2, heartbeat_file=str(HEARTBEAT), verbosity=0)
