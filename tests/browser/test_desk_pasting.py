"""What is pasted at the desk: an exchange above the text or amid it, changed in the panel, or plain text."""

import pytest
from playwright.sync_api import Page, Route, expect

from blog.models import Excerpt, Post
from tests.browser.desk import until
from tests.browser.writer import Writer

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

SOURCE = "https://example.com/an-ama"


def test_an_exchange_pasted_amid_the_text_stands_there(new_essay: Page) -> None:
    page = new_essay
    writer = Writer(page)
    writer.type("T")
    writer.press("Enter")
    writer.type("Before.\n\n")
    writer.paste("Q: Why?\n\nAnn Bee: Because.")
    expect(page.locator("[data-insert]")).to_be_visible()
    writer.press("Enter")
    page.locator("[data-box]:not([hidden]) [data-card]").wait_for()
    writer.type("After.")
    writer.press("Control+s")
    expect(page.locator("[data-status]")).to_have_text("Saved. Readers do not see it.")

    post = Post.objects.get()
    assert post.body == "Before.\n\n[[qa: why]]\n\nAfter."
    assert [placement.in_body for placement in post.placements.all()] == [True]


def test_an_exchange_pasted_among_the_tags_stands_above_the_text(new_essay: Page) -> None:
    page = new_essay
    writer = Writer(page)
    page.locator("#id_tags").focus()
    writer.paste("Q: Why?\n\nAnn Bee: Because.")
    page.locator("dialog[data-paste][open]").wait_for()
    writer.press("Enter")

    page.locator("[data-box]:not([hidden]) [data-card]").wait_for()
    expect(page.locator("#id_tags")).to_have_value("")
    expect(page.locator("#id_body")).to_be_focused()


def test_what_is_saved_before_the_exchange_was_read_has_it_all_the_same(new_essay: Page) -> None:
    page, held = new_essay, list[Route]()
    writer = Writer(page)
    page.locator("#id_body").focus()
    writer.paste("Q: Why?\n\nAnn Bee: Because.")
    expect(page.locator("#paste-url")).to_be_focused()
    page.route("**/paste/", lambda route: held.append(route))
    writer.paste(SOURCE)
    writer.press("Enter")
    page.locator("#id_title").fill("T")
    writer.press("Control+s")
    until(page, lambda: held)

    held[0].continue_()

    expect(page.locator("[data-status]")).to_have_text("Saved. Readers do not see it.")
    assert [str(excerpt.source) for excerpt in Post.objects.get().excerpts.all()] == [SOURCE]


def test_a_paste_that_is_wanted_as_it_is_stays_text(new_essay: Page) -> None:
    page = new_essay
    writer = Writer(page)
    page.locator("#id_body").focus()
    exchange = "Q: Why?\n\nAnn Bee: Because."
    writer.paste(exchange)
    page.locator("dialog[data-paste][open]").wait_for()
    writer.press("Escape")

    expect(page.locator("#id_body")).to_have_value(exchange)
    expect(page.locator("#id_body")).to_be_focused()
    writer.press("Control+z")
    expect(page.locator("#id_body")).to_have_value("")


def test_roles_and_the_source_can_be_changed_in_the_panel(new_essay: Page) -> None:
    page = new_essay
    writer = Writer(page)
    page.locator("#id_body").focus()
    writer.paste("Q: Why?\n\nAnn Bee: Because.\n\nCy Dee: And so on.\n\nSource: A hearing")
    page.locator("dialog[data-paste][open]").wait_for()
    page.locator("fieldset.turn").nth(2).get_by_text("Remark").click()
    page.get_by_label("Date said").fill("2026-03")
    page.get_by_label("Source", exact=True).fill("The hearing")
    page.get_by_role("button", name="Insert excerpt").click()
    page.locator("[data-box]:not([hidden]) [data-card]").get_by_text("The hearing").wait_for()
    page.locator("#id_title").fill("T")
    writer.press("Control+s")
    expect(page.locator("[data-status]")).to_have_text("Saved. Readers do not see it.")

    excerpt = Excerpt.objects.get()
    assert [turn.kind for turn in excerpt.turn_list] == ["question", "answer", "remark"]
    assert (str(excerpt.source), excerpt.as_exchange().source.date) == ("The hearing", "2026-03")  # type: ignore[union-attr]
