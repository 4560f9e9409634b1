"""Every state of the desk, narrow and wide, light and dark: axe, the console, its size."""

import gzip
import re
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from blog.models import SiteIdentity
from blog.publishing import library
from tests.browser.desk import at_desk
from tests.browser.test_every_page import faults_in_every_mode, watch
from tests.browser.writer import Writer
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


def test_its_bar_is_one_line_in_german_too(live_server: LiveServer, browser: Browser, now: datetime) -> None:
    context = at_desk(browser, live_server.url)
    library.save(SiteIdentity(pk=1, language="de"), now=now)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/blog/post/{make_post('The word the harbour board chose').pk}/change/")

    tops = "buttons => buttons.map(button => Math.round(button.getBoundingClientRect().top))"
    found = page.locator(".top > :is(.b, .menu)").evaluate_all(tops)
    assert (len(found), len(set(found))) == (3, 1)
    context.close()


class Looker:
    """Looks at a page in every mode, and remembers what is wrong with each state."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page, self.heard = page, watch(page, origin)
        self.faults: dict[str, list[str]] = {}

    def look(self, state: str) -> None:
        told = [said for said in self.heard if not said.endswith(REFUSALS)]
        if found := faults_in_every_mode(self.page) + told:
            self.faults[state] = found
        self.heard.clear()
        self.page.set_viewport_size({"width": 1280, "height": 800})

    def look_into(self, chord: str, state: str) -> None:
        """At the dialog that `chord` opens."""
        self.page.keyboard.press(chord)
        self.page.locator("dialog[open]").wait_for()
        self.look(state)
        self.page.keyboard.press("Escape")
        self.page.locator("dialog[open]").wait_for(state="detached")


def test_while_an_essay_is_written(live_server: LiveServer, browser: Browser) -> None:
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    looker, writer = Looker(page, live_server.url), Writer(page)
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    looker.look("new")
    page.locator("#id_body").focus()
    writer.paste(EXCHANGE)
    page.locator("dialog[data-paste][open]").wait_for()
    looker.look("panel")
    writer.press("Enter")
    page.locator("[data-box]:not([hidden]) [data-card] header").wait_for()
    page.locator("[data-box]:not([hidden]) summary").click()
    page.locator("[data-details] summary").click()
    writer.press("Control+Shift+Enter")
    expect(page.locator("[data-status]")).to_have_text("Write a title before you publish.")
    looker.look("refused")
    looker.look_into("Control+e", "chooser")
    page.locator("#id_body").focus()
    looker.look_into("Control+k", "link")
    looker.look_into("Control+/", "keys")
    context.close()

    assert looker.faults == {}, looker.faults


def test_after_it_is_sent(live_server: LiveServer, browser: Browser) -> None:
    post = make_post(title="T", state="draft", body="First.", exchanges=[EXCHANGE])
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    looker = Looker(page, live_server.url)
    page.goto(f"{live_server.url}/admin/blog/post/{post.pk}/change/")
    page.keyboard.press("Control+Shift+Enter")
    page.locator(".live").wait_for()
    page.locator("[data-menu] summary").click()
    looker.look("published")
    page.evaluate("document.querySelector('[data-sign-in]').showModal()")
    looker.look("signed out")
    page.reload()
    page.locator("#id_body").fill("")
    page.locator("input[name=base_version]").first.evaluate("field => { field.value = 0; }")
    page.keyboard.press("Control+s")
    page.get_by_role("heading", name="This essay changed while you were writing").wait_for()
    looker.look("overtaken")
    context.close()

    assert looker.faults == {}, looker.faults
