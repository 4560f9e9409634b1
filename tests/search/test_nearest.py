"""What is offered where nothing was found: words that are there, and less to ask for."""

import pytest
from django.test import Client

from tests.factories import make_post
from tests.search.test_page import ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def test_nearest_words_are_offered_that_find_something(client: Client) -> None:
    make_post("Of the archive", body="An address book.")
    make_post("Hidden", body="A dress and an adres.", state="draft")

    page = ask(client, "adress book")

    assert page.text("section.found h2") == "Nothing found for “adress book”"
    assert page.texts("section.found p")[0] == "Did you mean address book (1)?"
    assert (
        page.texts("section.found p")[1]
        == "Nothing has all of these words. Each by itself: adress (0), book (1)."
    )


def test_no_word_is_offered_that_only_hidden_rows_say(client: Client) -> None:
    make_post("Hidden", body="A zeppelin.", state="draft")
    assert ask(client, "zeppelim").links("section.found p a") == []

    make_post("Shown", body="A zeppelin.")
    assert ask(client, "zeppelim").texts("section.found p a") == ["zeppelin"]


def test_words_are_offered_as_they_are_written(client: Client) -> None:
    make_post("Vom Prüfen", body="Sie prüft gründlich, jede Nacht.", exchanges=["أصغر: نعم، ولكن أصغر."])

    meant = ask(client, "grundlch")
    missing = ask(client, "Müßig, jede Näch*")

    assert (meant.texts("section.found p a"), meant.links("section.found p a")) == (
        ["gründlich"],
        ["?q=gr%C3%BCndlich"],
    )
    assert ask(client, "اصفر").texts("section.found p a") == ["أصغر"]
    said = "Nothing has all of these words. Each by itself: Müßig (0), jede (1), Näch* (1)."
    assert said in missing.texts("section.found p")
    assert missing.texts("section.found p a") == ["jede", "Näch*"]


def test_words_are_offered_one_by_one_where_nothing_has_all(client: Client) -> None:
    make_post(body="A zeppelin.")
    make_post(body="A lantern.")

    page = ask(client, "zeppelim lantrn nowhere")

    assert page.texts("section.found p")[0] == "Did you mean zeppelin (1) or lantern (1)?"


def test_a_tag_is_offered_that_no_text_says(client: Client) -> None:
    make_post(tags=["C++", "harbour masters"])
    make_post(tags=["secret"], state="draft")

    assert ask(client, "c++").texts("section.found p")[0] == "Did you mean tag:c++ (1)?"
    assert ask(client, "harbour masters").links("section.found p a") == ["?q=tag%3A%22harbour%20masters%22"]
    assert ask(client, "secret").links("section.found p a") == []


def test_asking_for_less_is_offered(client: Client) -> None:
    make_post("Lamps", body="The old lamp burns.", tags=["light"])

    assert ask(client, '"lamp old" tag:light').texts("section.found p a") == ["lamp old tag:light"]
    assert ask(client, "lamp in:people from:2020").texts("section.found p a") == ["lamp"]
