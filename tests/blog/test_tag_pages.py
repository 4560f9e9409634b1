"""`/tags/` and `/tags/<tag>/`."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.blog.reading import Page
from tests.factories import COUNTS, NOW, make_post, make_posts

pytestmark = pytest.mark.every_engine

HIDDEN = ("draft", "in review", "scheduled", "withdrawn")


def test_lists_tags_by_name_with_their_essays_counted(client: Client) -> None:
    make_post(tags=["web", "AI"])
    make_post(tags=["web"])

    page = Page(client.get("/tags/"))

    assert page.texts("ul.cloud li") == ["AI 1", "web 2"]
    assert page.links("ul.cloud a") == ["/tags/ai/", "/tags/web/"]
    assert page.text("header.head p") == "2 tags, with the number of essays under each."


def test_no_tags_is_said(client: Client) -> None:
    make_post()

    assert Page(client.get("/tags/")).texts("main p") == ["No essay carries a tag yet."]


@pytest.mark.parametrize("state", HIDDEN)
def test_counts_and_shows_only_what_is_published(client: Client, state: str) -> None:
    make_post(title="Shown", tags=["web"])
    make_post(title="Canary", tags=["web", "canary"], state=state)

    assert Page(client.get("/tags/")).texts("ul.cloud li") == ["web 1"]
    assert Page(client.get("/tags/web/")).texts("h3") == ["Shown"]
    assert client.get("/tags/canary/").status_code == 404


def test_lists_published_posts_newest_first(client: Client) -> None:
    make_post(title="Older", tags=["ai"], published_at=NOW - timedelta(days=2))
    make_post(title="Newer", tags=["ai"], published_at=NOW - timedelta(days=1))
    make_post(title="Other", tags=["web"])

    page = Page(client.get("/tags/ai/"))

    assert page.text("h1") == "ai"
    assert page.texts("h3") == ["Newer", "Older"]
    assert page.root.xpath("//link[@rel='alternate']/@href") == ["/atom.xml", "/tags/ai/atom.xml"]


def test_names_the_tags_it_often_stands_with(client: Client) -> None:
    make_post(tags=["ai", "web", "once"])
    make_post(tags=["ai", "web"])

    assert Page(client.get("/tags/ai/")).texts("header.head .tags a") == ["web"]


@pytest.mark.parametrize(
    ("name", "slug"), [("C++", "c-plus-plus"), ("C#", "c-sharp"), ("C", "c"), ("档案", "档案")]
)
def test_every_spelling_has_its_address(client: Client, name: str, slug: str) -> None:
    make_post(tags=[name])

    assert Page(client.get(f"/tags/{slug}/")).text("h1") == name


@pytest.mark.parametrize("count", COUNTS)
def test_costs_the_same_for_any_number_of_posts(count: int, costs: Callable[[str, int], None]) -> None:
    make_posts(count, tags=["ai", "web"])

    costs("/tags/ai/", 10)
    costs("/tags/", 6)
