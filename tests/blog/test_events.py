"""What happened since, as readers meet it: on essays, on an excerpt's own page, and on `/corrections/`."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from blog.models import Event, Excerpt
from blog.publishing import library
from tests.blog.reading import Page
from tests.factories import EXCHANGE, NOW, make_event, make_person, make_post, make_posts

pytestmark = pytest.mark.every_engine

REPLY: dict[str, Any] = {"kind": Event.Kind.REPLY, "label": "Lucía Prado"}


def feb(day: int) -> datetime:
    return datetime(2026, 2, day, tzinfo=UTC)


def told(client: Client, about: Excerpt) -> Page:
    return Page(client.get(about.get_absolute_url()))


@pytest.fixture
def excerpt() -> Excerpt:
    """Shown by one essay, with one of each kind; Lucía Prado replies."""
    excerpt = make_post("Thirty years", exchanges=[EXCHANGE]).excerpts.get()
    make_event(excerpt, text="It said “thirteen years”.", at=feb(3))
    make_event(
        excerpt, kind=Event.Kind.FOLLOW_UP, text="It was opened.", at=feb(5), url="https://litoral.example/a"
    )
    words = "Still so.\n\nI tried."
    make_event(excerpt, **REPLY, capacity="retired", text=words, at=feb(9), source="By letter.")
    return excerpt


class TestOnAnEssay:
    def test_an_excerpts_events_stand_under_it_in_every_essay(self, client: Client, excerpt: Excerpt) -> None:
        make_post("Forty", body=f"Before.\n\n[[qa: {excerpt.slug}]]\n\nAfter.")

        for address in ("/posts/thirty-years/", "/posts/forty/"):
            page = Page(client.get(address))
            assert page.texts("div.notice") == [
                "Corrected 3 February 2026. It said “thirteen years”.",
                "Reply, 9 February 2026. Lucía Prado (retired): Still so.I tried. By letter. "
                "Since then, 5 February 2026. It was opened. litoral.example",
            ]

    def test_a_correction_of_the_essay_stands_above_its_text(self, client: Client) -> None:
        post = make_post("Thirty years")
        make_event(post, text="It is a co-operative.", at=feb(3))

        page = Page(client.get(post.get_absolute_url()))

        said = "Corrected 3 February 2026. It is a co-operative. All corrections"
        assert page.texts("div.notice") == [said]
        assert page.links("div.notice a") == ["/corrections/"]
        (notice,) = page.all("div.notice")
        assert "e-content" in notice.getnext().get("class")

    def test_ten_excerpts_with_thirty_events_cost_what_one_costs(
        self, costs: Callable[[str, int], None]
    ) -> None:
        words = ["One", "Two", "Six", "Ten", "Ash", "Elm", "Fir", "Oak", "Yew", "Box"]
        few = make_post("Few", exchanges=["Q: Few?\n\nMei Few: Yes.\n\nSource: Talk few"], tags=["x"])
        exchanges = [f"Q: {word}?\n\nMei {word}: Yes.\n\nSource: Talk {word}" for word in words]
        many = make_post("Many", exchanges=exchanges, tags=["y"])
        for post in (few, many):
            make_event(post)
            for row in post.excerpts.all():
                make_event(row)
                make_event(row, kind=Event.Kind.FOLLOW_UP)
                make_event(row, kind=Event.Kind.REPLY, label=row.turns.get(number=2).label)

        for post in (few, many):
            costs(post.get_absolute_url(), 19)


class TestOnTheExcerptsPage:
    def test_says_what_was_corrected_and_what_happened_since(self, client: Client, excerpt: Excerpt) -> None:
        page = told(client, excerpt)

        said = "Corrected 3 February 2026. It said “thirteen years”. All corrections"
        assert page.texts("div.notice") == [said]
        assert page.texts("section.index h2") == ["What happened since", "Quoted in 1 essay"]
        assert page.texts("section.index li")[:2] == [
            "9 Feb 2026 Lucía Prado replies Lucía Prado (retired): Still so.I tried. By letter.",
            "5 Feb 2026 It was opened. litoral.example",
        ]

    def test_a_reply_is_set_as_a_turn_of_who_is_quoted(self, client: Client, excerpt: Excerpt) -> None:
        page = told(client, excerpt)

        assert page.texts("div.reply p") == ["Lucía Prado (retired): Still so.", "I tried."]
        assert page.links("div.reply b.who a") == ["/people/lucía-prado/".replace("í", "%C3%AD")]

    def test_of_a_hidden_person_only_the_label_is_told(self, client: Client, excerpt: Excerpt) -> None:
        person = excerpt.turns.get(number=2).person
        assert person is not None
        person.hidden = True
        library.save(person, now=NOW)

        page = told(client, excerpt)

        assert page.links("div.reply a") == []
        assert page.texts("div.reply b.who") == ["Lucía Prado (retired):"]

    def test_a_reply_keeps_its_name_where_the_excerpt_no_longer_has_it(
        self, client: Client, excerpt: Excerpt
    ) -> None:
        excerpt.turns.filter(number=2).update(label="L. Prado")

        page = told(client, excerpt)

        assert page.links("div.reply a") == []
        assert page.texts("div.reply b.who") == ["Lucía Prado (retired):"]

    def test_words_in_another_language_say_so(self, client: Client) -> None:
        excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
        make_event(excerpt, text="كان ثلاثين.", language="ar")
        make_event(excerpt, **REPLY, text="Sí.", language="es")

        page = told(client, excerpt)

        assert [row.get("lang") for row in page.all("div.notice span")] == ["ar"]
        assert [row.get("lang") for row in page.all("div.reply p")] == ["es"]

    def test_hostile_words_are_only_words(self, client: Client) -> None:
        attack = "<script>alert(1)</script>"
        excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
        fields: dict[str, Any] = {"text": attack, "source": attack}
        make_event(excerpt, **fields)
        make_event(excerpt, kind=Event.Kind.FOLLOW_UP, **fields)
        make_event(excerpt, **REPLY, **fields, capacity=attack)
        Event.objects.update(url="javascript:alert(1)")  # no verb writes it

        for address in (excerpt.get_absolute_url(), "/corrections/", "/atom.xml"):
            said = client.get(address).content.decode()
            assert attack not in said
            assert 'href="javascript:' not in said


class TestTheList:
    def test_names_every_correction_newest_first_and_where_it_stands(
        self, client: Client, excerpt: Excerpt
    ) -> None:
        make_post("Forty", body=f"[[qa: {excerpt.slug}]]")
        make_post("Canary", body=f"[[qa: {excerpt.slug}]]", state="draft")
        post = make_post("Tidewater")
        event = make_event(post, text="It is a co-operative.", at=feb(9))
        make_event(post, text="It is not a company.", at=datetime(2025, 7, 1, tzinfo=UTC))

        page = Page(client.get("/corrections/"))

        assert page.texts("section.index h2") == ["2026", "2025"]
        assert page.texts("section.index li") == [
            "9 Feb Tidewater It is a co-operative. Essay",
            "3 Feb What makes a good archive? It said “thirteen years”. Excerpt, in 2 essays",
            "1 Jul Tidewater It is not a company. Essay",
        ]
        first = page.links("section.index h3 a")[0]
        assert first == f"/posts/tidewater/#event-{event.pk}"
        assert client.get(first).content.decode().count(f'id="event-{event.pk}"') == 1

    def test_is_empty_and_linked_nowhere_before_the_first(self, client: Client) -> None:
        make_post()

        page = Page(client.get("/corrections/"))
        assert page.texts("header.head p") == ["Nothing had to be corrected yet."]
        assert "/corrections/" not in Page(client.get("/")).links("footer a")

    def test_stands_in_the_footer_and_the_sitemap_once_there_is_one(
        self, client: Client, low_numbers: None
    ) -> None:
        make_event(make_post())

        assert "/corrections/" in Page(client.get("/")).links("footer a")
        assert "<loc>http://127.0.0.1:8000/corrections/</loc>" in client.get("/sitemap.xml").content.decode()
        assert "/corrections/" in client.get("/sitemap-lists-0.xml").content.decode()

    def test_comes_a_page_at_a_time(self, client: Client) -> None:
        post = make_post()
        for day in range(23):
            make_event(post, text=f"Day {day}.", at=NOW - timedelta(days=day + 1))

        first = Page(client.get("/corrections/"))
        second = Page(client.get(f"/corrections/{first.links('nav.pager a')[0]}"))

        said = [*first.texts("p.p-content"), *second.texts("p.p-content")]
        assert said == [f"Day {day}." for day in range(23)]

    @pytest.mark.parametrize("count", [1, pytest.param(20, marks=pytest.mark.full)])
    def test_costs_the_same_for_any_number(self, count: int, costs: Callable[[str, int], None]) -> None:
        for post in make_posts(count, authors=[make_person()]):
            make_event(post)
            make_event(post.excerpts.get())

        costs("/corrections/", 5)
