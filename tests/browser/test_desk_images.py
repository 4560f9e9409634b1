"""Images while one writes: pasted, dropped, picked, as a cover; described without losing a key."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from blog.models import Image, Post
from tests.browser.desk import EVENTS, at_desk
from tests.browser.test_every_page import watch
from tests.media.hostile import SVG, picture

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

BRING = """
([kind, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type: "image/png" }));
  const options = { bubbles: true, cancelable: true, clipboardData: data, dataTransfer: data };
  const event = kind === "paste" ? new ClipboardEvent("paste", options) : new DragEvent("drop", options);
  document.querySelector("[data-body]").dispatchEvent(event);
}
"""


def sent(name: str, size: tuple[int, int]) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": picture(size=size)}


def bring(page: Page, kind: str, name: str, content: bytes) -> None:
    page.evaluate(BRING, [kind, name, base64.b64encode(content).decode()])


@pytest.fixture
def desk(live_server: LiveServer, browser: Browser, settings: Settings, tmp_path: Path) -> Iterator[Page]:
    """A new essay with its first words."""
    settings.MEDIA_ROOT = tmp_path
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    page.locator("#id_title").fill("On slips")
    page.locator("#id_body").fill("It begins.")
    page.locator("#id_body").press("End")
    yield page
    context.close()


def test_a_pasted_image_is_described_and_no_key_is_lost(desk: Page) -> None:
    body, line = desk.locator("#id_body"), desk.locator("[data-images]")
    words = line.get_by_role("textbox")
    desk.evaluate(EVENTS)

    bring(desk, "paste", "slips.png", picture())
    desk.keyboard.type("And goes on while it arrives.", delay=20)
    expect(line).to_contain_text("What does slips.png show?")
    (slips,) = Image.objects.all()
    expect(body).to_have_value(f"It begins.\n\n![](media:{slips.key})\n\nAnd goes on while it arrives.")
    expect(body).to_be_focused()
    focus, shift = desk.evaluate("[seen.focus, seen.shift]")
    assert (focus, round(shift, 3)) == ([], 0)

    words.fill("Four [paper] slips")
    words.press("Enter")
    expect(line).to_be_hidden()
    expect(body).to_be_focused()
    assert f"![Four paper slips](media:{slips.key})" in body.input_value()


def test_what_is_dropped_picked_or_a_cover_is_shown_to_readers(desk: Page, browser: Browser) -> None:
    line, origin = desk.locator("[data-images]"), desk.evaluate("location.origin")
    heard = watch(desk, origin)
    bring(desk, "drop", "logo.png", SVG)
    expect(line).to_contain_text("“logo.png” is not taken in. SVG may hold scripts")
    assert "on its way" not in desk.locator("#id_body").input_value()

    desk.locator("[data-image-files]").set_input_files(sent("boat.png", (64, 48)))
    expect(line).to_contain_text("What does boat.png show?")
    line.get_by_role("button").click()
    desk.locator("[data-details] summary").click()
    desk.locator("#id_cover_upload").set_input_files(sent("cover.png", (16, 9)))
    expect(desk.locator("#id_cover option:checked")).to_have_text("cover.png")
    desk.keyboard.press("Control+Shift+Enter")
    desk.locator(".live a").wait_for()

    post = Post.objects.get()
    assert (post.cover, post.image_uses.count()) == (Image.objects.get(file="cover.png"), 1)
    assert [told.rpartition("status of ")[2] for told in heard] == ["400 (Bad Request)"], (
        "the drawing, refused"
    )
    reader = browser.new_context(java_script_enabled=False).new_page()
    reader.goto(f"{origin}{post.get_absolute_url()}")
    boat = reader.locator("picture img").nth(1)
    assert boat.evaluate("(image) => image.complete && image.naturalWidth > 0")
    assert boat.evaluate("(image) => [image.clientWidth, image.clientHeight]") == [64, 48]
    assert reader.locator("picture source[type='image/avif']").count() == 2
