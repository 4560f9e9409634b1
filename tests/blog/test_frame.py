"""What stands around every public page is read once for each generation of content, and kept no longer."""

from datetime import datetime, timedelta
from unittest.mock import Mock

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from blog.models import SiteIdentity
from blog.publishing import library, release
from tests.blog.reading import Page
from tests.factories import EXCHANGE, make_page, make_post

SHARED = 3
"""Queries for what pages share: the site, the titles in the menus, and which lists have a row."""


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get("/posts/")
    return len(asked)


def test_the_second_page_does_not_ask_again(client: Client, now: datetime) -> None:
    make_post()
    release.promote_due(now)
    first, second = queries(client), queries(client)

    assert first - second == SHARED


def test_an_owner_who_keeps_no_pages_keeps_no_frame(
    client: Client, settings: Settings, now: datetime
) -> None:
    settings.PAGES_IN_MEMORY = 0
    make_post()
    release.promote_due(now)
    first, second = queries(client), queries(client)

    assert first == second


def test_every_verb_ends_it(client: Client, now: datetime) -> None:
    menus = [menu(client)]
    post = make_post(exchanges=[EXCHANGE])
    menus.append(menu(client))
    make_page("About")
    menus.append(menu(client))
    site = SiteIdentity.current()
    site.navigation = [{"label": "Elsewhere", "url": "https://elsewhere.example/"}]
    library.save(site, now=now)
    menus.append(menu(client))
    release.withdraw(post, by=None, now=now, reason="Withdrawn by its author.")

    assert menus == [
        [],
        ["Essays", "Excerpts", "People"],
        ["Essays", "Excerpts", "People", "About"],
        ["Elsewhere"],
    ]
    assert "Archive" not in footer(client)


def test_the_hour_of_an_essay_ends_it(client: Client, now: datetime) -> None:
    make_post(state="scheduled", published_at=now + timedelta(hours=1))
    before = menu(client)
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        after = menu(client)

    assert (before, after) == ([], ["Essays"])


def test_where_what_is_due_cannot_be_promoted_the_hour_holds_all_the_same(
    client: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_post(state="scheduled", published_at=now + timedelta(hours=1))
    menu(client)

    def full(_now: datetime) -> int:
        raise DatabaseError("disk full")

    monkeypatch.setattr(release, "promote_due", full)
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        assert menu(client) == ["Essays"]


def menu(client: Client) -> list[str]:
    return Page(client.get("/posts/")).texts("header nav a")


def footer(client: Client) -> list[str]:
    return Page(client.get("/posts/")).texts("footer nav a")


def test_counts_follow_what_is_published(client: Client, now: datetime) -> None:
    def counted() -> list[str]:
        return [Page(client.get(path)).text("main") for path in ("/tags/", "/archive/", "/people/")]

    make_post(tags=["ai"], exchanges=[EXCHANGE])
    before = counted()

    make_post(tags=["ai"], exchanges=[EXCHANGE])

    assert [one == other for one, other in zip(before, counted(), strict=True)] == [False, False, False]


def test_a_page_that_is_not_there_goes_by_the_clock_at_the_door(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Mock(wraps=timezone.now)
    monkeypatch.setattr(timezone, "now", clock)

    assert client.get("/posts/nowhere/").status_code == 404
    assert clock.call_count == 1
