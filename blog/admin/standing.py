"""What an owner should know at first sight of the desk: whether the site could be lost, and does its work."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from blog import backup
from blog.models import SiteIdentity
from blog.tasks import queue

OLD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Standing:
    backup: backup.Backup | None
    backup_is_old: bool
    worker: queue.Health
    failed: int
    """How many tasks were given up."""
    has_contact: bool
    """Whether readers can report a misquote."""


def standing(now: datetime) -> Standing:
    last = backup.last_good(settings.BACKUP_DIR, now=now)
    is_old = last is None or now - last.at > OLD
    return Standing(
        last,
        is_old,
        worker=queue.health(now),
        failed=queue.counts()["failed"],
        has_contact=bool(SiteIdentity.current().contact),
    )
