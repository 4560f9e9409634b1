"""`python -m benchmarks.backup [ESSAYS]`: what a backup and a restore take, beside a bare copy.

The site is a throw-away one on SQLite with 2,000 essays, each with an exchange, and 200 uploads of 100 KB.
The reference, in the same run, is SQLite's own backup to a file, a copy of the uploads and one fsync of each:
it proves nothing.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ESSAYS, UPLOADS, UPLOAD = 2_000, 200, 100_000
PARAGRAPH = (
    "What was said in the small room is repeated in the larger one, and then it is no longer the same. "
)


def fill(essays: int) -> None:
    """Write the site through the verbs, in one transaction."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    from blog.publishing import posts, release
    from blog.publishing.text import Box, PostText

    call_command("migrate", verbosity=0)
    now = timezone.now()
    with transaction.atomic():
        for number in range(essays):
            box = Box(f"Q: Is {number} enough?\n\nMei Tan: It has to be.\n\nSource: Almanac {number % 50}")
            text = PostText(
                title=f"Essay {number}", body=f"{PARAGRAPH * 4}\n\n" * 5, boxes=(box,), tags=("a",)
            )
            release.publish(posts.save(None, text, by=None, now=now), by=None, now=now)
    for number in range(UPLOADS):
        file = settings.MEDIA_ROOT / f"{number:032x}" / "image.webp"
        file.parent.mkdir(parents=True)
        file.write_bytes(os.urandom(UPLOAD))


def bare_copy(folder: Path) -> None:
    """The same bytes elsewhere and on the disk, by the plainest means."""
    from django.conf import settings

    source, copy = (
        sqlite3.connect(settings.DATA_DIR / "site.sqlite3"),
        sqlite3.connect(folder / "site.sqlite3"),
    )
    source.backup(copy)
    source.close()
    copy.close()
    shutil.copytree(settings.MEDIA_ROOT, folder / "media")
    for file in folder.rglob("*"):
        descriptor = os.open(file, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measure(essays: int, folder: Path) -> None:
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from blog import backup

    fill(essays)
    now = timezone.now()
    seconds = {"backup, read again and proven": took(lambda: backup.make(settings.BACKUP_DIR, now=now))}
    (folder / "bare").mkdir()
    seconds["bare copy"] = took(lambda: bare_copy(folder / "bare"))
    (made,) = backup.existing(settings.BACKUP_DIR)
    seconds["verify_backup"] = took(lambda: backup.verify(made.path))
    settings.DATA_DIR = folder / "restored"
    settings.DATA_DIR.mkdir()
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    connection.close()
    connection.settings_dict["NAME"] = str(settings.DATA_DIR / "site.sqlite3")
    seconds["restore"] = took(lambda: backup.restore(made.path, now=now))
    sys.stdout.write(f"{essays} essays, {UPLOADS} uploads, {made.size / 1e6:.0f} MB\n")
    for name, value in seconds.items():
        sys.stdout.write(f"{name:32}{value:8.2f} s\n")


def main() -> int:
    essays = int(sys.argv[1]) if len(sys.argv) > 1 else ESSAYS
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"DATA_DIR": f"{name}/data", "DATABASE_URL": "", "BACKUP_DIR": ""}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        measure(essays, Path(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
