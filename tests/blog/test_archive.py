"""`/archive/` and `/archive/<year>/`: essays by the years and months of the site's clocks."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from blog.models import SiteIdentity
from blog.publishing import library
from tests.blog.reading import Page
from tests.factories import COUNTS, NOW, make_post, make_posts

pytestmark = pytest.mark.every_engine


def essay(title: str, *day: int, state: str = "published") -> None:
    make_post(title=title, published_at=datetime(*day, tzinfo=UTC), state=state)  # type: ignore[arg-type, misc]


def test_counts_the_essays_of_each_year_that_has_any(client: Client) -> None:
    essay("A", 2026, 1, 1)
    essay("B", 2026, 2, 1)
    essay("C", 2023, 5, 1)
    essay("Gone", 2022, 5, 1, state="withdrawn")

    page = Page(client.get("/archive/"))

    assert page.texts("section.index li") == ["2026 2 essays", "2023 1 essay"]
    assert page.links("section.index h3 a") == ["/archive/2026/", "/archive/2023/"]


def test_a_year_shows_its_essays_by_month(client: Client) -> None:
    essay("New year", 2025, 1, 1)
    essay("October", 2025, 10, 12)
    essay("October, early", 2025, 10, 2)
    essay("Before", 2024, 12, 31)

    page = Page(client.get("/archive/2025/"))

    assert page.texts("section.index h2") == ["October", "January"]
    assert page.texts("section.index h3") == ["October", "October, early", "New year"]
    assert page.texts("section.index time") == ["12", "2", "1"]
    assert page.text("header.head div.row") == "3 essays :: 2025 2024"


def test_a_year_leads_to_its_neighbours_that_have_essays(client: Client) -> None:
    essay("A", 2026, 1, 1)
    essay("B", 2024, 1, 1)
    essay("C", 2021, 1, 1)

    page = Page(client.get("/archive/2024/"))

    assert page.texts("nav.pager a") == ["2026: 1 essay", "2021: 1 essay"]
    assert page.links("nav.pager a") == ["/archive/2026/", "/archive/2021/"]


def test_midnight_is_the_sites(client: Client) -> None:
    site = SiteIdentity.current()
    site.zone = "Pacific/Honolulu"
    library.save(site, now=NOW)
    essay("Still last year there", 2026, 1, 1)

    assert Page(client.get("/archive/")).texts("section.index h3") == ["2025"]
    assert Page(client.get("/archive/2025/")).texts("section.index h3") == ["Still last year there"]


@pytest.mark.parametrize("year", ["2024", "0", "9999", "99999999999999999999"])
def test_a_year_without_essays_is_404(client: Client, year: str) -> None:
    essay("A", 2025, 1, 1)

    assert client.get(f"/archive/{year}/").status_code == 404


def test_an_empty_archive_says_so(client: Client) -> None:
    page = Page(client.get("/archive/"))

    assert page.texts("section.index h2") == ["Essays"]


@pytest.mark.parametrize("address", ["/archive/", "/archive/2026/"])
@pytest.mark.parametrize("count", COUNTS)
def test_cost_the_same_for_any_number_of_essays(
    address: str, count: int, costs: Callable[[str, int], None]
) -> None:
    make_posts(count, tags=["ai"])

    costs(address, {"/archive/": 6, "/archive/2026/": 8}[address])
