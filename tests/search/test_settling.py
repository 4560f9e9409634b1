"""An index that has taken many changes is put in order by night, and answers the same."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from blog import search
from blog.search import engines
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def test_an_index_that_is_settled_says_the_same(now: datetime) -> None:
    for number in range(6):
        make_post(f"River {number}")
    query = search.parse("river")
    before = search.find(query, now=now, zone=UTC).counted

    search.settle()

    assert engines.current().is_sound()
    assert search.find(query, now=now, zone=UTC).counted == before
    assert len(before) == 6


@pytest.mark.one_engine
def test_a_settled_index_is_of_one_part() -> None:
    """On SQLite each write of a document leaves another part, and a word is looked up in all."""
    for number in range(6):
        make_post(f"River {number}")
    assert parts_of_the_index() > 1

    search.settle()

    assert parts_of_the_index() == 1


def parts_of_the_index() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM search_index_idx")
        return int(cursor.fetchone()[0])
