"""Pages carry in their heads what they are, and lead to their feeds."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from blog.models import Excerpt
from tests.factories import EXCHANGE, make_page, make_post
from tests.syndication.heads import HOSTILE, linked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def head(client: Client, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.document_fromstring(answer.content).head


def opened(found: html.HtmlElement) -> dict[str, str]:
    """Type, title and address as Open Graph tells them."""
    metas = found.xpath("meta[starts-with(@property, 'og:')]")
    told = {meta.get("property").removeprefix("og:"): meta.get("content") for meta in metas}
    return {name: told[name] for name in ("type", "title", "url")}


def feeds(found: html.HtmlElement) -> list[str]:
    return list(found.xpath("link[@rel='alternate'][@type='application/atom+xml']/@href"))


def test_of_an_essay(client: Client, settings: Any) -> None:
    post = make_post("Thirty years", slug="thirty-years", exchanges=[EXCHANGE])

    found = head(client, "/posts/thirty-years/")

    url = f"{settings.SITE_ORIGIN}/posts/thirty-years/"
    assert opened(found) == {"type": "article", "title": "Thirty years", "url": url}
    assert (linked(found)["@type"], linked(found)["@id"]) == ("BlogPosting", url)
    assert found.xpath("meta[@name='citation_title']/@content") == [post.title]
    assert feeds(found) == ["/atom.xml"]


def test_parts_of_the_structured_data_stand_on_the_page_under_their_names(client: Client) -> None:
    make_post(slug="thirty-years", exchanges=[EXCHANGE])
    answer = client.get("/posts/thirty-years/")
    page = html.document_fromstring(answer.content)

    [exchange] = linked(page.head)["hasPart"]

    named = [exchange["@id"], *(turn["@id"] for turn in exchange["hasPart"])]
    ids = set(page.xpath("//@id"))
    assert [name.rpartition("#")[2] in ids for name in named] == [True] * 3


def test_of_an_excerpt(client: Client, settings: Any) -> None:
    make_post(exchanges=[EXCHANGE])
    path = Excerpt.objects.get().get_absolute_url()

    found = head(client, path)

    url = settings.SITE_ORIGIN + path
    assert opened(found) == {"type": "article", "title": "What makes a good archive?", "url": url}
    assert (linked(found)["@type"], linked(found)["@id"]) == ("Conversation", url)


@pytest.mark.parametrize(("path", "title"), [("/about/", "About"), ("/feeds/", "Feeds")])
def test_of_another_page(client: Client, settings: Any, path: str, title: str) -> None:
    make_page("About")

    found = head(client, path)

    assert opened(found) == {"type": "website", "title": title, "url": settings.SITE_ORIGIN + path}
    assert found.xpath("script[@type='application/ld+json']") == []


def test_no_title_or_word_leaves_the_place_it_stands_in(client: Client) -> None:
    post = make_post(HOSTILE, tags=[HOSTILE], exchanges=[f"Q: {HOSTILE}?\n\nAnn Bee: {HOSTILE}"])

    essay = head(client, post.get_absolute_url())
    excerpt = head(client, Excerpt.objects.get().get_absolute_url())

    assert linked(essay)["headline"] == opened(essay)["title"] == HOSTILE
    assert linked(excerpt)["hasPart"][1]["text"] == HOSTILE
    assert [len(found.xpath("script")) for found in (essay, excerpt)] == [2, 3]  # an excerpt can be copied


def test_the_page_of_a_tag_leads_to_its_feed(client: Client) -> None:
    make_post(tags=["archives"])

    assert feeds(head(client, "/tags/archives/")) == ["/atom.xml", "/tags/archives/atom.xml"]


def test_an_essay_is_not_marked_up_as_what_it_is_not(client: Client) -> None:
    """Search engines call these invalid on essays."""
    said = client.get(make_post(exchanges=[EXCHANGE]).get_absolute_url()).content.decode()

    assert [word for word in ("QAPage", "FAQPage", "DiscussionForum") if word in said] == []


def test_nothing_is_told_twice(client: Client) -> None:
    said = client.get(make_post(exchanges=[EXCHANGE]).get_absolute_url()).content.decode()

    assert [said.count(told) for told in ('rel="canonical"', 'name="description"', '"og:title"')] == [1, 1, 1]
