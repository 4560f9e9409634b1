"""What programs that read feeds rely on: conditional requests, honest times, and the rules of RSS."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from lxml import etree, html
from pytest_django import Settings

from blog.media import cards
from blog.models import Excerpt, Post, SiteIdentity
from blog.publishing import posts
from blog.syndication.sharing import excerpt_card, post_card
from tests.factories import EXCHANGE, NOW, make_event, make_person, make_post
from tests.media.images import make_image
from tests.syndication.reading import FORMS, address, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

DAY = timedelta(days=1)
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.mark.parametrize("form", FORMS)
def test_who_asks_whether_it_changed_gets_no_body_twice(client: Client, form: str) -> None:
    make_post()
    client.get(address(form))  # the first request turns what is due
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        first = client.get(address(form))
        since = client.get(address(form), headers={"If-Modified-Since": first.headers["Last-Modified"]})
        head = client.head(address(form))

    assert parsedate_to_datetime(first.headers["Last-Modified"]) == NOW
    assert (since.status_code, since.content) == (304, b"")
    assert (head.status_code, head.content) == (200, b"")
    assert {head.headers[name] for name in ("ETag", "Content-Type", "Last-Modified")} == {
        first.headers[name] for name in ("ETag", "Content-Type", "Last-Modified")
    }


def test_a_copy_of_this_very_second_is_not_taken_for_the_last(client: Client) -> None:
    make_post(published_at=NOW - DAY, now=NOW)

    assert "Last-Modified" not in client.get("/atom.xml").headers


@pytest.mark.parametrize("form", FORMS)
def test_a_slip_of_the_pen_is_mended_without_telling_and_a_correction_is_told(
    client: Client, form: str
) -> None:
    post = make_post(title="Thrity years", published_at=NOW - 2 * DAY)

    text = replace(posts.text_of(post), title="Thirty years")
    posts.update(post, text, by=None, now=NOW - DAY, minor=True)
    [mended] = read(client.get(address(form))).entries
    make_event(post)
    [corrected] = read(client.get(address(form))).entries

    assert (mended.title, mended.updated) == ("Thirty years", NOW - 2 * DAY)
    assert corrected.updated == NOW


def thumbnails(client: Client, path: str) -> list[str]:
    return list(etree.fromstring(client.get(path).content).xpath("//*[local-name()='thumbnail']/@url"))


def test_lists_of_entries_show_the_cover_or_the_card(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    image = make_image("cover.png")
    make_post("Covered", cover=image.key, published_at=NOW - DAY)
    post = make_post("Thirty years", slug="thirty-years", exchanges=[EXCHANGE], published_at=NOW - 2 * DAY)
    site, excerpt = SiteIdentity.current(), Excerpt.objects.with_turns().get()
    drawn = [post_card(Post.objects.for_page().get(pk=post.pk), site), excerpt_card(excerpt, site)]
    for card in drawn:
        cards.keep(card)

    origin = "http://127.0.0.1:8000"
    essays = [f"{origin}{image.get_absolute_url()}", f"{origin}/posts/thirty-years.{drawn[0].digest}.png"]
    exchange = f"{origin}/excerpts/{excerpt.slug}.{drawn[1].digest}.png"
    for form in ("atom", "rss"):
        thumbnails = "//*[local-name()='thumbnail']/@url"
        assert etree.fromstring(client.get(address(form)).content).xpath(thumbnails) == essays
        assert etree.fromstring(client.get(address(form, "/excerpts/")).content).xpath(thumbnails) == [
            exchange
        ]
    assert [item["image"] for item in client.get("/feed.json").json()["items"]] == essays


def absolute_links_only(channel: etree._Element) -> bool:
    texts = [text or "x" for text in channel.xpath("item/description/text()")]
    texts += [element.text for element in channel.iter(CONTENT)]
    links = [link for text in texts for link in html.fromstring(text).xpath("//@href | //@src")]
    return all(link.startswith(("https://", "http://", "mailto:")) for link in links)


def nothing_that_runs(channel: etree._Element) -> bool:
    told = [html.fromstring(element.text) for element in channel.iter(CONTENT)]
    return not any(
        tree.xpath("//script | //style | //iframe | //object | //embed | //form | //@style") for tree in told
    )


def dates(channel: etree._Element) -> list[str]:
    return list(channel.xpath("lastBuildDate/text() | item/pubDate/text()"))


RULES: dict[str, Callable[[etree._Element], bool]] = {
    # https://www.rssboard.org/rss-specification
    "is RSS 2.0 with one channel": lambda it: (
        (it.getparent().get("version"), len(it.getparent())) == ("2.0", 1)
    ),
    "the channel has title, link and description, each once": lambda it: all(
        len(it.findall(name)) == 1 for name in ("title", "link", "description")
    ),
    "an item has a title or a description": lambda it: all(
        item.findtext("title") or item.findtext("description") for item in it.iter("item")
    ),
    "nothing appears twice in an item but categories and authors": lambda it: all(
        len(item.findall(name)) <= 1
        for item in it.iter("item")
        for name in ("title", "link", "description", "guid", "pubDate", "enclosure", CONTENT)
    ),
    "a guid that is no address says so": lambda it: set(it.xpath("item/guid/@isPermaLink")) == {"false"},
    # https://www.rssboard.org/rss-profile
    "a guid is one item's": lambda it: len(set(it.xpath("item/guid/text()"))) == len(it.findall("item")),
    "the feed names its own address": lambda it: (
        it.xpath("*[local-name()='link'][@rel='self']/@href") == ["http://127.0.0.1:8000/rss.xml"]
    ),
    "links are absolute": lambda it: all(
        link.startswith("http://127.0.0.1:8000/") for link in it.xpath("link/text() | item/link/text()")
    ),
    "years have four digits, and zones are numbers": lambda it: all(
        date[12:16].isdigit() and date[-5] in "+-" for date in dates(it)
    ),
    "nothing is dated ahead": lambda it: all(parsedate_to_datetime(date) <= NOW for date in dates(it)),
    "titles are plain text": lambda it: "&lt;b&gt;" not in etree.tostring(it.find("title")).decode(),
    "an author without a mail address is dc:creator": lambda it: (
        it.findall("item/author") == [] and len(it.xpath("item/*[local-name()='creator']")) == 3
    ),
    "the summary comes before the whole text": lambda it: all(
        [child.tag for child in item].index("description") < [child.tag for child in item].index(CONTENT)
        for item in it.iter("item")
    ),
    "addresses in texts are absolute": absolute_links_only,
    "nothing in texts runs or is styled": nothing_that_runs,
}


def test_rss_keeps_every_rule_of_its_board(client: Client) -> None:
    image = make_image("cover.png")
    body = "See [one](/about/), [two](#p1) and noted.[^1]\n\n<script>no()</script>\n\n[^1]: A note."
    make_post("A & <b>", body=body, exchanges=[EXCHANGE], tags=["ai", "sea"], cover=image.key)
    make_post("Plain", authors=[make_person("Ann Bee", reply_to="ann@bee.example"), make_person("Cy Dee")])

    [channel] = etree.fromstring(client.get("/rss.xml").content)

    assert [rule for rule, holds in RULES.items() if not holds(channel)] == []
