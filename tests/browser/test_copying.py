"""The buttons that copy an exchange: there with script only, and byte for byte."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from blog.models import Excerpt
from blog.transcripts import read_box, write_fence
from blog.transfer.collect import excerpt_to_exchange
from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
HARD = """Context: After a power cut.

Q (12:40): Is it "done" -- or <b>not</b> & done?

Mei Tan (founder): No […] it *is* [nearly] "done"...

Second paragraph
with a line of its own.

Source: [Panel](https://quayhall.example/2?a=1&b=2), 2024-06-08"""


def test_copies_as_text_and_as_markdown(live_server: LiveServer, browser: Browser) -> None:
    excerpt = make_post(exchanges=[HARD], published_at=LONG_AGO).excerpts.get()
    page = browser.new_page()
    page.goto(f"{live_server.url}{excerpt.get_absolute_url()}")
    copied = {}
    for name in ("as text", "as Markdown"):
        page.get_by_role("button", name=name).click()
        assert page.get_by_role("status").inner_text() == "Copied."
        paper = browser.new_page()
        paper.set_content("<textarea></textarea>")
        paper.locator("textarea").focus()
        paper.keyboard.press("Control+V")
        copied[name] = paper.locator("textarea").input_value()
        paper.close()
    page.close()

    excerpt = Excerpt.objects.with_turns().get()
    assert copied["as text"].strip() == excerpt.as_box().strip()
    assert read_box(copied["as text"]) == read_box(HARD)
    assert copied["as Markdown"].strip() == write_fence(excerpt_to_exchange(excerpt)).strip()


def test_without_script_there_is_no_button(live_server: LiveServer, browser: Browser) -> None:
    excerpt = make_post(exchanges=[HARD], published_at=LONG_AGO).excerpts.get()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}{excerpt.get_absolute_url()}")

    assert page.get_by_text("as Markdown").is_hidden()
    context.close()
