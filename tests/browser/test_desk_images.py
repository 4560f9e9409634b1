"""Images while one writes: pasted, dropped, picked, as a cover; described without losing a key."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from blog.models import Image, Post
from tests.browser.desk import EVENTS, Writer, at_desk
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


def bring(page: Page, kind: str, name: str, content: bytes) -> None:
    page.evaluate(BRING, [kind, name, base64.b64encode(content).decode()])


def test_an_image_is_brought_described_and_shown(
    live_server: LiveServer, browser: Browser, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    context = at_desk(browser, live_server.url)
    page = context.new_page()
    heard = watch(page, live_server.url)
    page.goto(f"{live_server.url}/admin/blog/post/add/")
    body, line = page.locator("#id_body"), page.locator("[data-images]")
    writer = Writer(page)
    writer.type("On slips")
    writer.press("Enter")
    writer.type("It begins.")
    page.evaluate(EVENTS)

    bring(page, "paste", "slips.png", picture())
    writer.type("And goes on while it arrives.", delay=20)
    expect(line).to_contain_text("What does slips.png show?", timeout=20_000)
    (slips,) = Image.objects.all()
    expect(body).to_have_value(f"It begins.\n\n![](media:{slips.key})\n\nAnd goes on while it arrives.")
    expect(body).to_be_focused()
    focus, shift = page.evaluate("[seen.focus, seen.shift]")
    assert (focus, round(shift, 3)) == ([], 0)

    line.get_by_role("textbox").fill("Four [paper] slips")
    line.get_by_role("textbox").press("Enter")
    expect(line).to_be_hidden()
    expect(body).to_be_focused()
    assert f"![Four paper slips](media:{slips.key})" in body.input_value()

    bring(page, "drop", "logo.png", SVG)
    expect(line).to_contain_text("“logo.png” is not taken in. SVG may hold scripts", timeout=20_000)
    assert "on its way" not in body.input_value()

    page.locator("[data-image-files]").set_input_files(
        {"name": "boat.png", "mimeType": "image/png", "buffer": picture(size=(9, 9))}
    )
    expect(line).to_contain_text("What does boat.png show?", timeout=20_000)
    line.get_by_role("button").click()
    page.locator("[data-details] summary").click()
    page.locator("#id_cover_upload").set_input_files(
        {"name": "cover.png", "mimeType": "image/png", "buffer": picture(size=(16, 9))}
    )
    expect(page.locator("#id_cover option:checked")).to_have_text("cover.png", timeout=20_000)
    writer.press("Control+Shift+Enter")
    page.locator(".live a").wait_for()

    post = Post.objects.get()
    assert (post.cover, post.image_uses.count()) == (Image.objects.get(file="cover.png"), 2)
    assert [told.rpartition("status of ")[2] for told in heard] == ["400 (Bad Request)"], (
        "the drawing, refused"
    )
    reader = browser.new_context(java_script_enabled=False).new_page()
    reader.goto(f"{live_server.url}{post.get_absolute_url()}")
    first = reader.locator("picture img").nth(1)
    assert first.evaluate("({ complete, naturalWidth }) => complete && naturalWidth > 0")
    assert first.evaluate("({ clientWidth, clientHeight }) => [clientWidth, clientHeight]") == [64, 48]
    assert reader.locator("picture source[type='image/avif']").count() == 3
    context.close()
