"""What the queue and its worker are up to, in the words of those who look after the site."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django_ox.models import OxTask

from blog.tasks.worker import HEARTBEAT

FRESH = timedelta(seconds=15)
SHOWN = 20
OPEN = (OxTask.Status.READY, OxTask.Status.RUNNING)
FAILED = (OxTask.Status.FAILED, OxTask.Status.LOST)
LABELS = {
    "blog.tasks.back_up": _("Backup"),
    "blog.tasks.back_up_daily": _("The day’s backup"),
    "blog.tasks.tidy": _("Tidying up"),
    "blog.tasks.rerender": _("Rendering anew after an upgrade"),
    "blog.tasks.check_again": _("Checking quotations by new rules"),
    "blog.tasks.make_findable": _("Making texts findable"),
    "blog.tasks.make_renditions": _("Making an image smaller"),
    "blog.tasks.cards.draw_cards": _("Drawing cards"),
    "blog.tasks.cards.draw_new_cards": _("Drawing new cards"),
    "blog.tasks.watch.look_at_sources": _("Looking at sources"),
    "accounts.tasks.mail_signin_link": _("Mailing a one-time link"),
}


@dataclass(frozen=True, slots=True)
class Health:
    """When this machine's task worker last gave a sign, how long ago, and whether that is short enough."""

    seen: datetime | None
    seconds: int = 0
    is_working: bool = False


def health(now: datetime) -> Health:
    try:
        seen = datetime.fromtimestamp(HEARTBEAT.stat().st_mtime, UTC)
    except OSError:
        return Health(None)
    ago = max(now - seen, timedelta())  # the file's clock and ours differ by a breath
    return Health(seen, int(ago.total_seconds()), ago < FRESH)


@dataclass(frozen=True, slots=True)
class Entry:
    """One task, as its state stands."""

    id: UUID
    label: str
    since: datetime
    attempts: int
    is_running: bool
    error: str
    """One line of what went wrong last; "" for nothing."""
    traceback: str

    @classmethod
    def of(cls, row: OxTask) -> Self:
        last = row.errors[-1] if row.errors else {}
        name = last.get("exception_class_path", "").rpartition(".")[2]
        traceback = last.get("traceback", "").strip()
        said = traceback.rpartition(f"{name}: ")[2] if f"{name}: " in traceback else name
        return cls(
            id=row.pk,
            label=str(LABELS.get(row.task_path, row.task_path)),
            since=row.finished_at or row.last_attempted_at or row.enqueued_at,
            attempts=row.attempts,
            is_running=row.status == OxTask.Status.RUNNING,
            error=said.partition("\n")[0],
            traceback=traceback,
        )


def counts() -> dict[str, int]:
    """How many tasks wait, run, and have failed."""
    return OxTask.objects.aggregate(
        waiting=Count("pk", filter=Q(status=OxTask.Status.READY)),
        running=Count("pk", filter=Q(status=OxTask.Status.RUNNING)),
        failed=Count("pk", filter=Q(status__in=FAILED)),
    )


def unfinished() -> list[Entry]:
    """The tasks that run, then those that wait, the oldest first; at most SHOWN."""
    rows = OxTask.objects.filter(status__in=OPEN).order_by("-status", "enqueued_at")
    return [Entry.of(row) for row in rows[:SHOWN]]


def failed() -> list[Entry]:
    """The tasks that were given up, the latest first; at most SHOWN."""
    rows = OxTask.objects.filter(status__in=FAILED).order_by("-finished_at")
    return [Entry.of(row) for row in rows[:SHOWN]]


def has_unfinished(task_path: str, **arguments: object) -> bool:
    """Whether such a task waits or runs; `args__0=…` says of what."""
    return OxTask.objects.filter(task_path=task_path, status__in=OPEN, **arguments).exists()
