"""A query that PostgreSQL plans once answers as any other, and is asked plainly where no plan can be kept."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from blog.models import Post
from blog.models.planned import _kept
from blog.models.prepared import Rows, planned
from tests.factories import make_posts

pytestmark = pytest.mark.django_db

is_postgresql = connection.vendor == "postgresql"


@planned
def titled(posts: list[int], until: datetime) -> Rows:
    rows = Post.objects.published(until).filter(pk__in=posts).order_by("pk")
    return rows.values_list(Value("100 %"), "pk", "title", "published_at")


def rows_of(posts: list[Post]) -> list[tuple[object, ...]]:
    return [("100 %", post.pk, post.title, post.published_at) for post in posts]


def asked(posts: list[Post], now: datetime) -> tuple[list[tuple[object, ...]], list[str]]:
    """What is found, and what the database was asked."""
    with CaptureQueriesContext(connection) as queries:
        found = titled([post.pk for post in posts], now)
    return found, [query["sql"] for query in queries]


def test_finds_what_is_asked_for_each_time(now: datetime) -> None:
    first, second, third = posts = make_posts(3)

    assert titled([post.pk for post in posts], now) == rows_of(posts)
    assert titled([first.pk, third.pk], now - timedelta(days=2)) == rows_of([third])
    assert titled([second.pk, third.pk], now) == rows_of([second, third])
    assert titled([first.pk], now) == rows_of([first])
    assert titled([], now) == []


def test_a_plan_is_kept_for_a_connection(now: datetime) -> None:
    """SQLite, which plans in no time, is asked as ever."""
    posts = make_posts(3)
    forget()

    before, after = asked(posts, now), asked(posts[1:], now)

    assert (before[0], after[0]) == (rows_of(posts), rows_of(posts[1:]))
    verbs = [sql.split()[0] for _rows, sqls in (before, after) for sql in sqls]
    assert (verbs, plans()) == ((["EXECUTE"] * 2, [(2,)]) if is_postgresql else (["SELECT"] * 2, []))


def test_a_plan_outlives_the_transaction_it_was_made_in(now: datetime) -> None:
    posts = make_posts(2)
    forget()

    with transaction.atomic():
        before = asked(posts, now)[0]
        transaction.set_rollback(True)

    assert (before, asked(posts, now)[0]) == (rows_of(posts), rows_of(posts))


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_takes_the_place_of_another_has_plans_of_its_own(now: datetime) -> None:
    posts = make_posts(2)
    found = [asked(posts, now)[0]]
    connection.close()
    found.append(asked(posts, now)[0])

    assert found == [rows_of(posts)] * 2


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection(now: datetime) -> None:
    """What one has not committed the other does not find, whoever asked first."""
    posts = make_posts(2)
    found = []

    def ask() -> None:
        found.append(asked(posts, now)[0])
        connection.close()

    with transaction.atomic():
        Post.objects.filter(pk=posts[0].pk).delete()
        own = asked(posts, now)[0]
        thread = Thread(target=ask)
        thread.start()
        thread.join()
        transaction.set_rollback(True)

    assert (own, found) == (rows_of(posts[1:]), [rows_of(posts)])


def forget() -> None:
    _kept.clear()
    with connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute("DEALLOCATE ALL")


def plans() -> list[tuple[int]]:
    """How often each plan that the server keeps of these was used."""
    with connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute(
                "SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE %s", ["%100 %"]
            )
        return cursor.fetchall() if is_postgresql else []


def test_is_asked_plainly_behind_a_pooler_of_transactions(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    posts = make_posts(2)
    found, sqls = asked(posts, now)

    assert found == rows_of(posts)
    assert [sql.startswith("EXECUTE") for sql in sqls] == [False]
