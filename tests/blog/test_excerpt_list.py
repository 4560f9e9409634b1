"""`/excerpts/`: an index made of questions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from blog.models import SiteIdentity
from blog.publishing import library
from tests.blog.reading import Page
from tests.factories import COUNTS, EXCHANGE, NOW, make_excerpt, make_post, make_posts

pytestmark = pytest.mark.every_engine


def read(client: Client, address: str = "/excerpts/") -> Page:
    return Page(client.get(address))


def test_lists_every_question_newest_first_under_its_year(client: Client) -> None:
    make_post(exchanges=["Q: Older?\n\nMei Tan: Yes."], published_at=datetime(2025, 5, 4, tzinfo=UTC))
    make_post(exchanges=["Q: Newer?\n\nMei Tan: Yes."], published_at=datetime(2026, 2, 3, tzinfo=UTC))

    page = read(client)

    assert page.texts("section.index h2") == ["2026", "2025"]
    assert page.texts("h3.q3") == ["Newer?", "Older?"]
    assert page.links("h3.q3 a") == ["/excerpts/newer/", "/excerpts/older/"]
    assert page.texts("time.when") == ["3 Feb", "4 May"]
    assert [time.get("datetime") for time in page.all("time.when")] == ["2026-02-03", "2025-05-04"]


def test_says_who_answers_and_where(client: Client) -> None:
    make_post(
        exchanges=[
            "Host: Why?\n\nMei Tan: So.\n\nJonas Weld: No.\n\nMei Tan: Yes.\n\nSource: Panel",
            "Jonas Weld {kind=remark}: Nobody asked.",
        ]
    )

    assert read(client).texts("section.index p.sm") == ["Jonas Weld", "Mei Tan, Jonas Weld :: Panel"]


def test_shows_a_translated_question_in_the_readers_language(client: Client) -> None:
    exchange = "Host {lang=es}: ¿Por qué?\nTranslation (en, Ada): Why?\n\nMei Tan {lang=es}: Sí."
    make_post(exchanges=[exchange, "::: qa {lang=fr}\nQ: Pourquoi ?\n\nMei Tan: Oui.\n:::"])

    page = read(client)

    assert page.texts("h3.q3") == ["Pourquoi ?", "Why?"]
    assert [link.get("lang") for link in page.all("h3.q3 a")] == ["fr", None]


def test_years_are_those_of_the_sites_clocks(client: Client) -> None:
    site = SiteIdentity.current()
    site.zone = "Pacific/Auckland"
    library.save(site, now=NOW)
    make_post(exchanges=[EXCHANGE], published_at=datetime(2025, 12, 31, 20, tzinfo=UTC))

    page = read(client)

    assert (page.texts("section.index h2"), page.texts("time.when")) == (["2026"], ["1 Jan"])


def test_shows_only_what_a_published_essay_shows(client: Client) -> None:
    for state in ("draft", "in review", "scheduled", "withdrawn"):
        make_post(state=state, exchanges=[f"Q: Canary {state}?\n\nMei Tan: Canary."])
    make_excerpt("Q: Canary inbox?\n\nMei Tan: Canary.")
    make_post(exchanges=["Q: Seen?\n\nMei Tan: Yes."])

    assert read(client).texts("h3.q3") == ["Seen?"]


def test_an_excerpt_of_two_essays_stands_once(client: Client) -> None:
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
    make_post(body=f"[[qa: {excerpt.slug}]]")

    assert len(read(client).texts("h3.q3")) == 1


@pytest.mark.full
def test_pages_by_key_and_back(client: Client) -> None:
    make_posts(23)

    first = read(client)
    (older,) = first.links("nav.pager a")
    second = read(client, f"/excerpts/{older}")

    assert [len(page.texts("h3.q3")) for page in (first, second)] == [20, 3]
    assert set(first.texts("h3.q3")).isdisjoint(second.texts("h3.q3"))
    assert second.links("nav.pager a") == ["/excerpts/"]


@pytest.mark.parametrize("key", ["nonsense", "20260101-1", "20260101T000000000000-x", "%00"])
def test_a_key_nobody_made_is_404(client: Client, key: str) -> None:
    assert client.get(f"/excerpts/?before={key}").status_code == 404


def test_a_long_question_is_cut_at_a_word(client: Client) -> None:
    make_post(exchanges=[f"Q: {'Would you really ' * 100}?\n\nMei Tan: Yes."])

    (question,) = read(client).texts("h3.q3")

    assert question == f"{'Would you really ' * 13}Would …"


def test_an_empty_site_says_so(client: Client) -> None:
    assert read(client).texts("header.head p") == ["Nothing is quoted here yet."]


@pytest.mark.parametrize("count", COUNTS)
def test_costs_the_same_for_any_number_of_excerpts(count: int, costs: Callable[[str, int], None]) -> None:
    make_posts(count, newest=NOW - timedelta(days=1))

    costs("/excerpts/", 6)


def test_posting_is_refused(client: Client) -> None:
    assert client.post("/excerpts/").status_code == 405
