"""A site whose language is Arabic: its own words stand in a catalogue made up of Arabic letters."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from blog.models import SiteIdentity
from tests.browser.pages import furnish, kinds
from tests.browser.test_every_page import SCROLLS
from tests.catalogue import made_up

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابثدةفغهيجكلمنوبقرستوفوكيز")
KEPT = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}|&\w+;|<[^>]*>|\[\[[^]]*\]\]")
"""What code fills in, and marks."""
OUT_OF_LINE = """[...document.querySelectorAll("h1, h2, h3, .head p, .index p")]
    .filter(line => line.checkVisibility() && !line.closest(".qa, .vh"))
    .filter(line => ["left", "right"].includes(getComputedStyle(line).textAlign)
        ? getComputedStyle(line).textAlign === "left" : getComputedStyle(line).direction === "ltr")
    .map(line => line.textContent.trim().slice(0, 40))"""
"""Headings and lines around them that are set flush left."""


def in_arabic(text: str) -> str:
    """`text` in Arabic letters, as long as it was; what code fills in stays."""
    kept = iter([*KEPT.findall(text), ""])
    return "".join(said.lower().translate(LETTERS) + next(kept) for said in KEPT.split(text))


@pytest.fixture
def arabic(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with made_up(tmp_path, "ar", in_arabic, settings, monkeypatch):
        yield


@pytest.mark.usefixtures("arabic")
def test_every_kind_of_page_runs_right_to_left(live_server: LiveServer, browser: Browser) -> None:
    furnish()
    SiteIdentity.objects.update(name="نادر الساحلي", introduction="أنا نادر الساحلي.", language="ar")
    page = browser.new_page()
    wrong = []
    pages = {kind: path for kind, path in kinds().items() if not kind.startswith("essay ")}
    for kind, path in (pages | {"essay": "/posts/من-يزرع-الظل/"}).items():
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{live_server.url}{path}")
        language, direction = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        if direction != ("rtl" if language == "ar" else ""):
            wrong.append(f"{kind}: {language} {direction}")
        wrong += [f"{kind}: {words}" for words in page.evaluate(OUT_OF_LINE) if language == "ar"]
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate(SCROLLS):
                wrong.append(f"{kind}: scrolls sideways at {width}")

    assert wrong == []
