"""A session that ends while one writes: nothing typed is lost, and who signs in again is asked but once."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, Response, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from blog.models import Post, WorkingCopy
from tests.browser.accounts import EMAIL, PASSWORD
from tests.browser.desk import at_desk, sign_in, until
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]


def owner() -> User:
    user = make_user("owner", name="Maren Quill", email=EMAIL)
    user.set_password(PASSWORD)
    user.save()
    return user


def test_a_session_that_ended_is_renewed_beside_the_page(live_server: LiveServer, browser: Browser) -> None:
    context = at_desk(browser, live_server.url, owner())
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    Session.objects.all().delete()
    page.locator("#id_title").fill("Still here")
    dialog = page.get_by_role("dialog", name="You are signed out")
    dialog.wait_for()

    with context.expect_page() as opened:
        dialog.get_by_role("link", name="Sign in").click()
    window = opened.value
    window.get_by_label("E-mail address").fill(EMAIL)
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button", name="Sign in", exact=True).click()

    expect(dialog).to_be_hidden()
    expect(page.locator("[data-status]")).to_have_text("Draft saved")
    assert WorkingCopy.objects.get().data["title"] == "Still here"
    context.close()


def sign_in_elsewhere(context: BrowserContext, origin: str, page: Page) -> None:
    """As in another window, which tells `page` of it."""
    sign_in(context, origin, User.objects.get())
    page.evaluate("postMessage('signed in', location.origin)")


def test_an_answer_from_before_the_sign_in_asks_for_no_other(
    live_server: LiveServer, browser: Browser
) -> None:
    context = at_desk(browser, live_server.url, owner())
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/autosave/", lambda route: held.append((route, route.fetch())), times=1)
    Session.objects.all().delete()
    page.locator("#id_title").fill("Still here")
    dialog = page.get_by_role("dialog", name="You are signed out")
    dialog.wait_for()
    until(page, lambda: held)

    sign_in_elsewhere(context, live_server.url, page)
    expect(dialog).to_be_hidden()
    ((late, answer),) = held
    late.fulfill(response=answer)

    assert answer.status == 401
    expect(page.locator("[data-status]")).to_have_text("Draft saved")
    expect(dialog).to_be_hidden()
    context.close()


def test_nor_does_a_token_that_was_refused_before_the_sign_in(
    live_server: LiveServer, browser: Browser
) -> None:
    """Of two requests that find nobody signed in, one hears so only after the other was let in again."""
    context = at_desk(browser, live_server.url, owner())
    page = context.new_page()
    with page.expect_response("**/look/"):
        page.goto(f"{live_server.url}/admin/blog/post/add/")
    refused: list[Response] = []
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        """The first that is asked for because an autosave was refused."""
        if refused and not held:
            held.append((route, route.fetch()))
        else:
            route.continue_()

    page.on("response", lambda told: refused.append(told) if "/autosave/" in told.url else None)
    page.route("**/token/", hold)
    Session.objects.all().delete()
    page.locator("#id_title").fill("Still here")
    dialog = page.get_by_role("dialog", name="You are signed out")
    dialog.wait_for()
    until(page, lambda: held)
    sign_in_elsewhere(context, live_server.url, page)
    expect(dialog).to_be_hidden()

    ((late, answer),) = held
    late.fulfill(response=answer)

    expect(page.locator("[data-status]")).to_have_text("Draft saved")
    expect(dialog).to_be_hidden()
    context.close()


def test_a_sign_in_put_off_is_asked_for_at_the_next_save(live_server: LiveServer, browser: Browser) -> None:
    user = owner()
    context = at_desk(browser, live_server.url, user)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    page.locator("#id_title").fill("Still here")
    Session.objects.all().delete()
    dialog = page.get_by_role("dialog", name="You are signed out")
    dialog.get_by_role("button", name="Later").click()
    page.keyboard.press("Control+s")
    expect(dialog).to_be_visible()

    sign_in(context, live_server.url, make_user("owner"))
    with page.expect_response(lambda told: told.ok and told.url.endswith("/token/")):
        page.evaluate("dispatchEvent(new Event('focus'))")
    page.evaluate("new Promise(done => setTimeout(done, 100))")  # for what the page makes of it
    assert (dialog.is_visible(), Post.objects.count()) == (True, 0)
    sign_in(context, live_server.url, user)
    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(dialog).to_be_hidden()
    expect(page.locator("[data-status]")).to_have_text("Saved. Readers do not see it.")
    assert Post.objects.get().title == "Still here"
    context.close()
