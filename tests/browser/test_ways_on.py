"""Where a page leads to, as it looks: which year one is in, and how related essays are set."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.factories import NOW, make_post

pytestmark = [pytest.mark.full, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STYLE = "(links, name) => links.map(link => getComputedStyle(link)[name])"


def test_the_year_one_is_in_is_told_from_those_one_can_go_to(
    live_server: LiveServer, browser: Browser
) -> None:
    for days in (0, 400):
        make_post(f"Essay {days}", published_at=NOW - timedelta(days=days))
    page = browser.new_page()
    page.goto(f"{live_server.url}/archive/{NOW.year}/")

    years = page.locator(".years a")
    assert years.evaluate_all("links => links.map(link => link.ariaCurrent)") == ["page", None]
    assert years.evaluate_all(STYLE, "textDecorationLine") == ["none", "underline"]
    page.close()


def test_related_essays_begin_at_the_left_and_the_next_by_date_ends_at_the_right(
    live_server: LiveServer, browser: Browser
) -> None:
    posts = [
        make_post(f"Essay {days}", tags=["harbours"], published_at=NOW - timedelta(days=days))
        for days in range(5, 0, -1)
    ]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{live_server.url}{posts[2].get_absolute_url()}")

    assert page.locator(".related > *").evaluate_all(STYLE, "textAlign") == ["start", "start"]
    assert page.locator(".dates > *").evaluate_all(STYLE, "textAlign") == ["start", "end"]
    page.close()
