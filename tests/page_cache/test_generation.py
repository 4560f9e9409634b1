"""The count of changes, as the page cache reads it beside Django."""

import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection, transaction

from blog import caching
from blog.models import Generation
from blog.page_cache.generation import Reader, reader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def read() -> Iterator[Reader]:
    read = reader(connection.settings_dict)
    yield read
    read.close()


def test_before_the_first_save_it_is_nought(read: Reader) -> None:
    Generation.objects.all().delete()

    assert read() == 0


def test_it_is_new_from_the_commit_on(read: Reader, now: datetime) -> None:
    with transaction.atomic():
        caching.next_generation(now)
    before = Generation.current().number
    assert read() == before

    with transaction.atomic():
        caching.next_generation(now)
        unseen = read()

    assert (unseen, read()) == (before, before + 1)


def test_a_connection_that_was_lost_is_replaced(read: Reader, now: datetime) -> None:
    with transaction.atomic():
        caching.next_generation(now)
    number = read()
    for lost in read._every.values():
        lost.close()
    with transaction.atomic():
        caching.next_generation(now)  # SQLite is asked again after a commit only

    assert [read(), read()][-1] == (number or 0) + 1 == Generation.current().number


def test_each_thread_has_a_connection_of_its_own(read: Reader, now: datetime) -> None:
    with transaction.atomic():
        caching.next_generation(now)
    found: list[int | None] = []
    threads = [threading.Thread(target=lambda: found.extend(read() for _ in range(50))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [Generation.current().number] * 200


def test_a_thread_that_ended_leaves_no_connection_behind(read: Reader) -> None:
    for _thread in range(3):
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()

    assert read() == Generation.current().number
    assert len(read._every) == 1


def test_behind_a_pooler_of_transactions_nothing_is_left_with_a_connection(
    monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    with transaction.atomic():
        caching.next_generation(now)
    read = reader(connection.settings_dict)

    assert [read(), read()] == [Generation.current().number] * 2
    if connection.vendor == "postgresql":
        (own,) = read._every.values()
        assert own.execute("SELECT name FROM pg_prepared_statements").fetchall() == []
    read.close()
