"""The whole way, once: the owner by the link, the first essay in the admin, the reader signed out."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.links import owner_link
from tests.browser.test_every_page import watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
SAMPLE = """I am Maren Quill. I write about archives.
Posted on :: Tags: , ,

Q: Would you lend the original, and let it be copied?

Ottilie Brandt: yes, we are talking about it. not everyone agrees; it's "no" so far -- we'll see...

Source: Hearing on the town's papers

It was said in a small room, to nine people.

It is repeated in a larger one.
"""
TITLE = "On the wrong side of history"
PASSWORD = "a long walk home"


@dataclass
class Essay:
    """A text of the seed's form, in the parts an author pastes."""

    exchange: str
    body: str

    @property
    def lines(self) -> list[str]:
        """The three lines of the exchange."""
        return [line for line in self.exchange.split("\n") if line]

    @property
    def in_order(self) -> list[str]:
        """What a reader must meet, one after the other."""
        (asker, question), (name, answer), (source, where) = (line.split(": ", 1) for line in self.lines)
        return [asker, question, name, answer, f"{source}:", where, *self.body.split("\n\n")[:1]]


def essay() -> Essay:
    """The seed's essay where it is at hand, else a sample of the same form."""
    files = sorted(SEED.glob("*.txt")) if SEED.is_dir() else []
    text = files[0].read_text("utf-8") if files else SAMPLE
    found = re.search(r"^(Q: .*?^Source: [^\n]*)\n+(.*)", text, re.DOTALL | re.MULTILINE)
    assert found
    return Essay(found[1], found[2].strip())


def create_owner(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Name").fill("Maren Quill")
    page.get_by_label("E-mail address").fill("maren@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password confirmation").fill(PASSWORD)
    page.get_by_role("button", name="Create the owner").click()
    page.wait_for_url("**/admin/")


def write(page: Page, text: Essay) -> str:
    """Write and publish it, without scripts; returns its public address."""
    page.get_by_role("link", name="New essay").first.click()
    page.get_by_label("Title", exact=True).fill(TITLE)
    page.get_by_label("Transcript 1").fill(text.exchange)
    page.get_by_label("Text", exact=True).fill(text.body)
    page.get_by_label("Tags").fill("ai, openai, open-weights")
    page.get_by_role("button", name="Publish").click()
    live = page.locator(".live a")
    live.wait_for()
    return str(live.get_attribute("href"))


def positions(shown: str, parts: list[str]) -> list[int]:
    """Where each part begins, looking on from the part before; -1 for what is not there."""
    found, at = [], 0
    for part in parts:
        at = shown.find(part, at)
        found.append(at)
        at = max(at, 0)
    return found


def straight(text: str) -> str:
    """Prose is set with curly quotation marks and dashes; this is about the order of things."""
    return re.sub(r"[‘’“”]", "'", text).replace('"', "'")


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.full)])
def test_from_the_link_to_the_reader(live_server: LiveServer, browser: Browser, width: int) -> None:
    text, link = essay(), owner_link(live_server.url)
    assert link is not None
    desk = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = desk.new_page()
    heard = watch(page, live_server.url)

    create_owner(page, link)
    address = write(page, text)

    for css, script in ((True, True), (True, False), (False, True), (False, False)):
        signed_out = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 900})
        if not css:
            signed_out.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
        reader = signed_out.new_page()
        heard_by_reader = watch(reader, live_server.url)
        reader.goto(f"{live_server.url}{address}")
        shown = straight(reader.locator("main").inner_text())

        assert address == "/posts/on-the-wrong-side-of-history/"
        assert reader.get_by_role("heading", level=1).inner_text() == TITLE
        found = positions(shown, [straight(part) for part in text.in_order])
        assert (found, -1 in found) == (sorted(found), False)
        assert [reader.get_by_role("link", name=tag, exact=True).count() > 0 for tag in ("ai", "openai")] == [
            True,
            True,
        ]
        assert heard_by_reader == []
        signed_out.close()
    assert heard == []
    desk.close()


@pytest.mark.full
def test_the_link_is_spent(live_server: LiveServer, browser: Browser) -> None:
    link = owner_link(live_server.url)
    assert link is not None
    context = browser.new_context()
    create_owner(context.new_page(), link)

    stranger = browser.new_page()
    answer = stranger.goto(link)

    assert answer is not None
    assert answer.status == 410
    assert "manage.py owner_link" in stranger.locator("main").inner_text()
    context.close()
