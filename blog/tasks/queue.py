"""What the queue and its worker are up to, for those who look after the site."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Q
from django_ox.models import OxTask

from blog.tasks.worker import HEARTBEAT

FRESH = timedelta(seconds=15)
SHOWN = 20
OPEN = (OxTask.Status.READY, OxTask.Status.RUNNING)
FAILED = (OxTask.Status.FAILED, OxTask.Status.LOST)


@dataclass(frozen=True, slots=True)
class Health:
    """When this machine's task worker last gave a sign, and whether that was just now."""

    seen: datetime | None
    is_working: bool


def health(now: datetime) -> Health:
    try:
        seen = datetime.fromtimestamp(HEARTBEAT.stat().st_mtime, UTC)
    except OSError:
        return Health(None, is_working=False)
    return Health(seen, is_working=abs(now - seen) < FRESH)


def counts() -> dict[str, int]:
    """How many tasks wait, run, and have failed."""
    return OxTask.objects.aggregate(
        waiting=Count("pk", filter=Q(status=OxTask.Status.READY)),
        running=Count("pk", filter=Q(status=OxTask.Status.RUNNING)),
        failed=Count("pk", filter=Q(status__in=FAILED)),
    )


def unfinished() -> list[OxTask]:
    """The tasks that run, then those that wait, the oldest first; at most SHOWN."""
    return list(OxTask.objects.filter(status__in=OPEN).order_by("-status", "enqueued_at")[:SHOWN])


def failed() -> list[OxTask]:
    """The tasks that failed for good, the latest first; at most SHOWN."""
    return list(OxTask.objects.filter(status__in=FAILED).order_by("-finished_at")[:SHOWN])


def has_unfinished(task_path: str, argument: object) -> bool:
    """Whether this task waits or runs with this first argument."""
    return OxTask.objects.filter(task_path=task_path, args__0=argument, status__in=OPEN).exists()
