"""What the processes of `test_backup.py` do, each after Django is set up: write, back up, restore."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from time import sleep
from unittest.mock import patch

import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from blog import backup
from blog.models import Post
from blog.publishing import posts, release
from blog.publishing.text import Box, PostText
from blog.views import frame
from tests.faults import public

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
"""The time for everyone: so pages need no masks."""
POSTS = 2


def write(stop: Path, states: Path) -> None:
    """Save essays until the file `stop` is there; add to `states` what every page was after each commit."""
    with time_machine.travel(NOON, tick=False):
        essays = [_essay(number) for number in range(POSTS)]
        for number in count():
            with states.open("a") as file:
                file.write(f"{public.digest(public.pages())}\n")
            if stop.exists():
                return
            upload = Path(settings.MEDIA_ROOT, f"{number:032x}", "note.txt")
            upload.parent.mkdir(parents=True)
            upload.write_text(str(number))
            post = essays[number % POSTS]
            text = replace(
                posts.text_of(post),
                title=f"State {number}",
                body="Words. " * number,
                tags=(f"tag {number % 3}",),
            )
            essays[number % POSTS] = posts.update(post, text, by=None, now=NOON - timedelta(hours=1))


def _essay(number: int) -> Post:
    box = Box(f"Q: Number {number}?\n\nMei Tan: Yes.\n\nSource: Almanac {number}")
    text = PostText(title=f"Essay {number}", body="Words.", boxes=(box,), tags=("shared",))
    post = posts.save(None, text, by=None, now=NOON - timedelta(days=2))
    return release.publish(post, by=None, now=NOON - timedelta(days=2), at=NOON - timedelta(days=1))


def scribble(stop: Path) -> None:
    """Save drafts, which no reader sees, until the file `stop` is there."""
    for number in count():
        if stop.exists():
            return
        posts.save(
            None, PostText(title=f"Draft {number}", body="Secret. " * 500), by=None, now=timezone.now()
        )
        sleep(0.2)  # SQLite gives no turns: whoever never rests keeps all others waiting


def back_up(rounds: int, states: Path) -> None:
    """So many backups, two to each of the first states, made when the next is about to be written."""
    for number in range(rounds):
        while not states.exists() or states.read_text().count("\n") < 2 + number // 2:
            sleep(0.01)
        backup.make(settings.BACKUP_DIR, now=NOON + timedelta(seconds=number))


def restore_all(folder: Path) -> None:
    """Restore each backup to a place of its own in `folder`; print what its pages are, and of its uploads."""
    made = backup.existing(settings.BACKUP_DIR)
    with time_machine.travel(NOON, tick=False), ExitStack() as once_migrated:
        for each in made:
            settings.DATA_DIR = folder / each.path.stem
            settings.MEDIA_ROOT = settings.DATA_DIR / "media"
            settings.DATA_DIR.mkdir(parents=True)
            with _new_database(settings.DATA_DIR / "site.sqlite3"):
                backup.restore(each.path, now=NOON)
                frame.forget()
                found = public.pages()
                # Once shows that there is nothing to migrate: all are of this release.
                once_migrated.enter_context(patch("blog.backup.restoring.call_command"))
                print(json.dumps([public.digest(found), len(found), _has_its_uploads()]), flush=True)


def _has_its_uploads() -> bool:
    """Whether every upload is there that came before the newest state."""
    titles = Post.objects.filter(title__startswith="State").values_list("title", flat=True)
    newest = max(int(title.split()[1]) for title in titles)
    uploads = [Path(settings.MEDIA_ROOT, f"{number:032x}", "note.txt") for number in range(newest + 1)]
    return [upload.read_text() for upload in uploads] == [str(number) for number in range(newest + 1)]


@contextmanager
def _new_database(file: Path) -> Iterator[None]:
    """Within it Django's database is an empty one: `file`, or one more on the server."""
    former = connection.settings_dict["NAME"]
    on_server, name = connection.vendor == "postgresql", f"{former}_restored"
    if on_server:
        connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()
    connection.settings_dict["NAME"] = name if on_server else str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = former
        if on_server:
            connection.cursor().execute(f"DROP DATABASE {name}")
