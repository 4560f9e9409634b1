"""From a public interview to a published essay: in nine actions, ten with the move to the text."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from blog.models import Excerpt, Post
from blog.publishing import release
from tests.browser.desk import at_desk
from tests.browser.test_every_page import watch
from tests.browser.test_first_essay import TITLE, essay, positions, straight
from tests.browser.writer import Writer
from tests.factories import EXCHANGE, make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

SOURCE = "https://example.com/an-ama"


def write(writer: Writer) -> None:
    """Title, exchange, its source, the text, the tags; then publish."""
    page, text = writer.page, essay()
    writer.press("n")
    page.wait_for_url("**/add/")
    expect(page.locator("#id_title")).to_be_focused()
    writer.type(TITLE)
    writer.paste(text.exchange)
    expect(page.locator("#paste-url")).to_be_focused()
    writer.paste(SOURCE)
    writer.press("Enter")
    expect(page.locator("#id_body")).to_be_focused()
    writer.type(text.body)
    writer.press("Control+;")
    writer.type("ai, openai, open-weights")
    writer.press("Control+Shift+Enter")


def seconds(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def test_nine_actions_from_the_desks_first_page_to_the_live_page(
    live_server: LiveServer, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    heard = watch(page, live_server.url)
    page.goto(f"{live_server.url}/admin/")
    writer = Writer(page)

    write(writer)
    live = page.locator(".live a")
    took = seconds(live.wait_for)
    with capsys.disabled():
        print("\n" + "\n".join(f"{n}. {action}" for n, action in enumerate(writer.log, 1)))

    assert (len(writer.log), writer.clicks) == (9, 0)
    assert heard == []
    reader = browser.new_context(java_script_enabled=False).new_page()
    reader.goto(f"{live_server.url}{live.get_attribute('href')}")
    shown = straight(reader.locator("main").inner_text())
    found = positions(shown, [straight(part) for part in essay().in_order])
    assert (found, -1 in found) == (sorted(found), False)
    excerpt = Excerpt.objects.get()
    assert excerpt.source is not None
    assert excerpt.source.url == SOURCE
    assert excerpt.raw == essay().exchange
    assert [tag.name for tag in Post.objects.get().shown_tags] == ["ai", "openai", "open-weights"]
    again = seconds(page.reload)
    assert took < 3 + 5 * again, "a second on a quiet machine; a busy one is late with both"
    context.close()


def test_the_tenth_is_the_move_from_the_title_to_the_text(new_essay: Page) -> None:
    """Pasting into the text instead: the exchange stands above it all the same."""
    page = new_essay
    writer, text = Writer(page), essay()
    writer.type(TITLE)
    writer.press("Enter")
    writer.paste(text.exchange)
    expect(page.locator("#paste-url")).to_be_focused()
    writer.press("Enter")
    writer.type(text.body)
    writer.press("Control+Shift+Enter")
    page.locator(".live a").wait_for()

    post = Post.objects.get()
    assert post.body.strip() == text.body.strip()
    assert [placement.in_body for placement in post.placements.all()] == [False]


def test_nothing_is_published_while_a_paste_is_looked_at(new_essay: Page) -> None:
    page = new_essay
    writer = Writer(page)
    page.locator("#id_title").fill("T")
    page.locator("#id_body").focus()
    writer.paste("Q: Why?\n\nAnn Bee: Because.")
    page.locator("dialog[data-paste][open]").wait_for()

    writer.press("Control+Shift+Enter")
    assert page.locator("dialog[data-paste][open]").count() == 1
    page.get_by_role("button", name="Insert excerpt").click()
    page.locator("[data-box]:not([hidden]) [data-card]").get_by_text("Because.").wait_for()
    writer.press("Control+Shift+Enter")

    page.locator("[data-undo]").wait_for()
    post = Post.objects.get()
    assert (post.state, post.excerpts.count(), post.body) == ("published", 1, "")


def test_undo_takes_it_back_before_anyone_is_told(
    live_server: LiveServer, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "UNDO", timedelta(minutes=5))  # a busy machine takes ten seconds for a page
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/")
    writer = Writer(page)
    write(writer)
    page.locator("[data-undo]").wait_for()

    writer.click(page.locator("[data-undo]"))

    page.get_by_text("Undone. No reader was told of it.").wait_for()
    post = Post.objects.get()
    assert (post.state, context.request.get(f"{live_server.url}{post.get_absolute_url()}").status) == (
        "draft",
        404,
    )
    context.close()


def test_what_publishing_needs_is_said_at_its_field(new_essay: Page) -> None:
    page = new_essay
    page.locator("#id_body").fill("Some words.")

    page.keyboard.press("Control+Shift+Enter")

    expect(page.locator("[data-status]")).to_have_text("Write a title before you publish.")
    expect(page.locator("#id_title")).to_be_focused()
    expect(page.locator("#id_body")).to_have_value("Some words.")


def test_an_excerpt_is_found_and_placed_again(new_essay: Page) -> None:
    page = new_essay
    make_post(exchanges=[EXCHANGE])
    writer = Writer(page)
    writer.type("T")
    writer.press("Control+e")
    writer.type("prado")
    page.locator("[data-chooser] [role=option]").wait_for()
    writer.press("Enter")
    page.locator("[data-box]:not([hidden])").wait_for()
    writer.press("Control+s")
    expect(page.locator("[data-status]")).to_have_text("Saved. Readers do not see it.")

    assert Excerpt.objects.get().placements.count() == 2


def test_an_excerpt_chosen_amid_the_text_stands_there(new_essay: Page) -> None:
    page = new_essay
    make_post(exchanges=["Q: Why?\n\nAnn Bee: Because."])
    writer = Writer(page)
    writer.type("T")
    writer.press("Enter")
    writer.type("Before.")
    writer.press("Control+e")
    writer.type("because")
    page.locator("[data-chooser] [role=option]").wait_for()
    writer.press("Enter")
    writer.type("After.")

    expect(page.locator("#id_body")).to_have_value("Before.\n\n[[qa: why]]\n\nAfter.")
    expect(page.locator("[data-box]:not([hidden])")).to_have_count(1)


def test_the_preview_shows_it_in_four_ways_and_follows(live_server: LiveServer, browser: Browser) -> None:
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    heard = watch(page, live_server.url)
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    page.locator("#id_title").fill("A title")
    page.locator("#id_body").fill("\n\n".join(f"Paragraph number {n}." for n in range(60)))
    inside = page.frame_locator("[data-look-frame]")
    inside.get_by_text("Paragraph number 59.").wait_for()

    page.locator("#id_body").press("Control+End")
    page.keyboard.type("!")
    expect(inside.get_by_text("Paragraph number 59.!")).to_be_in_viewport()
    expect(page.locator("#id_body")).to_be_focused()
    for way in ("Phone", "Card", "Feed", "Page"):
        page.get_by_role("button", name=way, exact=True).click()
        expect(inside.get_by_text("A title").first).to_be_visible()
    expect(page.locator("[data-status]")).to_have_text("Draft saved")
    assert heard == []
    context.close()
