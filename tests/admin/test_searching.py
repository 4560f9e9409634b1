"""The lists of the desk find by the words that the site's search finds by; and drafts, as no reader does."""

from datetime import UTC, datetime

import pytest

from blog import search
from blog.models import Person
from blog.publishing import library
from tests.admin.page import signed_in, titles
from tests.factories import make_excerpt, make_page, make_person, make_post, make_series, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("at_now")]

BOX = "Q: Who dredges the Øresund?\n\nLucía Prado: Nobody, since the spring.\n\nSource: Radio Litoral"


@pytest.fixture(autouse=True)
def _site() -> None:
    make_post("Über Häfen", body="Der Fluß trägt Eis.\n\n开放权重值得。", exchanges=[BOX], state="draft")
    make_post("On hills", body="The spring came late. It is open to all.")
    make_excerpt("Q: Who climbs?\n\nIda Crane: I.\n\nSource: Atlas")
    person = make_person("Søren Ågård")
    make_page("Über uns", body="Im Spätsommer gegründet.", published=False)
    make_series("Am Öresund", summary="Eine Küste.")
    library.save_person(person, aliases=["Severin"], now=datetime(2026, 3, 1, tzinfo=UTC))


FOUND = {
    ("post", "uber HAFEN"): ["Über Häfen"],
    ("post", "fluss"): ["Über Häfen"],
    ("post", "权重"): ["Über Häfen"],
    ("post", '"open to all"'): ["On hills"],
    ("post", '"all to open"'): [],
    ("post", "spring -hills"): [],
    ("post", "hill"): ["On hills"],
    ("post", "?!"): [],
    ("excerpt", "oresund"): ["Who dredges the Øresund?"],
    ("excerpt", "lucia prado"): ["Who dredges the Øresund?"],
    ("excerpt", '"since the spring"'): ["Who dredges the Øresund?"],
    ("excerpt", "litoral"): ["Who dredges the Øresund?"],
    ("excerpt", "climb in:questions"): ["Who climbs?"],
    ("person", "soren agard"): ["Søren Ågård"],
    ("person", "severin"): ["Søren Ågård"],
    ("person", "rad"): ["Lucía Prado"],
    ("source", "RADIO"): ["Radio Litoral"],
    ("source", "ito"): ["Radio Litoral"],
    ("page", "spatsommer"): ["Über uns"],
    ("page", "er un"): ["Über uns"],
    ("page", "kuste"): [],
    ("series", "oresund"): ["Am Öresund"],
    ("series", "KUST"): ["Am Öresund"],
    ("series", "spat"): [],
}


def test_find_as_the_site_does() -> None:
    desk = signed_in("editor")

    assert {
        (model, query): titles(desk.get(f"/admin/blog/{model}/", {"q": query})) for model, query in FOUND
    } == FOUND


def test_find_in_what_no_reader_sees(now: datetime) -> None:
    assert titles(signed_in("editor").get("/admin/blog/post/", {"q": "fluss"})) == ["Über Häfen"]

    found = search.find(search.parse("fluss"), now=now, zone=UTC)
    assert found.documents == []


def test_find_nothing_of_another_author(now: datetime) -> None:
    author = make_user("author")
    make_post("Own harbours", body="Der Fluß.", by=author, state="draft")

    assert titles(signed_in(author).get("/admin/blog/post/", {"q": "fluss"})) == ["Own harbours"]


def test_a_person_to_merge_into_is_found_by_any_spelling() -> None:
    person = Person.objects.get(name="Lucía Prado")

    page = signed_in("editor").get(f"/admin/blog/person/{person.pk}/merge/", {"q": "soren"})

    assert "Søren Ågård" in page.content.decode()
