"""Signing in with a passkey, a code from an app, a recovery code; and what half a sign-in is worth."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.accounts import (
    EMAIL,
    PASSWORD,
    add_app,
    add_passkey,
    code,
    give_passkeys,
    press,
    sign_in,
    sign_out,
)
from tests.browser.test_every_page import watch
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def heard(live_server: LiveServer, page: Page) -> Iterator[list[str]]:
    """What the page did that it must not; asked at the end of each test."""
    heard = watch(page, live_server.url)
    yield heard
    assert heard == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new browser, and an author whose sign-in is EMAIL and PASSWORD."""
    cache.clear()
    user = make_user("author", email=EMAIL, name="Maren Quill")
    user.set_password(PASSWORD)
    user.save()
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def origin(live_server: LiveServer, heard: list[str]) -> str:
    return live_server.url


def session_of(context: BrowserContext) -> str:
    return next(
        cookie["value"] for cookie in context.cookies() if cookie["name"] == settings.SESSION_COOKIE_NAME
    )


def at_desk(page: Page) -> bool:
    return page.url.endswith("/admin/")


@pytest.mark.full
def test_a_passkey_signs_in_without_a_password(page: Page, origin: str) -> None:
    give_passkeys(page)
    sign_in(page, origin)
    add_passkey(page, origin)
    assert page.get_by_role("heading", level=1).inner_text() == "Recovery codes"
    sign_out(page, origin)

    page.goto(f"{origin}/accounts/login/?next=/admin/blog/post/")
    press(page, "Use a passkey")

    assert page.url == f"{origin}/admin/blog/post/"


@pytest.mark.full
def test_a_passkey_is_the_second_step_after_the_password(page: Page, origin: str) -> None:
    give_passkeys(page)
    sign_in(page, origin)
    add_passkey(page, origin, alone=False)
    sign_out(page, origin)

    sign_in(page, origin)
    assert page.get_by_role("heading", level=1).inner_text() == "One more step"
    press(page, "Use a passkey")

    assert at_desk(page)


@pytest.mark.full
def test_one_that_has_no_passkey_here_is_told(page: Page, origin: str) -> None:
    give_passkeys(page)
    page.goto(f"{origin}/accounts/login/")

    page.get_by_role("button", name="Use a passkey").click()

    told = page.get_by_role("alert")
    told.wait_for()
    assert told.inner_text() == "No passkey was used. You can try again."


@pytest.mark.full
def test_an_app_and_a_recovery_code_each_work_once(page: Page, origin: str) -> None:
    sign_in(page, origin)
    secret = add_app(page, origin)
    recovery = page.locator(".codes code").first.inner_text()

    for proof, let_in in [(code(secret), True), (recovery, True), (recovery, False)]:
        sign_out(page, origin)
        sign_in(page, origin)
        page.get_by_label("Six digits").fill(proof)
        press(page, "Go on")
        assert at_desk(page) == let_in, proof

    assert page.get_by_role("alert").count() == 1
    assert page.title().startswith("Error: ")


@pytest.mark.full
def test_half_a_sign_in_opens_nothing(page: Page, origin: str) -> None:
    sign_in(page, origin)
    secret = add_app(page, origin)
    sign_out(page, origin)
    sign_in(page, origin)
    half = session_of(page.context)

    for address in (
        "/admin/",
        "/admin/blog/post/",
        "/admin/blog/post/add/",
        "/accounts/2fa/",
        "/accounts/sessions/",
    ):
        answer = page.context.request.get(f"{origin}{address}", max_redirects=0)
        led = answer.headers.get("location", "").partition("?")[0]
        assert (answer.status, led.endswith("/login/")) == (302, True), address
    page.goto(f"{origin}/accounts/login/")
    page.get_by_label("Six digits").fill(code(secret))
    press(page, "Go on")

    assert at_desk(page)
    assert session_of(page.context) != half


@pytest.mark.full
def test_the_session_changes_at_sign_in(page: Page, origin: str) -> None:
    page.goto(f"{origin}/accounts/login/")
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": "planted", "url": origin}])

    sign_in(page, origin)

    assert at_desk(page)
    assert session_of(page.context) != "planted"


@pytest.mark.full
def test_another_browser_can_be_signed_out(browser: Browser, page: Page, origin: str) -> None:
    elsewhere = browser.new_context()
    other = elsewhere.new_page()
    sign_in(other, origin)
    sign_in(page, origin)
    page.goto(f"{origin}/accounts/sessions/")
    assert page.locator("section h2").count() == 2

    press(page, "Sign out everywhere else")

    assert page.locator("section h2").count() == 1
    assert page.get_by_role("status").inner_text() == "You are signed out everywhere else."
    other.goto(f"{origin}/admin/")
    assert "/accounts/login/" in other.url
    elsewhere.close()


@pytest.mark.full
def test_without_script_a_password_is_enough_and_passkeys_say_why(
    browser: Browser, page: Page, origin: str
) -> None:
    plain = browser.new_context(java_script_enabled=False)
    reader = plain.new_page()
    reader.goto(f"{origin}/accounts/login/")

    assert reader.get_by_role("button", name="Use a passkey").count() == 0
    assert "Passkeys need JavaScript" in reader.locator("main").inner_text()
    sign_in(reader, origin)
    assert at_desk(reader)
    plain.close()
