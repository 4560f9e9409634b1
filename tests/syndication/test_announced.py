"""Feeds and sitemaps name what was announced, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from blog.models import Excerpt
from blog.publishing import library, release, working_copy
from blog.publishing.text import UNDO, PostText
from tests.factories import EXCHANGE, NOW, make_excerpt, make_page, make_person, make_post
from tests.syndication.reading import FORMS, address

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("low_numbers")]

SECOND = timedelta(seconds=1)
FEEDS = [address(form, under) for form in FORMS for under in ("/", "/tags/canary/", "/excerpts/")]
KINDS = ("posts", "excerpts", "people", "sources", "tags")
SITEMAPS = ["/sitemap.xml", *(f"/sitemap-{kind}-0.xml" for kind in KINDS)]
CANARY = (
    EXCHANGE.replace("good archive", "canary")
    .replace("Lucía Prado", "Canary Bird")
    .replace("Mañana", "Canary")
)


def make_canary(**fields: Any) -> None:
    make_post(
        "The canary",
        slug="canary",
        tags=["canary"],
        exchanges=[CANARY],
        authors=[make_person("Canary A")],
        **fields,
    )


def telling(client: Client) -> list[str]:
    """The feeds and sitemaps that name the canary."""
    return [path for path in [*FEEDS, *SITEMAPS] if "canary" in told(client, path)]


def told(client: Client, path: str) -> str:
    """What an answer says, but for the tag's name in the tag's own feed; what is not found says nothing."""
    answer = client.get(path)
    assert answer.status_code in {200, 404}
    said = answer.content.decode().lower() if answer.status_code == 200 else ""
    if path.startswith("/tags/canary/"):
        return said.replace("/tags/canary/", "").replace("tagged canary", "")
    return said


@pytest.mark.usefixtures("at_now")
def test_an_announced_essay_is_told_everywhere(client: Client) -> None:
    make_canary()

    assert telling(client) == [*FEEDS, *SITEMAPS]


@pytest.mark.usefixtures("at_now")
@pytest.mark.parametrize("state", ["draft", "in review", "scheduled", "withdrawn"])
def test_an_essay_in_any_other_state_is_told_nowhere(client: Client, state: str) -> None:
    make_post("Another", exchanges=["Q: Other?\n\nAnn Bee: Yes."])
    make_canary(state=state)

    assert telling(client) == []


@pytest.mark.usefixtures("at_now")
def test_edits_that_wait_and_notes_to_oneself_are_told_nowhere(client: Client) -> None:
    post = make_post("Another", exchanges=["Q: Other?\n\nAnn Bee: Yes."])
    edits = PostText(title="Canary", body=f"::: qa\n{CANARY}\n:::", tags=("canary",), summary="Canary")
    working_copy.keep(post, edits, by=None, now=NOW)
    make_excerpt(CANARY)
    make_page("Canary", published=False)

    assert telling(client) == []


def test_an_essay_is_told_ten_seconds_after_it_is_shown(client: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        make_canary(published_at=NOW, now=NOW)
        assert client.get("/posts/canary/").status_code == 200
        assert telling(client) == []

        clock.shift(UNDO - SECOND)
        assert telling(client) == []

        clock.shift(SECOND)
        assert telling(client) == [*FEEDS, *SITEMAPS]


@pytest.mark.usefixtures("at_now")
@pytest.mark.parametrize("form", FORMS)
def test_a_tag_nobody_may_see_has_no_feed(client: Client, form: str) -> None:
    make_post(tags=["canary"], state="draft")

    assert client.get(address(form, "/tags/canary/")).status_code == 404
    assert client.get(address(form, "/tags/nothing/")).status_code == 404


@pytest.mark.usefixtures("at_now")
@pytest.mark.parametrize("form", FORMS)
def test_the_feed_of_a_renamed_tag_is_found_from_its_former_address(client: Client, form: str) -> None:
    tag = make_post(tags=["canary"]).shown_tags[0]
    tag.slug = "finch"
    library.save(tag, now=NOW)

    answer = client.get(address(form, "/tags/canary/"))

    assert (answer.status_code, answer["Location"]) == (301, address(form, "/tags/finch/"))


@pytest.mark.usefixtures("at_now")
def test_an_excerpt_of_an_announced_and_a_hidden_essay_names_only_the_first(client: Client) -> None:
    make_post("Shown", exchanges=[EXCHANGE])
    make_post("Canary", state="draft", body=f"[[qa: {Excerpt.objects.get().slug}]]")

    said = told(client, "/excerpts/feed.json")

    assert "quoted in" in said
    assert "canary" not in said


@pytest.mark.usefixtures("at_now")
def test_a_restored_essay_is_told_again(client: Client) -> None:
    post = make_post("The canary", state="withdrawn")
    assert "canary" not in told(client, "/atom.xml")

    release.restore(post, by=None, now=NOW)

    assert "canary" in told(client, "/atom.xml")
