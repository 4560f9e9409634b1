"""The embed page in a frame of another site, in Chromium: shown, whole, alone; and nothing else is."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_every_page import SCHEMES, violations
from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

PANEL = """Context: On the second morning.

Moderator (12:40): You both run your own servers. Why keep doing it?

Mei Tan (founder, Tidewater hosting co-op): Because the day it breaks, I learn something.

Jonas Weld: I would stop tomorrow if the alternative let me leave […] with everything [I] came with.

Source: [Panel: Small Servers, day two](https://quayhall.example/2), 2024-06-08"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
        """Nothing."""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Another site, on a port of its own, and the folder its pages lie in."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", tmp_path
    server.shutdown()
    server.server_close()


def test_is_framed_as_told_by_another_site_and_nothing_else_is(
    live_server: LiveServer, browser: Browser, elsewhere: tuple[str, Path], settings: Settings
) -> None:
    settings.SITE_ORIGIN = live_server.url
    excerpt = make_post(exchanges=[PANEL]).excerpts.get()
    page_url = f"{live_server.url}{excerpt.get_absolute_url()}"
    frame = Client().get("/oembed", {"url": page_url}).json()["html"]
    origin, folder = elsewhere
    (folder / "index.html").write_text(
        f"<!doctype html><title>Elsewhere</title>{frame}<iframe src='{page_url}'></iframe>"
    )

    page = browser.new_page()
    page.goto(f"{origin}/index.html", wait_until="load")
    framed, refused = page.frames[1:]

    framed.wait_for_url(f"{page_url}embed/")  # it is loaded lazily: the page does not wait for it
    words = framed.locator("blockquote").inner_text()
    assert "Because the day it breaks, I learn something." in words
    assert refused.url.startswith("chrome-error:")
    assert framed.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    assert framed.evaluate("getComputedStyle(document.body).fontFamily").startswith("Newsreader")
    framed.get_by_text("Quoted by").click()
    page.wait_for_url(page_url)
    page.close()


def test_it_is_in_order_at_any_width_and_in_the_dark(live_server: LiveServer, browser: Browser) -> None:
    excerpt = make_post(exchanges=[PANEL]).excerpts.get()
    page = browser.new_page()
    page.goto(f"{live_server.url}{excerpt.get_absolute_url()}embed/")
    for width in (240, 600):
        for scheme in SCHEMES:
            page.set_viewport_size({"width": width, "height": 400})
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], (width, scheme)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
