"""Older entries of a feed stand on its next page (RFC 5005, 3), found by a key and never by counting."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import COUNTS, EXCHANGE, NOW, make_person, make_post, make_series
from tests.syndication.reading import FORMS, Feed, address, read

pytestmark = [
    pytest.mark.full,
    pytest.mark.django_db,
    pytest.mark.every_engine,
    pytest.mark.usefixtures("at_now"),
]

ORIGIN = "http://127.0.0.1:8000"
KINDS = ("/", "/tags/ai/", "/series/the-shoebox/", "/excerpts/", "/people/mei-tan/", "/sources/letters/")
DAY = timedelta(days=1)


def exchange(number: int) -> str:
    return f"Q: Question {number}?\n\nMei Tan: Answer.\n\nSource: [Letters](https://letters.example/)"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.syndication.feeds.NEWEST", 2)


@pytest.fixture
def five() -> None:
    """Two essays of one instant, and three of another: a page ends between two of the same."""
    mei, posts = make_person("Mei Tan"), []
    for number in range(5):
        at = NOW - DAY * (1 if number < 2 else 2)
        told: dict[str, Any] = {"exchanges": [exchange(number)], "tags": ["ai"], "authors": [mei]}
        posts.append(make_post(f"Essay {number}", published_at=at, **told))
    make_series("The shoebox", parts=posts)


def pages(client: Client, path: str) -> list[Feed]:
    """The feed at `path` and every page it leads on to."""
    found = [read(client.get(path))]
    while found[-1].older:
        assert len(found) < 10
        found.append(read(client.get(found[-1].older.removeprefix(ORIGIN))))
    return found


@pytest.mark.parametrize("under", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_the_pages_together_hold_every_entry_once_newest_first(
    client: Client, five: None, form: str, under: str
) -> None:
    found = pages(client, address(form, under))

    entries = [entry for page in found for entry in page.entries]
    expected = 10 if under.startswith("/people/") else 5
    assert [len(page.entries) for page in found] == [2] * (expected // 2) + [1] * (expected % 2)
    assert len({entry.id for entry in entries}) == expected
    times = [entry.published for entry in entries]
    assert times == sorted(times, reverse=True)


def test_in_atom_and_rss_an_older_page_leads_back_to_the_first_and_is_the_same_feed(
    client: Client, five: None
) -> None:
    for form in ("atom", "rss"):
        first = read(client.get(address(form)))
        path = first.older.removeprefix(ORIGIN)
        older = client.get(path)

        assert f'href="{ORIGIN}{address(form)}" rel="first"' in older.content.decode()
        assert read(older).self_url == f"{ORIGIN}{path}"
        assert 'rel="first"' not in client.get(address(form)).content.decode()

    ids = [
        client.get(path).content.decode().partition("<entry>")[0].split("<id>")[1].split("</id>")[0]
        for path in ("/atom.xml", read(client.get("/atom.xml")).older.removeprefix(ORIGIN))
    ]
    assert ids[0] == ids[1]


def test_a_json_feed_is_named_by_its_first_page(client: Client, five: None) -> None:
    first, second, _third = pages(client, "/feed.json")

    assert first.self_url == second.self_url == f"{ORIGIN}/feed.json"


@pytest.mark.parametrize("form", FORMS)
def test_a_short_feed_has_one_page(client: Client, form: str) -> None:
    make_post(exchanges=[EXCHANGE])

    assert read(client.get(address(form))).older == ""
    assert "next" not in client.get(address(form)).content.decode().partition("<item>")[0]


@pytest.mark.parametrize(
    "key", ["yesterday", "20260301T120000000000-", "20260301T120000000000-x", "٢٠٢٦0301T120000000000-1", "-1"]
)
@pytest.mark.parametrize("under", ["/", "/excerpts/", "/people/mei-tan/"])
def test_no_key_of_ours_no_page(client: Client, key: str, under: str) -> None:
    make_post(exchanges=[exchange(1)])

    assert client.get(f"{under}atom.xml", {"before": key}).status_code == 404


def test_what_is_not_announced_is_on_no_page(client: Client, five: None) -> None:
    make_post(
        "Canary", state="withdrawn", published_at=NOW - 3 * DAY, exchanges=["Q: Canary?\n\nMei Tan: No."]
    )

    for under in KINDS:
        told = [entry.title for page in pages(client, f"{under}feed.json") for entry in page.entries]
        assert [title for title in told if "Canary" in title] == []


@pytest.mark.parametrize("count", COUNTS)
def test_an_older_page_costs_what_the_first_does(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count + 2):
        make_post(tags=["ai"], exchanges=[exchange(number)], published_at=NOW - DAY * (number + 1))
    older = read(client.get("/feed.json")).older.removeprefix(ORIGIN)

    with django_assert_num_queries(8):
        client.get(older)
