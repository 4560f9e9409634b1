"""Text fragments highlight the quoted passage, and nothing else, in Chromium."""

import io
import time
from base64 import b64decode
from collections.abc import Iterator
from html import escape
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Browser, CDPSession, Page

from blog.evidence.fragments import place_link
from tests.evidence.mutations import TRANSCRIPTS

pytestmark = [pytest.mark.browser, pytest.mark.full]

QUOTATIONS = 75
"""Of each of the four transcripts."""
PATIENCE = 10
"""Seconds until a highlight must be seen."""
REFRAIN = "I will not say it again, and neither will you."
STYLE = """
body { margin: 0; width: 460px; font: 10px/1.4 sans-serif; color: #000; background: #fff }
p { margin: 0 0 900px }
::target-text { background: #f0f; color: #f0f }
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 480, "height": 1250})
    yield context.new_page()
    context.close()


def made_harder(text: str) -> str:
    """The text with a refrain in every third paragraph, so that some words need others around them."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(f"{one} {REFRAIN}" if at % 3 == 0 else one for at, one in enumerate(paragraphs))


def passages(text: str, random: Random) -> Iterator[tuple[int, int]]:
    """Where quotations stand: a few words, sentences, long ones, over two paragraphs, and the refrain."""
    starts = [at for at in range(1, len(text)) if text[at - 1].isspace() and not text[at].isspace()]
    while True:
        start = random.choice(starts)
        if random.random() < 0.15:
            start = text.index(REFRAIN, random.choice([0, len(text) // 2]))
        words = (
            random.choice([2, 4, 8, 16, 80]) if not text.startswith(REFRAIN, start) else len(REFRAIN.split())
        )
        end = start + len(" ".join(text[start : start + 1000].split(" ")[:words]).rstrip(" \n,;:-—"))
        if text[start:end].count("\n\n") <= 1 and text[start:end].strip() == text[start:end] != "":
            yield start, end


# The boxes of the passage's lines, once it stands at the top of the window.
EXPECTED = """([start, end]) => {
  const rects = []
  let at = 0
  for (const block of document.querySelectorAll('p')) {
    const length = block.textContent.length
    const from = Math.max(0, start - at), to = Math.min(length, end - at)
    if (from < to) {
      const range = document.createRange()
      range.setStart(block.firstChild, from)
      range.setEnd(block.firstChild, to)
      for (const box of range.getClientRects()) rects.push([box.left, box.top, box.right, box.bottom])
    }
    at += length + 2
  }
  const before = scrollY
  scrollBy(0, rects[0][1] - 100)
  const up = scrollY - before
  return rects.map(([left, top, right, bottom]) => [left, top - up, right, bottom - up])
}"""


def highlighted(page: Page, cdp: CDPSession) -> Image.Image:
    """White where the highlight is, black elsewhere."""
    shot = cdp.send("Page.captureScreenshot", {"optimizeForSpeed": True})["data"]
    red, green, blue = Image.open(io.BytesIO(b64decode(shot))).convert("RGB").split()
    magenta = ImageChops.multiply(ImageChops.multiply(red, blue), ImageChops.invert(green))
    return magenta.point([255 * (value > 250) for value in range(256)])


def fault(page: Page, cdp: CDPSession, span: tuple[int, int]) -> str:
    """What is wrong with the highlight, if something is."""
    boxes = page.evaluate(EXPECTED, list(span))
    shown = highlighted(page, cdp)
    for left, top, right, bottom in boxes:
        line = shown.crop((round(left), round(top), round(right), round(bottom))).getbbox()
        if line is None or line[0] > 2 or right - left - line[2] > 2:
            return f"not all of it: {line} of {right - left}"
    for left, top, right, bottom in boxes:
        ImageDraw.Draw(shown).rectangle((left - 2, top - 4, right + 2, bottom + 4), fill=0)
    return f"beyond it: {shown.getbbox()}" if shown.getbbox() else ""


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_fragment_of_every_quotation_highlights_it_alone(path: Path, page: Page) -> None:
    text = made_harder(path.read_text())
    body = "".join(f"<p>{escape(block)}</p>" for block in text.split("\n\n"))
    html = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{body}"
    page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    cdp = page.context.new_cdp_session(page)

    faults: dict[str, str] = {}
    for number, span in enumerate(islice(passages(text, Random(5)), QUOTATIONS)):
        link = place_link(f"http://source.example/?{number}", text, span)
        assert link, text[slice(*span)]
        page.goto(link)
        end = time.monotonic() + (0 if faults else PATIENCE)
        while (found := fault(page, cdp, span)) and time.monotonic() < end:
            page.wait_for_timeout(100)  # a busy machine paints late what was scrolled into view
        if found:
            faults[link] = found

    assert faults == {}
