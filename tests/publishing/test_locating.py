"""The link that leads to the very place at the source, kept with the excerpt and shown where it is sure."""

from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from lxml import html

from blog.models import Excerpt, Source
from blog.models.source_order import place_order
from blog.publishing import library
from tests.factories import NOW, make_post, make_snapshot
from tests.search.test_indexing import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

PAGE, FILM = "https://ledger.example/12", "https://www.youtube.com/watch?v=abc"
TEXT = "Host: What burned?\n\nAda Reed: Not the letters. Ask me in May. We lost forty boxes. Ask me in May."


def quoted(answer: str, url: str = PAGE, *, at: str = "", text: str = TEXT, **kept: Any) -> Excerpt:
    heads = [f"{name}{f' [{at}]' if at else ''}" for name in ("Host", "Ada Reed")]
    box = f"{heads[0]}: What burned?\n\n{heads[1]}: {answer}\n\nSource: [The Ledger Hour]({url})"
    excerpt = make_post("T", exchanges=[box]).excerpts.get()
    if text:
        make_snapshot(Source.objects.get(), text, **kept)
    excerpt.refresh_from_db()
    return excerpt


def place(excerpt: Excerpt) -> tuple[str, str]:
    return excerpt.place_url, excerpt.place_at


def test_words_on_a_page_are_named_themselves() -> None:
    assert place(quoted("We lost forty boxes.")) == (f"{PAGE}#:~:text=We%20lost%20forty%20boxes.", "")


def test_words_that_stand_twice_are_named_with_what_stands_before_them_once_a_place_is_chosen() -> None:
    excerpt = quoted("Not the letters. Ask me in May.")

    assert place(excerpt) == (f"{PAGE}#:~:text=Not%20the%20letters.%20Ask%20me%20in%20May.", "")


def test_words_that_are_not_the_sources_lead_to_the_question_that_is() -> None:
    assert place(quoted("We lost four boxes.")) == (f"{PAGE}#:~:text=What%20burned%3F", "")


def test_nothing_is_named_where_nothing_is_kept() -> None:
    assert place(quoted("We lost forty boxes.", text="")) == ("", "")


def test_a_time_in_a_recording_needs_no_copy() -> None:
    assert place(quoted("So.", FILM, at="41:07", text="")) == (f"{FILM}&t=2467s", "41:07")


def test_the_time_may_come_from_the_captions() -> None:
    start = TEXT.index("We lost")

    excerpt = quoted("We lost forty boxes.", FILM, marks=[[0, "time", 0], [start - 5, "time", 3725.4]])

    assert place(excerpt) == (f"{FILM}&t=3725s", "1:02:05")


def test_a_page_of_a_pdf_comes_from_its_pages() -> None:
    start = TEXT.index("We lost")

    excerpt = quoted(
        "We lost forty boxes.", "https://ledger.example/a.pdf", marks=[[0, "page", 1], [start, "page", 2]]
    )

    assert place(excerpt) == ("https://ledger.example/a.pdf#page=2", "2")


def test_the_link_follows_the_sources_address() -> None:
    excerpt = quoted("We lost forty boxes.")
    source = Source.objects.get()
    source.url = "https://moved.example/12"

    library.save(source, now=NOW)

    excerpt.refresh_from_db()
    assert excerpt.place_url == "https://moved.example/12#:~:text=We%20lost%20forty%20boxes."


def test_readers_are_led_there(client: Client) -> None:
    words = quoted("We lost forty boxes.")
    page = html.fromstring(client.get(words.get_absolute_url()).content.decode())
    assert page.xpath('//p[@class="source sm"]//a/@href') == [words.place_url]

    Excerpt.objects.update(place_url=f"{FILM}&t=2467s", place_at="41:07")
    library.save(Source.objects.get(), now=NOW)
    page = html.fromstring(client.get(words.get_absolute_url()).content.decode())
    moment = page.xpath('//div[@class="act sm"]//a[text()="From 41:07"]/@href')
    assert (page.xpath('//p[@class="source sm"]//a/@href'), moment) == ([PAGE], [f"{FILM}&t=2467s"])


@pytest.mark.parametrize("seed", [7, *(pytest.param(n, marks=pytest.mark.full) for n in range(8, 11))])
def test_what_sorts_those_of_a_source_follows_whatever_is_done(seed: int, now: datetime) -> None:
    desk, sorted_by = Desk(seed, now), set[str]()
    quoted("We lost forty boxes.")
    make_post(exchanges=[f"[41:07] Host: When?\n\n[41:12] Ada Reed: Then.\n\nSource: [Film]({FILM})"])

    for _act in range(30):
        desk.act()
        stored = {row.pk: row.place_order for row in Excerpt.objects.all()}
        assert stored == {row.pk: place_order(row.turn_list) for row in Excerpt.objects.with_turns()}
        sorted_by |= {order[0] for order in stored.values()}

    assert sorted_by == {"a", "b", "c"}


def test_an_update_sorts_what_was_there(now: datetime) -> None:
    """As `place_order` does: words that were found, times, and neither."""
    for time, answer in (("", "Not the letters."), ("[1:02:03] ", "Never said."), ("", "Nor this.")):
        make_post(exchanges=[f"{time}Host: Well?\n\n{time}Ada Reed: {answer}\n\nSource: [Hour]({PAGE})"])
    make_snapshot(Source.objects.get(), TEXT)
    kept = {row.pk: row.place_order for row in Excerpt.objects.all()}
    Excerpt.objects.update(place_order="c")

    import_module("blog.migrations.0030_order_of_a_source").sort(apps, None)

    assert {row.pk: row.place_order for row in Excerpt.objects.all()} == kept
    assert sorted(kept.values()) == [f"a{TEXT.index('Not the letters.'):010}", "b0001:02:03", "c"]
