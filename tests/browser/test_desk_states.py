"""Every state of the desk, narrow and wide, light and dark: axe, the console, its size."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.desk import Writer, at_desk
from tests.browser.test_every_page import faults_in_every_mode, watch
from tests.factories import EXCHANGE, make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

STATIC = Path(settings.BASE_DIR) / "static"
MOST_SCRIPT = 30 * 1024
REFUSALS = ("status of 409 (Conflict)", "status of 422 (Unprocessable Content)")
"""Chromium tells its console of each, whatever the page makes of it."""


def modules(name: str, found: dict[str, bytes]) -> dict[str, bytes]:
    """The script `name` and all that it imports, by path."""
    path = (STATIC / name).resolve()
    key = str(path.relative_to(STATIC))
    if key not in found:
        found[key] = path.read_bytes()
        for other in re.findall(rb"""^import .*?["'](\.[^"']+)["'];""", found[key], re.MULTILINE | re.DOTALL):
            modules(str(path.parent.relative_to(STATIC) / other.decode()), found)
    return found


def test_its_scripts_are_small() -> None:
    found = modules("js/desk.js", {})
    size = sum(len(gzip.compress(words, 9)) for words in found.values())

    assert len(found) > 10
    assert size <= MOST_SCRIPT, f"{size} bytes"


def test_every_state_of_the_desk(live_server: LiveServer, browser: Browser) -> None:
    other = make_post(title="Another", state="draft", body="First.", exchanges=[EXCHANGE])
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    heard = watch(page, live_server.url)
    writer, faults = Writer(page), {}

    def look(state: str) -> None:
        told = [said for said in heard if not said.endswith(REFUSALS)]
        if found := faults_in_every_mode(page) + told:
            faults[state] = found
        heard.clear()
        page.set_viewport_size({"width": 1280, "height": 800})

    page.goto(f"{live_server.url}/admin/blog/post/add/")
    look("new")
    page.locator("#id_body").focus()
    writer.paste(EXCHANGE)
    page.locator("dialog[data-paste][open]").wait_for()
    look("panel")
    writer.press("Enter")
    page.locator("[data-box]:not([hidden]) [data-card] header").wait_for()
    page.locator("[data-box]:not([hidden]) summary").click()
    page.locator("[data-details] summary").click()
    writer.press("Control+Shift+Enter")
    expect(page.locator("[data-status]")).to_have_text("Write a title before you publish.")
    look("refused")
    _open(page, writer, "Control+e", "chooser", look)
    page.locator("#id_body").focus()
    _open(page, writer, "Control+k", "link", look)
    _open(page, writer, "Control+/", "keys", look)
    page.locator("#id_title").fill("T")
    writer.press("Control+Shift+Enter")
    page.locator(".live").wait_for()
    page.locator("[data-menu] summary").click()
    look("published")
    page.evaluate("document.querySelector('[data-sign-in]').showModal()")
    look("signed out")
    address = f"{live_server.url}/admin/blog/post/{other.pk}/change/"
    page.goto(address)
    page.locator("#id_body").fill("")
    page.locator("input[name=base_version]").first.evaluate("field => { field.value = 0; }")
    writer.press("Control+s")
    page.get_by_role("heading", name="This essay changed while you were writing").wait_for()
    look("overtaken")
    context.close()

    assert faults == {}, faults


def _open(page: Page, writer: Writer, chord: str, name: str, look: object) -> None:
    writer.press(chord)
    page.locator("dialog[open]").wait_for()
    look(name)  # type: ignore[operator]
    writer.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
