"""An essay on paper: no exchange is broken over two pages, and a number leads to its source's address."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.factories import NOW, make_post

pytestmark = [pytest.mark.full, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "It was said in a small room, and it is repeated in a larger one. " * 60
EXCHANGE = """::: qa
Q: Question {n}?

Mei Tan: Answer {n}. {words}

Source: [Talk {source}](https://talk.example/{source}), 2025-06-14
:::"""


def pages(live_server: LiveServer, browser: Browser, address: str) -> list[str]:
    """The words on each page of A4, in one line."""
    page = browser.new_page()
    page.goto(f"{live_server.url}{address}")
    paper = PdfReader(BytesIO(page.pdf(format="A4")))
    page.close()
    return [" ".join(sheet.extract_text().split()) for sheet in paper.pages]


def test_loses_nothing_at_its_edges(live_server: LiveServer, browser: Browser) -> None:
    post = make_post("On paper", body=f"```\n{'a long line of code ' * 20}\n```")
    page = browser.new_page(viewport={"width": 640, "height": 900})
    page.emulate_media(media="print")
    page.goto(f"{live_server.url}{post.get_absolute_url()}")

    assert page.locator("pre").evaluate("pre => pre.scrollWidth <= pre.clientWidth")
    page.close()


def test_tells_its_own_address_and_those_of_sources_beside_their_titles(
    live_server: LiveServer, browser: Browser
) -> None:
    for day, title in enumerate(("Before", "Between", "On paper")):
        words = EXCHANGE.format(n=day, source="A" if title != "Between" else "B", words="")
        post = make_post(title, body=f"{words}\n\nWords.", published_at=NOW + timedelta(days=day - 4))

    (sheet,) = pages(live_server, browser, post.get_absolute_url())

    assert "[1] Talk A <https://talk.example/A> — also quoted in Before" in sheet
    assert re.search(r"“On paper”, .*2026\. <http://[a-z:0-9.]+/posts/on-paper/>", sheet)
    assert "BibTeX" not in sheet


def test_keeps_exchanges_whole_and_numbers_their_sources(live_server: LiveServer, browser: Browser) -> None:
    said = "And it was said once more. " * 12
    exchanges = [EXCHANGE.format(n=n, source="ABA"[n - 1], words=f"{said}End {n}.") for n in (1, 2, 3)]
    body = "\n\n".join(f"{WORDS}\n\n{exchange}" for exchange in exchanges)
    post = make_post("On paper", body=f"{body}\n\n[Elsewhere](https://elsewhere.example/).")

    found = pages(live_server, browser, post.get_absolute_url())

    assert len(found) > 2
    for n, number in ((1, 1), (2, 2), (3, 1)):
        (sheet,) = (sheet for sheet in found if f"Question {n}?" in sheet)
        whole = rf"Question {n}\?.*Answer {n}\..*End {n}\. ?Source: Talk .\s?\[{number}\]"
        assert re.search(whole, sheet), sheet
    last = found[-1]
    assert re.search(r"\[1\] Talk A.*<https://talk.example/A> \[2\] Talk B.*<https://talk.example/B>", last)
    assert "Elsewhere <https://elsewhere.example/>" in " ".join(found)
    assert "By date" not in last
