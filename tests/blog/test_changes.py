"""`/posts/<slug>/changes/`: what the updates of an essay changed, for readers to open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from blog.models import Post
from blog.publishing import changes, posts, release
from tests.blog.reading import Page
from tests.factories import NOW, make_post


def update(post: Post, *, days: int = 1, **text: Any) -> Post:
    """An update so many days ago."""
    post.refresh_from_db()
    at = NOW - timedelta(days=days)
    return posts.update(post, replace(posts.text_of(post), **text), by=None, now=at)


@pytest.fixture
def post() -> Post:
    return make_post("Four", body="It costs four minutes.", published_at=NOW - timedelta(days=9))


def test_is_linked_from_the_essay_once_something_changed(client: Client, post: Post) -> None:
    assert "/posts/four/changes/" not in Page(client.get("/posts/four/")).links("a")

    update(post, body="It costs five minutes.")

    assert "/posts/four/changes/" in Page(client.get("/posts/four/")).links("header.head a")


def test_shows_each_update_newest_first_with_the_words_out_and_in(client: Client, post: Post) -> None:
    update(post, body="It costs five minutes.", days=3)
    update(post, body="It costs five minutes.", title="Five", days=2)

    page = Page(client.get("/posts/four/changes/"))

    assert page.texts("details.change") == [
        "27 February 2026 1 word in, 1 word out Title [removed: Four end][added: Five end]",
        "26 February 2026 1 word in, 1 word out Text It costs [removed: four end][added: five end] minutes.",
    ]
    assert [row.get("open") is not None for row in page.all("details.change")] == [True, False]
    assert page.links("header.head p a") == ["/posts/four/"]


def test_search_engines_are_told_to_stay_away(client: Client, post: Post) -> None:
    update(post, body="It costs five minutes.")

    page = Page(client.get("/posts/four/changes/"))

    assert [row.get("content") for row in page.root.xpath('//meta[@name="robots"]')] == ["noindex"]
    assert "/changes/" not in client.get("/sitemap.xml").content.decode()


def test_says_so_where_nothing_changed(client: Client, post: Post) -> None:
    page = Page(client.get("/posts/four/changes/"))

    assert page.text("header.head p") == "Four :: Nothing of substance has changed since it was published."


def test_goes_with_the_essay(client: Client, post: Post) -> None:
    post = update(post, body="It costs five minutes.")
    release.withdraw(post, reason="It was wrong.", by=None, now=NOW)

    answer = client.get("/posts/four/changes/")

    assert answer.status_code == 410
    assert "five" not in answer.content.decode()


def test_moves_with_the_essay(client: Client, post: Post) -> None:
    update(post, slug="five")

    answer = client.get("/posts/four/changes/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/posts/five/changes/")


def test_hidden_changes_are_gone_at_once(client: Client, post: Post) -> None:
    update(post, body="It costs five minutes.")
    assert "five" in client.get("/posts/four/changes/").content.decode()

    changes.hide(post, by=None, now=NOW)

    assert "details" not in client.get("/posts/four/changes/").content.decode()
    assert "/posts/four/changes/" not in Page(client.get("/posts/four/")).links("a")


def test_hostile_words_are_only_words(client: Client, post: Post) -> None:
    attack = "<script>alert(1)</script>"

    update(post, title=attack, summary=attack)

    assert attack not in client.get("/posts/four/changes/").content.decode()


@pytest.mark.parametrize("count", [1, pytest.param(20, marks=pytest.mark.full)])
def test_costs_the_same_for_any_number(count: int, costs: Callable[[str, int], None], post: Post) -> None:
    for number in range(count):
        update(post, body=f"It costs {number} minutes.")

    costs("/posts/four/changes/", 11)
