"""The owner's page about the worker, the queue, the backups and the room that is left."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_ox.models import OxTask
from lxml import html
from pytest_django.fixtures import Settings

from accounts.models import Action, AuditEntry
from blog import backup, tasks
from config import settings as ours
from tests.admin.page import signed_in
from tests.factories import COUNTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

PAGE = "/admin/system/"
TRACEBACK = 'Traceback (most recent call last):\n  File "x.py", line 1\nblog.backup.BackupError: No room.\nSo'


@pytest.fixture(autouse=True)
def heartbeat(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the worker's is looked for. Tasks wait for one, as they do outside tests."""
    settings.TASKS = ours.TASKS
    settings.BACKUP_DIR = tmp_path / "backups"
    monkeypatch.setattr("blog.tasks.queue.HEARTBEAT", tmp_path / "heartbeat")
    return tmp_path / "heartbeat"


@pytest.fixture
def owner() -> Client:
    return signed_in("owner")


def make_task(status: str, path: str = "blog.tasks.back_up", **fields: Any) -> OxTask:
    now = timezone.now()
    usual = {"backend_name": "default", "enqueued_at": now, "finished_at": now}
    return OxTask.objects.create(task_path=path, status=status, **usual | fields)


def words(answer: Any, where: str = "//main") -> str:
    """The text of part of the page, its spaces evened out."""
    return " ".join(" ".join(html.fromstring(answer.content).xpath(f"string({where})").split()).split())


def beat(heartbeat: Path, ago: timedelta) -> None:
    heartbeat.touch()
    at = (timezone.now() - ago).timestamp()
    os.utime(heartbeat, (at, at))


def worker(client: Client) -> str:
    return words(client.get(PAGE), "//section[1]/p[1]")


WAITING = (
    "Scheduled essays still appear on time; backups and all else that is queued wait. "
    "Start the site with manage.py serve, which keeps a worker."
)


def test_says_how_the_worker_is(owner: Client, heartbeat: Path) -> None:
    never = worker(owner)
    beat(heartbeat, timedelta(seconds=2))
    now = worker(owner)
    beat(heartbeat, timedelta(minutes=5))
    once = worker(owner)

    assert (never, now, once) == (
        f"No worker has run on this machine yet. {WAITING}",
        "Working. Last seen 2 seconds ago.",
        f"No worker since 1 Mar 2026, 11:55. {WAITING}",
    )


def test_lists_what_runs_waits_and_failed(owner: Client) -> None:
    make_task("RUNNING", "blog.tasks.rerender")
    make_task("READY", "blog.tasks.tidy")
    make_task("READY", "elsewhere.job", attempts=1, enqueued_at=timezone.now() + timedelta(seconds=1))
    error = {"exception_class_path": "blog.backup.BackupError", "traceback": TRACEBACK}
    make_task("FAILED", errors=[error])
    make_task("LOST", finished_at=timezone.now() - timedelta(hours=1))
    make_task("SUCCESSFUL")
    make_task("DISCARDED")

    answer = owner.get(PAGE)

    rows = html.fromstring(answer.content).xpath("//section[1]//tbody/tr")
    assert words(answer, "//section[1]/p[2]") == "Waiting: 2. Running: 1. Failed: 2."
    assert [[" ".join(cell.text_content().split()) for cell in row][:2] for row in rows] == [
        ["Rendering anew after an upgrade", "running"],
        ["Tidying up", "waiting"],
        ["elsewhere.job", "failed, will be tried again"],
        ["Backup", "1 Mar 2026, 12:00"],
        ["Backup", "1 Mar 2026, 11:00"],
    ]
    assert words(answer, "//summary") == "No room."
    assert words(answer, "//details[not(@open)]/pre") == " ".join(TRACEBACK.split())


def press(client: Client, what: str, task: OxTask | None = None) -> str:
    """What is said after pressing a button of the page."""
    end = f"tasks/{task.pk}/{what}/" if task else f"{what}/"
    forms = html.fromstring(client.get(PAGE).content).xpath("//form/@action")
    assert f"{PAGE}{end}" in forms
    return words(client.post(f"{PAGE}{end}", follow=True), "//ul[@class='messagelist']")


def test_a_failed_task_is_tried_again(owner: Client) -> None:
    task = make_task("FAILED", attempts=3, max_attempts=3)

    assert press(owner, "retry", task) == "It will be tried again."

    task.refresh_from_db()
    assert (task.status, task.max_attempts) == ("READY", 4)


def test_a_failed_task_is_dismissed(owner: Client) -> None:
    task = make_task("LOST")

    assert press(owner, "dismiss", task) == "It is dismissed: nothing will come of it."

    task.refresh_from_db()
    assert task.status == "DISCARDED"
    assert "Failed: 0." in words(owner.get(PAGE))


def test_says_so_if_another_was_quicker(owner: Client) -> None:
    task = make_task("SUCCESSFUL")

    said = [
        words(owner.post(f"{PAGE}tasks/{task.pk}/{what}/", follow=True), "//ul[@class='messagelist']")
        for what in ("retry", "dismiss")
    ]

    assert said == ["It was no longer among the failed ones.", "It was no longer there to dismiss."]


def test_a_backup_is_asked_for_once(owner: Client) -> None:
    said = [press(owner, "back-up"), press(owner, "back-up")]

    assert said == [
        "A backup will be made as soon as the worker gets to it.",
        "A backup is waiting or being made already.",
    ]
    assert list(OxTask.objects.values_list("task_path", flat=True)) == [tasks.back_up.module_path]
    told = AuditEntry.objects.filter(action=Action.BACKED_UP).values_list("by__role", "about", "detail")
    assert list(told) == [("owner", "the site", "asked for")]


@pytest.mark.django_db(transaction=True)
def test_lists_the_backups_there_are(owner: Client, settings: Settings) -> None:
    none = words(owner.get(PAGE), "//section[2]")
    made = backup.make(settings.BACKUP_DIR, now=timezone.now())

    one = words(owner.get(PAGE), "//section[2]//tbody/tr/td[3]")

    assert none == f"Backups In {settings.BACKUP_DIR}, the newest first. There are none yet. Back up now"
    assert one == made.path.name


def test_says_what_runs_here_and_how_much_room_there_is(owner: Client, settings: Settings) -> None:
    answer = owner.get(PAGE)

    said = [words(answer, f"//dl/dd[{number}]") for number in (1, 2, 3)]
    assert said[0] == settings.RELEASE
    assert said[1].split(",")[0] in {"SQLite", "PostgreSQL"}
    assert said[2].endswith(f"B, at {settings.DATA_DIR}")


@pytest.mark.parametrize("count", COUNTS)
def test_costs_the_same_for_any_number_of_tasks(owner: Client, count: int) -> None:
    for status in ("READY", "RUNNING", "FAILED"):
        for _ in range(count):
            make_task(status)
    owner.get(PAGE)

    with CaptureQueriesContext(connection) as asked:
        owner.get(PAGE)

    # The site, the session, the user, the second factor; counts, unfinished, failed; PostgreSQL: its size.
    assert len(asked) == 7 + (connection.vendor == "postgresql")
