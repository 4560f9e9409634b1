"""An exchange that was found is headed by its question as lists show it, or as it says what was sought."""

import pytest
from django.test import Client

from tests.factories import make_post
from tests.search.test_page import ask

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("at_now")]

EXCHANGE = """{lang=de}
Moderation {kind=remark}: Eine Ansage.

Q: Wozu taugt eine Tide {name}?
Translation (en, Ann Bee): What is a tide good for, {name}?

Q: Und wann?

Mei Tan: Zum Segeln.
Translation (en, Ann Bee): For sailing."""

TRANSLATED, ORIGINAL = "What is a tide good for, Jo?", "Wozu taugt eine Tide Jo?"


@pytest.fixture(autouse=True)
def _site() -> None:
    make_post("Sea", body="Water.", exchanges=[EXCHANGE.replace("{name}", "Jo")], language="en")


@pytest.mark.parametrize(
    ("query", "heading", "language", "marked"),
    [
        ("speaker:mei-tan", TRANSLATED, "en", []),
        ("Segeln", TRANSLATED, "en", ["Segeln"]),
        ("sailing", TRANSLATED, "en", ["sailing"]),
        ("in:answers wann", TRANSLATED, "en", []),
        ("taugt", ORIGINAL, "de", ["taugt"]),
        ("good", TRANSLATED, "en", ["good"]),
        ("tide", TRANSLATED, "en", ["tide"]),
        ("taugt good", TRANSLATED, "en", ["good"]),
        ("Ansage", TRANSLATED, "en", ["Ansage"]),
        ("wann", "Und wann?", "de", ["wann"]),
    ],
)
def test_it_is_the_question(
    client: Client, query: str, heading: str, language: str, marked: list[str]
) -> None:
    page = ask(client, query)

    (shown,) = page.all("section.found h3 a")
    assert shown.text_content() == heading
    assert shown.get("lang", "en") == language
    assert page.texts("section.found mark") == marked
