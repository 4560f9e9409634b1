"""The worker keeps the clock: what is due appears, and is told, without a visitor."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django_ox.models import OxTask
from pytest_django import DjangoAssertNumQueries

from accounts.models import Action, AuditEntry
from blog import signals
from blog.models import Generation, Post, State
from blog.publishing.text import UNDO
from blog.tasks.worker import Worker, tick
from tests.factories import make_post

SECOND = timedelta(seconds=1)


@pytest.fixture
def told() -> Iterator[list[str]]:
    """The titles `post_published` was sent for."""
    titles: list[str] = []

    def listen(post: Post, **_: object) -> None:
        titles.append(post.title)

    signals.post_published.connect(listen, weak=False, dispatch_uid="told")
    yield titles
    signals.post_published.disconnect(dispatch_uid="told")


@pytest.mark.django_db(transaction=True)
def test_a_scheduled_essay_is_promoted_at_its_instant_and_told_of_once(
    now: datetime, told: list[str]
) -> None:
    at = now + timedelta(hours=1)
    post = make_post(title="Later", published_at=at, now=now)

    for moment in (at - SECOND, at, at + UNDO, at + UNDO + SECOND, at):  # the last: the clock was set back
        tick(moment)

    post.refresh_from_db()
    assert (post.state, told) == (State.PUBLISHED, ["Later"])
    assert AuditEntry.objects.filter(action=Action.PUBLISHED).count() == 1


@pytest.mark.django_db
def test_reads_one_row_where_nothing_is_due(
    now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_post(published_at=now + timedelta(hours=1), now=now)
    number = Generation.current().number

    with django_assert_num_queries(1):
        tick(now)

    assert Generation.current().number == number


@pytest.mark.django_db(transaction=True)
def test_looks_at_the_clock_whenever_it_looks_at_its_schedules(queued: None, now: datetime) -> None:
    post = make_post(published_at=now + SECOND, now=now)

    with time_machine.travel(now + SECOND):
        Worker(backend_alias="default").dispatch_schedules()

    post.refresh_from_db()
    assert post.state == State.PUBLISHED


@pytest.mark.django_db(transaction=True)
def test_has_cards_drawn_once_for_each_change_of_what_readers_see(queued: None, now: datetime) -> None:
    worker = Worker(backend_alias="default")

    def asked() -> list[str]:
        worker.dispatch_schedules()
        paths = OxTask.objects.filter(task_path__contains="cards").values_list("task_path", flat=True)
        return sorted(path.rpartition(".")[2] for path in paths)

    with time_machine.travel(now):
        began, still = asked(), asked()
        make_post()
        changed, quiet = asked(), asked()

    assert (began, still) == (["draw_cards"], ["draw_cards"])
    assert changed == quiet == ["draw_cards", "draw_new_cards"]
