"""What an owner should know at first sight of the desk: whether the site could be lost."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from blog import backup

OLD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Standing:
    backup: backup.Backup | None
    backup_is_old: bool


def standing(now: datetime) -> Standing:
    last = backup.last_good(settings.BACKUP_DIR)
    return Standing(last, backup_is_old=last is None or now - last.at > OLD)
