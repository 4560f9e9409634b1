"""The cast and the clock of every test, and the promise that no test is quietly left out."""

import gc
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from pytest_django.fixtures import Settings

from blog import catalogues, memo
from blog.media import cards
from blog.views import frame
from config import settings as ours

pytest_plugins = ["tests.nothing_skipped", "tests.on_database", "tests.examples", "tests.faults.sites"]


def pytest_configure(config: pytest.Config) -> None:
    """Tests speak the languages the site does. What one process has compiled serves those it starts."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_changed()


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: to look it through again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def now() -> datetime:
    """The instant a test happens at: aware, UTC. Pass it on; nothing reads the clock twice."""
    return datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def at_now(now: datetime) -> Iterator[None]:
    """The clock stands still at `now`, for what reads it at the door."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def low_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sitemap in one piece: PostgreSQL gives no number twice, so after many tests a few rows lie far up."""
    monkeypatch.setattr("blog.syndication.sitemaps.SHARD", 1_000_000)


@pytest.fixture(autouse=True)
def _no_cards_are_left() -> Iterator[None]:
    """What one test has drawn stands on no page of another."""
    yield
    shutil.rmtree(cards.folder(), ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_frame_is_left() -> Iterator[None]:
    """The generations of every test begin with the same number, and its templates may be others."""
    yield
    frame.forget()
    memo.forget()


@pytest.fixture
def queued(settings: Settings) -> None:
    """Tasks wait for a worker, as they do outside tests."""
    settings.TASKS = ours.TASKS
