"""Every address of the site × every visitor: `who_may.txt` says what each is answered, to GET and to POST.

To add an address, add its line there. An address without one fails the first test.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.walk.cast import VISITORS, Cast, make_cast


class Row(NamedTuple):
    address: str
    get: tuple[str, ...]
    post: tuple[str, ...]


def rows() -> list[Row]:
    lines = Path(__file__).with_name("who_may.txt").read_text("utf-8").splitlines()
    words = [line.split() for line in lines if line and not line.startswith("#")]
    assert [line for line in words if len(line) != 11] == []
    return [Row(address, tuple(said[:5]), tuple(said[5:])) for address, *said in words]


TABLE = rows()
VISITORS_ONCE = [
    who if who == "author" else pytest.param(who, marks=pytest.mark.one_engine) for who in VISITORS
]
"""An author's lists are the only ones that a database narrows; what it says to others is asked elsewhere."""
MODELS = ("post", "excerpt", "person", "source", "tag")
ROWS = "post event excerpt person source tag series page user image own shown"
IDS = dict.fromkeys(ROWS.split(), 1)


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, here)
        else:
            yield here


def route(address: str) -> str:
    try:
        return resolve(address.format(**IDS)).route
    except Resolver404:
        return f"nothing at {address}"


def test_no_address_is_missing_and_none_is_made_up() -> None:
    there = set(routes(get_resolver().url_patterns))
    walked = {route(row.address) for row in TABLE}

    assert (sorted(there - walked), sorted(walked - there)) == ([], [])


def test_no_line_stands_twice() -> None:
    addresses = [row.address for row in TABLE]

    assert sorted(addresses) == sorted(set(addresses))


@pytest.fixture
def cast(now: datetime, db: None, at_now: None, low_numbers: None) -> Cast:
    return make_cast(now)


def said(answer: HttpResponse) -> str:
    """The status; `in` where it leads to the sign-in page."""
    to_sign_in = answer.get("Location", "").partition("?")[0] in {"/admin/login/", "/accounts/login/"}
    return "in" if to_sign_in else str(answer.status_code)


def ask(browser: Client, method: str, address: str) -> Any:
    """The answer; what asking changed is undone."""
    with transaction.atomic():
        data = {"post": "yes"} if method == "post" else None
        answer = getattr(browser, method)(address, data)
        transaction.set_rollback(True)
    return answer


@pytest.mark.full
@pytest.mark.parametrize("visitor", VISITORS_ONCE)
def test_everyone_is_answered_as_the_table_says(cast: Cast, visitor: str) -> None:
    column = VISITORS.index(visitor)
    wanted = {row.address: (row.get[column], row.post[column]) for row in TABLE}

    found = {
        page: tuple(
            said(ask(cast.browser(visitor), how, page.format(**cast.rows))) for how in ("get", "post")
        )
        for page in wanted
    }

    assert {page: answers for page, answers in found.items() if answers != wanted[page]} == {}


def test_what_is_closed_to_another_author_stays_closed(cast: Cast) -> None:
    closed = [row.address for row in TABLE if row.get[2] == row.post[2] == "403"]
    browser = cast.browser("other")

    answers = {
        page: {said(ask(browser, how, page.format(**cast.rows))) for how in ("get", "post")}
        for page in closed
    }

    assert answers == {page: {"403"} for page in closed}
    assert "/admin/blog/post/{post}/change/" in closed


@pytest.mark.full
@pytest.mark.one_engine
def test_another_author_is_told_nothing_of_a_draft(cast: Cast) -> None:
    """On no page of the admin, in no list searched for it, offered by no chooser."""
    secrets = ("Ida Crane", "Talk of Own", "tag Own")
    pages = [row.address.format(**cast.rows) for row in TABLE if row.address.startswith("/admin/")]
    pages += [f"/admin/blog/{model}/?q={word}" for model in MODELS for word in ("own", "crane")]

    def told(visitor: str) -> set[tuple[str, str]]:
        browser = cast.browser(visitor)
        texts = {page: browser.get(page).content.decode() for page in pages}
        return {(page, word) for page, text in texts.items() for word in secrets if word in text}

    assert told("other") == set()
    assert {word for _page, word in told("author")} == set(secrets)


@pytest.mark.full
@pytest.mark.one_engine
def test_readers_get_no_cookie_and_nothing_an_editor_saw(cast: Cast) -> None:
    public = [row.address for row in TABLE if not row.address.startswith(("/admin/", "/accounts/"))]
    stranger = cast.browser("stranger")
    before = {page: stranger.get(page) for page in public}

    for page in public:
        cast.browser("editor").get(page)
    after = {page: stranger.get(page).content for page in public}

    assert {page for page, answer in before.items() if answer.cookies} == set()
    assert {page: answer.content for page, answer in before.items()} == after
    assert not stranger.cookies
