"""`/posts/`: all essays, found page by page by the key of the last one shown."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.blog.reading import Page
from tests.factories import COUNTS, make_post, make_posts

pytestmark = pytest.mark.every_engine


def test_lists_essays_newest_first_under_their_years(client: Client) -> None:
    posts = make_posts(3)

    page = Page(client.get("/posts/"))

    assert page.texts("h3") == [post.title for post in posts]
    assert page.links("h3 a") == [post.get_absolute_url() for post in posts]
    assert page.texts("section.index h2") == ["2026"]


@pytest.mark.full
def test_pages_lead_on_and_back_and_name_each_essay_once(client: Client) -> None:
    posts = make_posts(45)

    titles: list[str] = []
    address = "/posts/"
    while address:
        page = Page(client.get(address))
        titles += page.texts("h3")
        pager = {link.text: link.get("href") for link in page.all("nav.pager a")}
        address = f"/posts/{pager['Older essays']}" if "Older essays" in pager else ""

    assert titles == [post.title for post in posts]
    assert pager == {"Newest essays": "/posts/"}


@pytest.mark.parametrize(
    "key", ["x", "2025", "99999999T000000000000-1", "20250101T000000000000-9" * 9, "\x00"]
)
def test_a_key_we_did_not_make_is_404(client: Client, key: str) -> None:
    assert client.get("/posts/", {"before": key}).status_code == 404


def test_an_empty_list_says_so(client: Client) -> None:
    make_post(state="draft")

    page = Page(client.get("/posts/"))
    assert page.texts("section.index p") == [
        "Nothing is published here yet. The first essay will stand on this page, and in the feed."
    ]
    assert (page.texts("h1"), page.texts("h2")) == (["Essays"], [])


@pytest.mark.parametrize("count", COUNTS)
def test_costs_the_same_for_any_number_of_essays(count: int, costs: Callable[[str, int], None]) -> None:
    make_posts(count, tags=["ai"])

    costs("/posts/", 6)
