"""The structured data of an essay, as JSON-LD and microformats processors written by others read it."""

import json
from typing import Any

import mf2py
import pytest
from django.test import Client
from lxml import html
from pyld import jsonld

from blog.models import Post
from tests.factories import make_person, make_post

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

VOCABULARY = {"@vocab": "http://schema.org/", "url": {"@type": "@id"}}
"""What https://schema.org's own context says of the terms in use, so that nobody is asked."""
NUMBERS = range(1, 11)
NAMES = (
    *("Mei Tan", "Jonas Weld", "Ada Holt", "Ottilie Brandt", "Idris Fallow"),
    *("Cy Dee", "Václav Číž", "Ann Bee", "Lucía Prado", "Noa Levi"),
)


def answer_with_vocabulary(url: str, _options: object) -> dict[str, Any]:
    assert url == "https://schema.org"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": VOCABULARY}}


def framed(page: bytes, type_: str) -> list[dict[str, Any]]:
    """The nodes of this type, wherever they hang in the page's JSON-LD."""
    scripts = html.document_fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    frame = {"@context": VOCABULARY, "@type": type_, "@embed": "@always"}
    options = {"documentLoader": answer_with_vocabulary, "omitGraph": False}
    found = [jsonld.frame(json.loads(script), frame, options) for script in scripts]
    return [node for each in found for node in each["@graph"]]


@pytest.fixture
def essay() -> Post:
    """An essay with ten exchanges, each by another speaker from another source."""
    return make_post(
        "Ten",
        authors=[make_person("Maren Quill")],
        exchanges=[
            f"Q: Question {n}?\n\n{NAMES[n - 1]}: Answer {n}.\n\nSource: [Letter {n}](https://l.example/{n})"
            for n in NUMBERS
        ],
    )


def test_json_ld_tells_every_exchange_with_question_answer_speaker_and_source(
    client: Client, essay: Post
) -> None:
    found = framed(client.get(essay.get_absolute_url()).content, "Conversation")

    told = {
        (
            part["hasPart"][0]["text"],
            part["hasPart"][1]["text"],
            part["hasPart"][1]["creator"]["name"],
            part["isBasedOn"]["name"],
            part["isBasedOn"]["url"],
        )
        for part in found
    }
    assert told == {
        (f"Question {n}?", f"Answer {n}.", NAMES[n - 1], f"Letter {n}", f"https://l.example/{n}")
        for n in NUMBERS
    }


def test_json_ld_tells_the_essay_and_never_a_page_of_questions(client: Client, essay: Post) -> None:
    page = client.get(essay.get_absolute_url()).content

    [post] = framed(page, "BlogPosting")
    assert (post["headline"], post["author"]["name"]) == ("Ten", "Maren Quill")
    assert [source["name"] for source in post["citation"]] == [f"Letter {n}" for n in NUMBERS]
    assert framed(page, "QAPage") == framed(page, "FAQPage") == []


def test_microformats_tell_the_same(client: Client, essay: Post) -> None:
    parsed = mf2py.parse(
        doc=client.get(essay.get_absolute_url()).content.decode(), url="https://quill.example/"
    )

    [entry] = [item for item in parsed["items"] if item["type"] == ["h-entry"]]
    cited = [child["properties"] for child in entry["children"] if child["type"] == ["h-cite"]]
    assert [(cite["author"][0]["value"], cite["name"], cite["url"]) for cite in cited] == [
        (NAMES[n - 1], [f"Letter {n}"], [f"https://l.example/{n}"]) for n in NUMBERS
    ]
    assert all(f"Answer {n}." in cite["content"][0] for n, cite in zip(NUMBERS, cited, strict=True))


def test_an_excerpts_own_page_tells_it_alone(client: Client, essay: Post) -> None:
    page = client.get(essay.excerpts.earliest("pk").get_absolute_url()).content

    [found] = framed(page, "Conversation")
    assert [part["text"] for part in found["hasPart"]] == ["Question 1?", "Answer 1."]
