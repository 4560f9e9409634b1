"""What a link to any page of the site shows elsewhere, as a program of others reads it."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import URLPattern, resolve
from linkpreview import Link, LinkPreview
from linkpreview.preview import OpenGraph
from lxml import html
from pytest_django import Settings

from blog import urls
from blog.media.cards import Card
from blog.models import Excerpt, Post, SiteIdentity
from blog.publishing import library
from blog.syndication.sharing import excerpt_card, post_card, site_cards
from tests.browser.pages import NO_HTML, NO_HTML_ENDINGS
from tests.factories import EXCHANGE, NOW, make_event, make_page, make_person, make_post, make_series

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ORIGIN = "https://quill.example"
INTRODUCTION = "I am Maren Quill."
ANSWER = "That someone unknown can still open it in thirty years."
ESSAY = "/posts/thirty-years/"
EXCERPT = "/excerpts/what-makes-a-good-archive/"

SHOWN = {
    # address: title, words, whose card
    "/": ("Maren Quill", INTRODUCTION, "site"),
    "/posts/": ("Essays", INTRODUCTION, "site"),
    ESSAY: ("Thirty years", "On opening old files.", "post"),
    f"{ESSAY}changes/": ("What changed in “Thirty years”", INTRODUCTION, "site"),
    "/archive/": ("Archive", INTRODUCTION, "site"),
    "/archive/2026/": ("2026", INTRODUCTION, "site"),
    "/tags/": ("Tags", INTRODUCTION, "site"),
    "/tags/archives/": ("archives", INTRODUCTION, "site"),
    "/series/the-shoebox/": ("The shoebox", INTRODUCTION, "site"),
    "/excerpts/": ("Excerpts", INTRODUCTION, "site"),
    EXCERPT: ("What makes a good archive?", ANSWER, "excerpt"),
    "/people/": ("People", INTRODUCTION, "site"),
    "/people/ann-bee/": ("Ann Bee", INTRODUCTION, "site"),
    "/sources/": ("Sources", INTRODUCTION, "site"),
    "/sources/ma%C3%B1ana-en-el-archivo/": ("Mañana en el archivo", INTRODUCTION, "site"),
    "/corrections/": ("Corrections", INTRODUCTION, "site"),
    "/about/verification/": ("How quotations are checked", INTRODUCTION, "site"),
    "/feeds/": ("Feeds", INTRODUCTION, "site"),
    "/about/": ("About", "Who writes here.", "site"),
}
NOT_SHARED = {
    "preview": "for one person",
    "excerpt_embed": "stands in others' pages",
    "search": "leads to pages",
}


@pytest.fixture(autouse=True)
def site(settings: Settings, tmp_path: Path) -> None:
    """One row of each kind, and a file for every card."""
    settings.SITE_ORIGIN, settings.DATA_DIR = ORIGIN, tmp_path
    library.save(SiteIdentity(pk=1, name="Maren Quill", introduction=INTRODUCTION), now=NOW)
    post = make_post(
        "Thirty years",
        slug="thirty-years",
        summary="On opening old files.",
        exchanges=[EXCHANGE],
        tags=["archives"],
        authors=[make_person("Ann Bee")],
    )
    make_event(post)
    make_series("The shoebox", parts=[post])
    make_page("About")
    (tmp_path / "cards").mkdir()
    for card in cards().values():
        card.file.touch()


def cards() -> dict[str, Card]:
    identity = SiteIdentity.current()
    return {
        "site": site_cards(identity)[0],
        "post": post_card(Post.objects.for_page().get(), identity),
        "excerpt": excerpt_card(Excerpt.objects.with_turns().get(), identity),
    }


def preview(client: Client, path: str) -> OpenGraph:
    answer = client.get(path)
    return LinkPreview(Link(ORIGIN + path, answer.content.decode()), parser="html.parser").opengraph


def test_every_kind_of_page_has_a_title_words_and_a_card(client: Client) -> None:
    kinds = {card.digest: kind for kind, card in cards().items()}

    shown = {path: preview(client, path) for path in SHOWN}

    told = {path: (it.title, it.description, kinds[it.image.split(".")[-2]]) for path, it in shown.items()}
    assert told == SHOWN
    assert {it.site_name for it in shown.values()} == {"Maren Quill"}
    sent = {client.get(it.image.removeprefix(ORIGIN)).headers["Content-Type"] for it in shown.values()}
    assert sent == {"image/png"}


def test_no_kind_of_page_is_left_out() -> None:
    named = {pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern) and pattern.name}
    pages = {name for name in named if name not in NO_HTML and not name.endswith(NO_HTML_ENDINGS)}

    assert {resolve(unquote(path)).url_name for path in SHOWN} == pages - set(NOT_SHARED)


def test_the_address_it_names_is_the_pages_one_address(client: Client) -> None:
    pages = {path: html.document_fromstring(client.get(f"{path}?utm_source=x").content) for path in SHOWN}

    canonical = {path: page.xpath("//link[@rel='canonical']/@href") for path, page in pages.items()}
    named = {path: page.xpath("//meta[@property='og:url']/@content") for path, page in pages.items()}
    assert named == {path: [ORIGIN + path] for path in SHOWN}
    assert canonical == {**named, f"{ESSAY}changes/": []}


def test_a_page_of_a_list_is_its_own(client: Client) -> None:
    path = "/posts/?before=20990101T000000000000-1"

    page = html.document_fromstring(client.get(path).content)

    assert page.xpath("//link[@rel='canonical']/@href") == page.xpath("//meta[@property='og:url']/@content")
    assert page.xpath("//link[@rel='canonical']/@href") == [ORIGIN + path]


def test_nothing_is_told_of_what_is_not_there(client: Client) -> None:
    assert preview(client, "/nothing/").title is None
