"""The word beside an exchange: how its words stand to the source; on demand how and when that was found."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from blog.models import Post, Source
from tests.factories import make_post, make_snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

SAID = "Host: What burned?\n\nAda Reed: Not the letters – ask me in May. We lost forty boxes. Ask me in May."


def essay(answer: str, text: str = SAID) -> Post:
    post = make_post("T", exchanges=[f"Host: What burned?\n\nAda Reed: {answer}\n\nSource: The Ledger Hour"])
    if text:
        make_snapshot(Source.objects.get(), text)
    return post


def told(client: Client, post: Post) -> tuple[str, str, str]:
    """Its class, the word, and what opens under it, on the page of the essay."""
    (found,) = html.fromstring(client.get(post.get_absolute_url()).content.decode()).xpath(
        '//div[@class="act sm"]/details'
    )
    return found.get("class"), *(" ".join(part.text_content().split()) for part in found.xpath("summary|p"))


HOW = "How the check works"
COMPARED = "Compared word for word with a copy of the source on 1 March 2026:"


@pytest.mark.parametrize(
    ("answer", "word", "how"),
    [
        ("We lost forty boxes.", "Verified", f"{COMPARED} found once, exactly. {HOW}"),
        (
            "Not the letters - ask me in May.",
            "Verified",
            f"{COMPARED} found once. Only this differs, and does not count: dashes. {HOW}",
        ),
        (
            "Not the letters […] We lost forty boxes.",
            "Verified with cuts",
            f"{COMPARED} every part found, in order; 4 words are left out where […] stands. {HOW}",
        ),
        (
            "We lost four boxes.",
            "Differs from the source",
            f"{COMPARED} some of these words are not those of the source. {HOW}",
        ),
        (
            "Quite other words stand nowhere in there.",
            "Not found in the source",
            f"{COMPARED} no passage there is like some of these words. {HOW}",
        ),
        (
            "sk me in May",
            "Differs from the source",
            f"{COMPARED} some of these words are not those of the source. {HOW}",
        ),
    ],
)
def test_says_what_was_found(client: Client, answer: str, word: str, how: str) -> None:
    kind = "check verified" if word.startswith("Verified") else "check altered"

    assert told(client, essay(answer)) == (kind, word, how)


def test_says_that_nobody_chose_between_two_places(client: Client) -> None:
    kind, word, how = told(client, essay("We lost forty boxes.", f"{SAID}\n\nAda Reed: We lost forty boxes."))

    assert (kind, word) == ("check altered", "Stands more than once")
    assert "nobody has said yet which place is meant" in how


def test_says_that_there_is_nothing_to_compare_with(client: Client) -> None:
    kind, word, how = told(client, essay("We lost forty boxes.", ""))

    assert (kind, word) == ("check unchecked", "Not checked")
    assert how == f"No copy of the source is kept yet, so these words have not been compared with it. {HOW}"


def test_tells_no_word_of_the_source_that_is_not_quoted(client: Client) -> None:
    post = essay("We lost four boxes.")
    excerpt = post.excerpts.get()

    for address in (post.get_absolute_url(), excerpt.get_absolute_url(), f"/excerpts/{excerpt.slug}.json"):
        assert "forty" not in client.get(address).content.decode()


def test_as_data_it_tells_how_it_was_found(client: Client) -> None:
    excerpt = essay("Not the letters - ask me in May.").excerpts.get()

    turns: Any = client.get(f"/excerpts/{excerpt.slug}.json").json()["turns"]

    assert turns[1]["check"] == {
        "verdict": "folded",
        "contract": 1,
        "at": "2026-03-01T12:00:00+00:00",
        "snapshot_sha256": Source.objects.get().snapshots.get().sha256,
        "folds": ["dashes"],
        "omitted_words": 0,
    }


def test_the_page_of_the_contract_is_there_before_any_excerpt_is(client: Client) -> None:
    answer = client.get("/about/verification/")

    assert answer.status_code == 200
    assert "version 1" in answer.content.decode()
