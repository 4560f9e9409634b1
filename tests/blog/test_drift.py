"""Readers are led to an archived copy where the original is lost, and are told so; never its new words."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html

from blog.evidence.drift import Seen, judge_failure
from blog.models import Post, Source
from blog.publishing import watching
from tests.factories import NOW, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

URL, COPY = "https://radio.example/talk", "https://archive.example/20240214000000/talk"
SAID = "We lost forty boxes."
DEAD, CHANGED = judge_failure("status", 404), Seen("changed", gone=frozenset({SAID}))
SINCE = NOW - timedelta(days=2)


def essay(seen: Seen, copies: list[str], said: str = SAID) -> Post:
    post = make_post(exchanges=[f"Q: What burned?\n\nAda Reed: {said}\n\nSource: [Talk]({URL})"])
    Source.objects.update(archive_urls=copies)
    for days in (0, 1):
        watching.record(Source.objects.get(), seen, now=SINCE + timedelta(days=days))
    return post


def told(client: Client, address: str) -> tuple[dict[str, str], list[str]]:
    """The link of the source line, and what stands beside it besides the check and links."""
    page = html.fromstring(client.get(address).content.decode())
    (link,) = page.xpath('//p[@class="source sm"]//a')
    spans = page.xpath('//div[@class="act sm"]/span[@class="drift"]')
    return dict(link.attrib), [" ".join(span.text_content().split()) for span in spans]


ORIGINAL = {"class": "u-url", "href": URL}
ARCHIVED = {"class": "u-url", "href": COPY, "data-originalurl": URL, "data-versiondate": "2024-02-14"}
OFFLINE = "original has been offline since 27 February 2026"
GONE = "At the source these words no longer stand as quoted, seen on 27 February 2026."


@pytest.mark.parametrize(
    ("seen", "copies", "link", "said"),
    [
        (DEAD, [COPY], ARCHIVED, [f"Archived copy; the {OFFLINE}"]),
        (DEAD, [], ORIGINAL, [f"The {OFFLINE}"]),
        (DEAD, ["ftp://old.example/"], ORIGINAL, [f"The {OFFLINE}"]),
        (CHANGED, [COPY], ARCHIVED, [f"Archived copy. {GONE}"]),
        (CHANGED, [], ORIGINAL, [GONE]),
        (Seen("moved", address="https://radio.example/new"), [], ORIGINAL, []),
        (Seen("alive"), [], ORIGINAL, []),
    ],
)
def test_a_lost_original_is_told_and_a_copy_comes_first(
    client: Client, seen: Seen, copies: list[str], link: dict[str, str], said: list[str]
) -> None:
    post = essay(seen, copies)

    for row in (post, post.excerpts.get()):
        assert told(client, row.get_absolute_url()) == (link, said)


def test_of_words_that_still_stand_there_nothing_is_said(client: Client) -> None:
    post = essay(CHANGED, [], said="Nothing else burned.")

    assert told(client, post.get_absolute_url()) == (ORIGINAL, [])


def test_a_feed_tells_it_too(client: Client) -> None:
    essay(DEAD, [COPY])

    feed: Any = client.get("/atom.xml").content.decode()
    assert (f"the {OFFLINE}" in feed, COPY in feed) == (True, True)


def test_and_the_file_of_an_exchange(client: Client) -> None:
    excerpt = essay(DEAD, [COPY]).excerpts.get()

    source = client.get(f"/excerpts/{excerpt.slug}.json").json()["source"]
    assert (source["copies"], source["drift"]) == ([COPY], {"found": "dead", "since": SINCE.isoformat()})


def test_the_page_of_the_source_says_since_when(client: Client) -> None:
    essay(DEAD, [])

    page = html.fromstring(client.get(Source.objects.get().get_absolute_url()).content.decode())
    assert "radio.example/talk — offline since 27 February 2026" in " ".join(page.text_content().split())
