"""The desk's first page: it tells an owner, and nobody else, when the site was last safe."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django_ox.models import OxTask
from pytest_django.fixtures import Settings

from blog import backup
from blog.backup.archive import Writer
from blog.backup.manifest import Manifest
from blog.models import SiteIdentity
from blog.publishing import library
from tests.admin.page import signed_in, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.BACKUP_DIR = tmp_path
    return tmp_path


def leave(folder: Path, at: datetime) -> Path:
    """A file as `backup.make` leaves it."""
    path = folder / f"rejoinder-{at:%Y%m%dT%H%M%SZ}-daily.backup"
    with path.open("wb") as file:
        Writer(file, Manifest("0.1", "sqlite", at.isoformat(), "", ())).finish()
    return path


def first_page(role: str = "owner") -> str:
    return text(signed_in(role).get("/admin/"))


def test_says_when_the_last_good_backup_was(folder: Path, now: datetime) -> None:
    path = leave(folder, now - timedelta(days=2))
    path.write_bytes(bytes(5000) + path.read_bytes())

    size = f"{path.stat().st_size / 1024:.1f}"
    assert f"Last good backup: 27 Feb 2026, 12:00, {size} KB." in first_page()


@pytest.mark.parametrize(("age", "warns"), [(timedelta(days=2), False), (timedelta(days=2, seconds=1), True)])
def test_warns_when_it_is_old(folder: Path, now: datetime, age: timedelta, warns: bool) -> None:
    leave(folder, now - age)

    assert ("That is too long ago. Make one under System, or with manage.py backup." in first_page()) == warns


def test_says_that_nobody_can_be_told_of_a_misquote(now: datetime) -> None:
    said = "Readers cannot report a misquote: the site has no contact address. Add one"
    assert said in first_page()

    library.save(SiteIdentity(pk=1, contact="maren@quill.example"), now=now)

    assert said not in first_page()


def test_warns_when_the_only_one_is_from_a_clock_that_was_ahead(folder: Path, now: datetime) -> None:
    leave(folder, now + timedelta(days=3000))

    assert "There is no good backup of this site." in first_page()


def test_warns_when_there_is_none() -> None:
    said = "There is no good backup of this site. Make one under System, or with manage.py backup."

    assert said in first_page()


def test_does_not_believe_one_that_was_cut(folder: Path, now: datetime) -> None:
    path = leave(folder, now)
    path.write_bytes(path.read_bytes()[:-9])

    assert backup.last_good(folder) is None
    assert "There is no good backup of this site." in first_page()


def test_says_how_the_worker_is_and_whether_anything_failed(now: datetime) -> None:
    assert "Background work: No worker has run on this machine yet." in first_page()
    assert "failed" not in first_page()

    for status in ("FAILED", "LOST", "SUCCESSFUL"):
        OxTask.objects.create(status=status, task_path="x", enqueued_at=now)

    assert "2 tasks have failed. System" in first_page()


@pytest.mark.parametrize("role", ["author", "editor"])
def test_tells_nobody_else(role: str) -> None:
    assert "backup" not in first_page(role)
    assert "Background work" not in first_page(role)
