"""Search finds the site's own pages and its series, where a stranger may read them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blog.models import Page, Post, SearchDocument, Series
from blog.publishing import library, release, series
from tests.blog.reading import Page as Read
from tests.factories import NOW, make_page, make_person, make_post, make_series
from tests.search.test_page import ask

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("at_now")]

IMPRINT = "Who is responsible.\n\n## Where\n\nA lantern at the Wharf.\n\n- No telephone"


def found(client: Client, query: str) -> list[str]:
    return ask(client, query).links("section.found h3 a")


class TestAPage:
    def test_is_found_at_the_very_paragraph(self, client: Client) -> None:
        make_page("Imprint", body=IMPRINT, language="en-GB")

        page = ask(client, "wharf lantern")

        assert page.links("section.found h3 a") == ["/imprint/#p2"]
        assert page.one("section.found h3 a").get("lang") == "en-GB"
        assert page.texts("section.found li p") == ["A lantern at the Wharf.", "Page"]
        assert page.texts("section.found mark") == ["lantern", "Wharf"]
        assert page.all("section.found time") == []
        assert found(client, "where") == ["/imprint/#h-where"]
        shown = Read(client.get("/imprint/"))
        assert [shown.one(f"//*[@id='{place}']").text for place in ("p2", "h-where")] == [
            "A lantern at the Wharf.",
            "Where",
        ]

    def test_is_found_by_its_title_before_what_is_newer(self, client: Client) -> None:
        make_page("Imprint", body=IMPRINT)
        make_post("On an imprint", body="Old and new.")
        make_post("Else", body="No imprint.")

        page = ask(client, "imprint")

        assert page.texts("section.found h3") == ["Imprint", "On an imprint", "Else"]
        assert page.texts("section.found li p")[0].startswith("Who is responsible.")

    def test_that_is_not_shown_is_not_found(self, client: Client) -> None:
        about = make_page("Imprint", body=IMPRINT, published=False)
        assert found(client, "imprint") == found(client, "in:pages") == []

        about.is_published = True
        library.save_page(about, now=NOW)
        assert found(client, "imprint") == found(client, "in:pages") == ["/imprint/"]

        about.is_published = False
        library.save_page(about, now=NOW)
        assert found(client, "imprint") == found(client, "in:pages") == []

    def test_is_asked_for_whatever_the_index_says(self, client: Client) -> None:
        """Rows say what is seen: here one is hidden behind the back of every verb."""
        make_page("Imprint")

        Page.objects.update(is_published=False)

        assert found(client, "imprint") == []

    def test_is_found_by_what_it_says_now_until_it_is_deleted(self, client: Client) -> None:
        page = make_page("Imprint", body="A lantern.")
        page.body = "A lighthouse."
        library.save_page(page, now=NOW)
        assert (found(client, "lantern"), found(client, "lighthouse")) == ([], ["/imprint/#p2"])

        library.delete(page, now=NOW)

        assert found(client, "lighthouse") == []
        assert not SearchDocument.objects.exists()


class TestASeries:
    def test_is_found_by_its_title_and_its_summary(self, client: Client) -> None:
        make_series("The shoebox", summary="A box of quotations.", parts=[make_post("First")])

        page = ask(client, "quotations")

        assert page.links("section.found h3 a") == found(client, "shoebox") == ["/series/the-shoebox/"]
        assert page.texts("section.found li p") == ["A box of quotations.", "Series"]
        assert page.texts("section.found mark") == ["quotations"]

    @pytest.mark.parametrize("state", [None, "draft", "scheduled", "withdrawn"])
    def test_of_no_essay_that_readers_see_is_not_found(self, client: Client, state: str | None) -> None:
        make_series(parts=[make_post(state=state)] if state else [])

        assert found(client, "shoebox") == found(client, "in:series") == []

    def test_comes_and_goes_with_its_parts(self, client: Client) -> None:
        part = make_post(state="draft")
        make_series(parts=[part])

        release.publish(part, by=None, now=NOW)
        shown = found(client, "shoebox")
        release.undo(Post.objects.get(), by=None, now=NOW + timedelta(seconds=1))

        assert (shown, found(client, "shoebox")) == (["/series/the-shoebox/"], [])

    def test_is_found_by_what_it_says_now_until_it_is_deleted(self, client: Client) -> None:
        row = make_series(parts=[make_post("First")])
        row.title = "The drawer"
        series.save(row, parts=[Post.objects.get().pk], by=None, now=NOW)
        assert (found(client, "shoebox"), found(client, "drawer")) == ([], ["/series/the-shoebox/"])

        series.delete(Series.objects.get(), by=None, now=NOW)

        assert found(client, "drawer") == []
        assert not SearchDocument.objects.filter(post=None).exists()


@pytest.fixture
def lamps() -> None:
    make_series("Lamps in order", parts=[make_post("Lamps", body="One.", tags=["light"])])
    make_page("Lamps here", body="Lamps.")
    make_person("Nobody Lamps")


@pytest.mark.usefixtures("lamps")
def test_filters_tell_them_from_essays(client: Client) -> None:
    asked = ["lamps", "lamps in:essays", "lamps in:series", "lamps in:pages", "lamps -in:pages"]

    titles = [ask(client, query).texts("section.found h3") for query in asked]

    assert titles == [
        ["Lamps here", "Lamps in order", "Lamps"],
        ["Lamps"],
        ["Lamps in order"],
        ["Lamps here"],
        ["Lamps in order", "Lamps"],
    ]


@pytest.mark.usefixtures("lamps")
def test_links_narrow_to_them(client: Client) -> None:
    page = ask(client, "lamps")

    links = dict(zip(page.texts("nav.filters a"), page.links("nav.filters a"), strict=True))

    assert page.texts("nav.filters dd")[0] == "All Essays (1) Series (1) Pages (1)"
    for link, title in (("Series (1)", "Lamps in order"), ("Pages (1)", "Lamps here")):
        chosen = Read(client.get(f"/search/{links[link]}"))
        assert chosen.texts("section.found h3") == [title]
        assert [one.text_content() for one in chosen.all("nav.filters a[@aria-current]")][:1] == [link]


@pytest.mark.usefixtures("lamps")
def test_the_same_as_data(client: Client) -> None:
    answer: Any = client.get("/search.json", {"q": "lamps"})

    told = [(hit["kind"], hit["url"], hit["date"]) for hit in answer.json()["hits"]]
    assert told[:2] == [
        ("page", "http://127.0.0.1:8000/lamps-here/#p1", None),
        ("series", "http://127.0.0.1:8000/series/lamps-in-order/", None),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_they_cost_no_more_queries_for_more_hits(client: Client, count: int) -> None:
    for number in range(count):
        make_series(f"Lamps {number}", parts=[make_post("Else", body="Nothing.")])
        make_page(f"Lamps here {number}")

    with CaptureQueriesContext(connection) as made:
        ask(client, "lamps")

    assert len(made) == 17
