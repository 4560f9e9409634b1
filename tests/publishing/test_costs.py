"""What a verb asks of the database: each of its questions takes half a millisecond of a writer's time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog import caching
from blog.models import SearchDocument, SearchWord
from blog.publishing import posts, release
from blog.publishing.previewing import as_if_shown
from blog.publishing.text import Box, PostText, Refused
from blog.transfer.document import Document
from blog.transfer.ingest import ingest
from tests.factories import make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

EXCHANGE = "Q: And then?\n\nMei Tan: {}\n\nSource: Almanac"


def asked(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as made:
        act()
    return [query["sql"] for query in made]


def test_writing_costs_the_same_for_any_number_of_exchanges_that_stay(now: datetime) -> None:
    for count in (1, 3):
        post = make_post(state="draft", exchanges=[EXCHANGE.format(number) for number in range(count)])
        text = replace(posts.text_of(post), body="It is repeated in a room.")

        assert len(asked(partial(posts.save, post, text, by=None, now=now))) == 27


def test_a_new_essay_costs_less_than_one_that_was_there(now: datetime) -> None:
    make_post()
    text = PostText(title="Said", body="It was said in a small room.")

    assert len(asked(lambda: posts.save(None, text, by=None, now=now))) == 21


def test_a_new_exchange_costs_fifteen_more(now: datetime) -> None:
    make_post(exchanges=[EXCHANGE.format("It is.")])  # its words, its speaker and its source are known now
    text = PostText(title="Said", body="It was said.", boxes=(Box(EXCHANGE.format("It was.")),))

    assert len(asked(lambda: posts.save(None, text, by=None, now=now))) == 21 + 15


def test_publishing_costs_twenty_six(now: datetime) -> None:
    post = make_post(state="draft")

    assert len(asked(lambda: release.publish(post, by=None, now=now))) == 26


def test_a_verb_within_another_begins_nothing_of_its_own(now: datetime) -> None:
    make_post()
    queries = asked(lambda: ingest(Document(title="From a file", body="Words."), publish=True, now=now))

    assert sum(query.startswith("SAVEPOINT") for query in queries) == 1
    assert sum('FROM "blog_generation"' in query for query in queries) == 1


def test_what_fails_within_a_verb_fails_the_whole(now: datetime) -> None:
    bad: dict[str, Any] = {"title": "Scheduled", "state": "published", "body": "[[qa: nowhere]]"}

    with pytest.raises(Refused):
        ingest(Document(authors=("Mei Tan",), **bad), publish=True, now=now)

    assert not SearchDocument.objects.exists()


def test_a_preview_makes_nothing_findable(now: datetime) -> None:
    post, editor = make_post(state="draft"), make_user("editor")
    words = SearchWord.objects.count()

    def look() -> None:
        with as_if_shown(post, by=editor, now=now):
            assert SearchWord.objects.count() == words

    assert not [query for query in asked(look) if "blog_searchdocument" in query]


def test_when_pages_change_next_is_found_without_looking_through_all_essays(now: datetime) -> None:
    (query,) = asked(lambda: caching.next_instant(now))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        plan = [step for _id, _parent, _unused, step in cursor.fetchall()]

    assert [step for step in plan if "blog_post" in step] == [
        "SEARCH blog_post USING INDEX post_by_state (state=?)",
        "SEARCH blog_post USING INDEX post_untold (announced_at>?)",
    ]
