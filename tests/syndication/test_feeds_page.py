"""The page that says what the feeds are."""

from datetime import timedelta

import pytest
from django.test import Client
from lxml import html

from tests.factories import EXCHANGE, NOW, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def named(client: Client) -> dict[str, list[str]]:
    """Each feed on the page, with its addresses."""
    page = html.fromstring(client.get("/feeds/").content)
    return {group.findtext("dt") or "": group.xpath("dd/a/@href") for group in page.xpath("//dl/div")}


def test_of_an_empty_site_names_the_essays_feed(client: Client) -> None:
    assert named(client) == {"Essays": ["/atom.xml", "/rss.xml", "/feed.json"]}


def test_names_what_there_is_with_a_tag_of_the_newest_essay_for_example(client: Client) -> None:
    make_post(tags=["archives"], exchanges=[EXCHANGE], published_at=NOW - timedelta(days=3))
    make_post(tags=["c++", "ai"], published_at=NOW - timedelta(days=2))
    make_post(published_at=NOW - timedelta(days=1))
    make_post(tags=["hidden"], state="draft")

    assert named(client) == {
        "Essays": ["/atom.xml", "/rss.xml", "/feed.json"],
        "Excerpts": ["/excerpts/atom.xml", "/excerpts/rss.xml", "/excerpts/feed.json"],
        "One tag": [
            "/tags/",
            "/tags/c-plus-plus/atom.xml",
            "/tags/c-plus-plus/rss.xml",
            "/tags/c-plus-plus/feed.json",
        ],
    }


def test_every_feed_it_names_is_there(client: Client) -> None:
    make_post(tags=["archives"], exchanges=[EXCHANGE])

    addresses = [address for group in named(client).values() for address in group]

    assert [client.get(address).status_code for address in addresses] == [200] * 10
