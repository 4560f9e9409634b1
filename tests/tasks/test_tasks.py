"""Each task does its work once, and none a second time."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone
from django_ox.models import OxTask
from django_ox.testing import run_tasks
from pytest_django.fixtures import Settings

from blog import backup, tasks
from blog.models import Generation, Page, Post
from blog.rendering import RENDERER_VERSION
from tests.factories import make_page, make_post, make_user


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.BACKUP_DIR = tmp_path
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_the_day_has_one_backup(folder: Path) -> None:
    tasks.back_up_daily.call()
    tasks.back_up_daily.call()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tasks.back_up_daily.call()

    assert [one.is_daily for one in backup.existing(folder)] == [True, True]


@pytest.mark.django_db(transaction=True)
def test_a_backup_from_a_clock_that_was_ahead_holds_up_none(folder: Path, settings: Settings) -> None:
    settings.BACKUPS_KEPT = 1
    with time_machine.travel(timezone.now() + timedelta(days=3000)):
        tasks.back_up_daily.call()
    tasks.back_up_daily.call()
    tasks.back_up_daily.call()

    assert [one.is_daily for one in backup.existing(folder)] == [True, True]


@pytest.mark.django_db
def test_no_daily_backup_where_none_are_kept(folder: Path, settings: Settings) -> None:
    settings.BACKUPS_KEPT = 0

    tasks.back_up_daily.call()

    assert backup.existing(folder) == []


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_was_wished_for_is_not_a_daily_one(folder: Path) -> None:
    tasks.back_up.call()

    assert [one.is_daily for one in backup.existing(folder)] == [False]


@pytest.mark.django_db
def test_tidying_removes_what_is_over_and_nothing_else(queued: None) -> None:
    now = timezone.now()
    user = make_user()
    for name, days in (("old", 15), ("new", -1)):
        Session.objects.create(session_key=name, session_data="", expire_date=now - timedelta(days=days))
    for name in ("old", "new", "gone"):
        seen = now - timedelta(days=2)
        UserSession.objects.create(session_key=name, user=user, ip="::1", last_seen_at=seen)
    for status, days in (("SUCCESSFUL", 8), ("SUCCESSFUL", 6), ("FAILED", 8), ("FAILED", 91), ("READY", 99)):
        at = now - timedelta(days=days)
        OxTask.objects.create(status=status, task_path="x", enqueued_at=at, finished_at=at)

    tasks.tidy.call()

    assert list(Session.objects.values_list("pk", flat=True)) == ["new"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["new"]
    left = OxTask.objects.order_by("enqueued_at").values_list("status", flat=True)
    assert list(left) == ["READY", "FAILED", "SUCCESSFUL"]


def age(model: type[Model]) -> None:
    """As another release had rendered all of them."""
    model._default_manager.update(renderer_version=0, plain_text="as it was")


def rendered(model: type[Model]) -> set[tuple[int, bool]]:
    rows = model._default_manager.values_list("renderer_version", "plain_text")
    return {(version, text == "as it was") for version, text in rows}


@pytest.mark.django_db
def test_an_upgrade_renders_everything_anew_some_at_a_time(
    queued: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SLICE", 2)
    for _ in range(5):
        make_post()
    make_page()
    age(Post)
    age(Page)
    before = Generation.current().number

    call_command("prepare")
    call_command("prepare")  # restarted before the worker has begun
    runs = run_tasks(raise_failures=True)

    assert rendered(Post) == rendered(Page) == {(RENDERER_VERSION, False)}
    assert [(run.args[0], run.args[1:] != []) for run in runs] == [
        ("post", False),
        ("page", False),
        ("post", True),
        ("page", True),
        ("post", True),
        ("post", True),
    ]
    assert Generation.current().number > before


@pytest.mark.django_db
def test_what_cannot_be_rendered_is_passed_by(queued: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_post()
    age(Post)
    monkeypatch.setattr(tasks, "RERENDER", {Post: lambda _post: None})

    tasks.rerender_outdated()

    assert len(run_tasks(raise_failures=True)) == 2
    assert rendered(Post) == {(0, True)}


@pytest.mark.django_db
def test_an_up_to_date_site_asks_for_nothing(queued: None) -> None:
    make_post()

    tasks.rerender_outdated()

    assert not OxTask.objects.exists()
