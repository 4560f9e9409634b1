"""`/`: who writes here, the newest essay with its excerpt, the rest by year."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from blog.models import SiteIdentity
from blog.publishing import library
from tests.blog.reading import Page
from tests.factories import COUNTS, EXCHANGE, NOW, make_page, make_post, make_posts

pytestmark = pytest.mark.every_engine

ANOTHER = "Q: Why?\n\nMei Tan: So."
HIDDEN = ("draft", "in review", "scheduled", "withdrawn")


def introduce(**fields: str) -> None:
    site = SiteIdentity.current()
    for name, value in fields.items():
        setattr(site, name, value)
    library.save(site, now=NOW)


def test_introduces_whoever_writes_here(client: Client) -> None:
    introduce(name="Maren Quill", introduction="I am Maren Quill. I write about archives.")

    page = Page(client.get("/"))

    assert page.text("h1") == "I am Maren Quill. I write about archives."
    assert page.text("h1 span") == "I write about archives."
    assert page.texts("header.mast p") == ["Maren Quill"]
    assert page.text("title") == "Maren Quill"


@pytest.mark.parametrize(
    ("name", "introduction", "first", "rest"),
    [
        ("Quill", "Essays on archives.", "Quill", ["Essays on archives."]),
        ("Quill", "", "Quill", []),
        ("Dr. Quill", "I am Dr. Quill, an archivist.", "I am Dr. Quill, an archivist.", []),
        ("奎尔", "我是奎尔。我写档案。", "我是奎尔。", ["我写档案。"]),
    ],
)
def test_the_first_sentence_holds_the_name(
    client: Client, name: str, introduction: str, first: str, rest: list[str]
) -> None:
    introduce(name=name, introduction=introduction)

    page = Page(client.get("/"))

    assert page.one("h1").text.strip() == first
    assert page.texts("h1 span") == rest


def test_shows_the_newest_with_its_exchange_and_the_rest_by_year(client: Client) -> None:
    make_post(title="Older", published_at=datetime(2024, 5, 2, tzinfo=UTC))
    make_post(
        title="Newer", published_at=datetime(2025, 6, 3, tzinfo=UTC), exchanges=["Q: Why?\n\nMei Tan: So."]
    )
    make_post(
        title="Newest", published_at=datetime(2026, 1, 4, tzinfo=UTC), exchanges=[EXCHANGE], tags=["a", "b"]
    )

    page = Page(client.get("/"))

    assert page.text("article.lead h2") == "Newest"
    assert page.texts("article.lead p.q") == ["Q: What makes a good archive?"]
    assert page.texts("article.lead .p-category") == ["a", "b"]
    assert page.texts("section.index h2") == ["2025", "2024"]
    assert page.links("section.index h2 a") == ["/archive/2025/", "/archive/2024/"]
    assert page.texts("section.index h3") == ["Newer", "Older"]
    assert page.texts("section.index li p") == ["QWhy?"]
    assert page.texts("section.index time") == ["3 Jun", "2 May"]


def test_years_turn_at_the_sites_midnight(client: Client) -> None:
    introduce(zone="Asia/Tokyo")
    make_post(title="New year", published_at=datetime(2025, 12, 31, 20, 0, tzinfo=UTC))
    make_post(title="Now")

    assert Page(client.get("/")).texts("section.index h2") == ["2026"]


def test_the_newest_without_an_exchange_shows_its_first_words(client: Client) -> None:
    make_post(body="It was said.")

    page = Page(client.get("/"))

    assert page.texts("article.lead .p-summary") == ["It was said."]
    assert page.texts("article.lead .qa") == []


def test_an_empty_site_says_so_and_leads_nowhere_empty(client: Client) -> None:
    make_page("About", slug="about")

    page = Page(client.get("/"))

    assert page.links("header.mast nav a") == ["/about/"]
    assert page.links("footer nav a") == ["/feeds/"]
    assert page.links("main a") == ["/atom.xml"]


def test_the_menu_leads_to_what_there_is(client: Client) -> None:
    make_post(exchanges=[EXCHANGE], tags=["ai"])
    make_page("Colophon")
    make_page("About", slug="about", published=False)

    page = Page(client.get("/"))

    assert page.links("header.mast nav a") == ["/posts/", "/excerpts/", "/people/"]
    assert page.links("footer nav a") == [
        "/archive/",
        "/tags/",
        "/sources/",
        "/colophon/",
        "/search/",
        "/feeds/",
    ]


def test_the_owners_menu_stands_instead(client: Client) -> None:
    site = SiteIdentity.current()
    site.navigation = [{"label": "Start", "url": "/"}, {"label": "Elsewhere", "url": "https://example.org/"}]
    library.save(site, now=NOW)

    page = Page(client.get("/"))

    assert page.links("header.mast nav a") == ["/", "https://example.org/"]
    assert [link.get("aria-current") for link in page.all("header.mast nav a")] == ["page", None]


@pytest.mark.full
def test_the_newest_twenty_then_older_ones_elsewhere(client: Client) -> None:
    posts = make_posts(21)

    page = Page(client.get("/"))
    older = Page(client.get(page.links("nav.pager a")[0]))

    assert page.texts("article.lead h2") + page.texts("section.index h3") == [
        post.title for post in posts[:20]
    ]
    assert older.texts("section.index h3") == [posts[20].title]


@pytest.mark.parametrize("state", HIDDEN)
def test_knows_nothing_of_what_is_not_published(client: Client, state: str) -> None:
    make_post(
        title="Canary",
        body="canary",
        state=state,
        exchanges=["Q: Canary?\n\nCanary Bird: Yes."],
        tags=["canary"],
    )

    assert "canary" not in client.get("/").content.decode().lower()


def test_a_scheduled_essay_stands_first_at_its_instant(client: Client) -> None:
    make_post(title="Now")
    make_post(title="Just now", state="scheduled", published_at=NOW)
    make_post(title="In a second", state="scheduled", published_at=NOW + timedelta(seconds=1))

    assert Page(client.get("/")).texts("article.lead h2") == ["Just now"]


@pytest.mark.parametrize("count", COUNTS)
def test_costs_the_same_for_any_number_of_essays(count: int, costs: Callable[[str, int], None]) -> None:
    make_posts(count, tags=["ai"])

    costs("/", 9)
