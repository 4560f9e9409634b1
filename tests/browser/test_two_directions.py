"""Lines of an essay written right to left, in lists of a page written left to right."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ARABIC = "::: qa {lang=ar}\nQ: لماذا؟\n\nBadr: لأن.\n\nSource: Almanac\n:::"


def left(page: Page, words: str) -> int:
    """Where the words themselves begin, in whole pixels: not the box they stand in."""
    found: float = page.evaluate(
        """words => {
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) if (texts.currentNode.data.includes(words)) {
                const range = document.createRange();
                range.selectNodeContents(texts.currentNode);
                const lines = [...range.getClientRects()].filter(line => line.width > 1);
                return Math.min(...lines.map(line => line.left));
            }
        }""",
        words,
    )
    return round(found)


def test_stand_flush_with_the_list(live_server: LiveServer, browser: Browser) -> None:
    make_post(title="من يزرع؟", body=ARABIC, language="ar", tags=["shade"], published_at=LONG_AGO)
    make_post(title="Below", tags=["shade"], published_at=LONG_AGO.replace(year=2019))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/posts/")

    assert {left(page, words) for words in ("من يزرع", "لماذا", "Below")} == {left(page, "Below")}


def test_a_title_stands_under_the_reason_it_is_named_for(live_server: LiveServer, browser: Browser) -> None:
    make_post(title="من يزرع؟", body="نص.", language="ar", tags=["shade"], published_at=LONG_AGO)
    make_post(title="Between", published_at=LONG_AGO.replace(year=2019))  # or it were named for its date
    english = make_post(title="Below", tags=["shade"], published_at=LONG_AGO.replace(year=2018))
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{live_server.url}{english.get_absolute_url()}")

    assert left(page, "من يزرع") == left(page, "Also tagged shade")
