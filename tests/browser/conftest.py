"""What the tests in Chromium share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import launched
from tests.browser.desk import at_desk

expect.set_options(timeout=60_000)  # what must come comes late on a busy machine


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: LiveServer) -> LiveServer:
    """The site on a port of its own. Made after the test database, so that its threads share that one."""
    return live_server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for all tests of a file."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, in which Django would refuse to make rows.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture
def new_essay(live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    """The desk where an owner begins an essay."""
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    yield page
    context.close()
