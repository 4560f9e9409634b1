"""Words brought from another page in Chromium: the bookmark, the sign-in on the way, and no script."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from blog.admin.capturing import BOOKMARK
from blog.models import Excerpt
from tests.browser.accounts import EMAIL, PASSWORD, press
from tests.browser.test_every_page import watch
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

ELSEWHERE = "https://quayhour.example/12"
SOURCE = f"Source: [The Quay Hour, episode 12]({ELSEWHERE})"
LONG = ("Sie sagte: “Über alles”. 值得。 " * 800).strip()
"""More than 20,000 characters, of which few stand in an address as they are."""


@pytest.fixture(autouse=True)
def site(live_server: LiveServer, settings: Settings) -> str:
    """Its origin; there someone writes whose sign-in is EMAIL and PASSWORD."""
    settings.SITE_ORIGIN = live_server.url
    user = make_user("author", email=EMAIL, name="Maren Quill")
    user.set_password(PASSWORD)
    user.save()
    return live_server.url


def open_elsewhere(context: BrowserContext, inside: str) -> Page:
    """A page of another site."""
    body = f"<!doctype html><title>The Quay Hour, episode 12</title>{inside}"
    context.route(ELSEWHERE, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page = context.new_page()
    page.goto(ELSEWHERE)
    return page


def sign_in(page: Page) -> None:
    """At the second try: a refusal keeps what was brought, too."""
    page.get_by_label("E-mail address").fill(EMAIL)
    for password in ("not it", PASSWORD):
        page.get_by_label("Password").fill(password)
        press(page, "Sign in")


def transcript(page: Page) -> str:
    page.wait_for_selector("#excerpt_form")
    return page.get_by_label("Transcript").input_value()


def test_the_bookmark_brings_a_long_selection_through_the_sign_in(site: str, browser: Browser) -> None:
    context = browser.new_context()
    page = open_elsewhere(context, f"<p>{LONG}</p>")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('p'))")
    with context.expect_page() as opened:
        page.evaluate(BOOKMARK.format(address=f"{site}/admin/capture/").removeprefix("javascript:"))
    desk = opened.value
    heard = watch(desk, site)

    sign_in(desk)

    assert transcript(desk) == f"Speaker: {LONG}\n\n{SOURCE}"
    press(desk, "Save")
    assert Excerpt.objects.get().turns.get().text == LONG
    assert heard == []
    context.close()


def test_what_an_app_shares_waits_behind_a_link(site: str, browser: Browser) -> None:
    """Sent from elsewhere, as a telephone sends it: perhaps without the cookie of who is signed in."""
    context = browser.new_context()
    field = f"<textarea name=text>{LONG}</textarea><input name=url value={ELSEWHERE}>"
    page = open_elsewhere(
        context, f"<form method=post action={site}/admin/capture/>{field}<button>Share</button></form>"
    )
    press(page, "Share")
    page.get_by_role("link", name="Sign in and go on").click()
    sign_in(page)

    assert transcript(page) == f"Speaker: {LONG}\n\nSource: {ELSEWHERE}"
    context.close()


def test_short_words_need_no_script(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    brought = {"title": "The Quay Hour, episode 12", "url": ELSEWHERE, "text": "Host: Why?\n\nMei Tan: So."}
    page.goto(f"{site}/admin/capture/?{urlencode(brought)}")
    sign_in(page)

    assert transcript(page) == f"Host: Why?\n\nMei Tan: So.\n\n{SOURCE}"
    context.close()
