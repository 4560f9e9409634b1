"""The feeds of a person and of a source: what they said and wrote, what is quoted from it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from blog.models import Person
from blog.publishing import library
from tests.factories import COUNTS, EXCHANGE, NOW, make_person, make_post
from tests.syndication.reading import FORMS, Feed, address, read

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("at_now")]

DAY = timedelta(days=1)


def exchange(number: int, name: str = "Mei Tan") -> str:
    return f"Q: Question {number}?\n\n{name}: Answer.\n\nSource: [Letters](https://letters.example/)"


def feed(client: Client, under: str, form: str = "json") -> Feed:
    return read(client.get(address(form, under)))


@pytest.mark.parametrize("form", FORMS)
def test_a_persons_feed_is_what_they_said_and_wrote_newest_first(client: Client, form: str) -> None:
    mei = make_person("Mei Tan")
    make_post("By others", exchanges=[exchange(1)], published_at=NOW - 3 * DAY)
    make_post("Her own", authors=[mei], published_at=NOW - 2 * DAY)
    make_post("Not her", exchanges=[exchange(2, "Jonas Weld")], published_at=NOW - DAY)

    found = feed(client, "/people/mei-tan/", form)

    assert [entry.title for entry in found.entries] == ["Her own", "Question 1?"]
    assert (found.title, found.url) == ("Rejoinder: Mei Tan", "http://127.0.0.1:8000/people/mei-tan/")


@pytest.mark.parametrize("form", FORMS)
def test_a_sources_feed_is_what_is_quoted_from_it(client: Client, form: str) -> None:
    make_post(exchanges=[exchange(1), EXCHANGE], published_at=NOW - 2 * DAY)
    make_post(exchanges=[exchange(2)], published_at=NOW - DAY)

    found = feed(client, "/sources/letters/", form)

    assert [entry.title for entry in found.entries] == ["Question 2?", "Question 1?"]
    assert (found.title, found.url) == ("Rejoinder: Letters", "http://127.0.0.1:8000/sources/letters/")


def test_neither_tells_of_what_was_not_announced(client: Client) -> None:
    make_post(exchanges=[exchange(1)], published_at=NOW - DAY)
    for number, state in enumerate(("draft", "scheduled", "withdrawn"), 2):
        make_post(exchanges=[exchange(number)], state=state, authors=[Person.objects.get()])
    make_post(exchanges=[exchange(5)], published_at=NOW)

    for under in ("/people/mei-tan/", "/sources/letters/"):
        assert [entry.title for entry in feed(client, under).entries] == ["Question 1?"], under


@pytest.mark.parametrize("form", FORMS)
def test_a_hidden_person_has_no_feed(client: Client, form: str) -> None:
    make_post(exchanges=[exchange(1)])
    person = Person.objects.get()
    person.hidden = True
    library.save(person, now=datetime(2026, 3, 1, tzinfo=UTC))

    assert client.get(address(form, "/people/mei-tan/")).status_code == 404


def test_their_pages_lead_to_them(client: Client) -> None:
    make_post(exchanges=[exchange(1)])

    for under in ("/people/mei-tan/", "/sources/letters/"):
        page = client.get(under).content.decode()
        assert page.count(f'href="{under}atom.xml"') == 2, under


@pytest.mark.parametrize("count", COUNTS)
def test_costs_the_same_for_any_number(client: Client, count: int, django_assert_num_queries: Any) -> None:
    mei = make_person("Mei Tan")
    for number in range(count):
        make_post(exchanges=[exchange(number)], authors=[mei], published_at=NOW - number * DAY - DAY)
    client.get("/people/mei-tan/feed.json")  # the first request turns what is due

    with django_assert_num_queries(17):
        client.get("/people/mei-tan/feed.json")
    with django_assert_num_queries(7):
        client.get("/sources/letters/feed.json")
