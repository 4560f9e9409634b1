"""404: names what stands near the address, and nothing a stranger may not read."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.blog.reading import Page
from tests.factories import COUNTS, EXCHANGE, make_post, make_posts

pytestmark = pytest.mark.every_engine

HOSTILE = [
    "/posts/%00/",
    "/posts/%3Cscript%3Ealert(1)%3C%2Fscript%3E/",
    "/%ff%fe/",
    "/posts/' OR 1=1 --/",
    "/%25%25%25___/",
    f"/{'a' * 5000}/",
    "/" + "/".join("b" * 900),
    "/‮/",
    "/posts/x.exe",
]


def near(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 404
    return Page(answer).texts("section.index h3")


def test_offers_titles_like_the_words_of_the_address(client: Client) -> None:
    make_post(title="The day it breaks")
    make_post(title="Thirty years is not a long time")
    make_post(title="三十年并不长")

    assert near(client, "/posts/the-day-it-brakes/") == ["The day it breaks"]
    assert near(client, "/thirty-years/") == ["Thirty years is not a long time"]
    assert near(client, "/posts/三十年/") == ["三十年并不长"]
    assert near(client, "/wp-login.php") == []
    assert near(client, "/x/") == []


def test_leads_to_the_newest_essay_where_there_is_one(client: Client) -> None:
    assert Page(client.get("/nothing/")).texts("nav.pager a") == ["To the home page"]

    make_post()
    assert Page(client.get("/nothing/")).texts("nav.pager a") == ["To the newest essay"]


def test_offers_questions_too(client: Client) -> None:
    make_post(title="Elsewhere", exchanges=[EXCHANGE])

    assert near(client, "/excerpts/makes-a-good-archive/") == ["What makes a good archive?"]


def test_offers_what_was_published_since(client: Client) -> None:
    make_post(title="The day it breaks")
    assert near(client, "/posts/thirty-years/") == []

    make_post(title="Thirty years is not a long time")

    assert near(client, "/posts/thirty-years/") == ["Thirty years is not a long time"]


@pytest.mark.parametrize("state", ["draft", "in review", "scheduled", "withdrawn"])
def test_never_offers_what_is_not_published(client: Client, state: str) -> None:
    make_post(
        title="Canary song", state=state, exchanges=["Q: Why does the canary sing?\n\nMei Tan: It may."]
    )

    assert near(client, "/posts/canary-sing/") == []


@pytest.mark.parametrize("address", HOSTILE)
def test_any_address_is_answered_in_text(client: Client, address: str) -> None:
    make_post(title="Alert")

    answer = client.get(address)

    assert answer.status_code == 404
    assert "<script>alert" not in answer.content.decode()
    assert len(answer.content) < 10_000


@pytest.mark.parametrize("count", COUNTS)
def test_costs_the_same_for_any_number_of_essays(count: int, costs: Callable[[str, int], None]) -> None:
    make_posts(count)

    costs("/posts/essay-of-day/", 10)
