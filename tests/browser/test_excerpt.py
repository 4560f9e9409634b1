"""How an excerpt stands on the page: names, translations, folds and links to a turn."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from blog.models import Excerpt
from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TRANSLATED = """Host: Why?

Lucía Prado (archivera del litoral, desde hace años) [41:07] {lang=es}: Porque sí.
Translation (en, Maren Quill): Because.

Jonas Weld (systems librarian of the harbour, and keeper of its keys): No.

  Never.

Mei Tan: Yes."""
LONG = "Host: Why?\n\nMei Tan: So.\n\n" + "\n\n".join(
    f"Host: And {number}?\n\nMei Tan: {'word ' * 90}" for number in ("one", "two", "three")
)


@pytest.fixture
def show(live_server: LiveServer, browser: Browser) -> Callable[..., Page]:
    """`show(exchange, width, anchor)`: an essay that places it, in a window of this width."""

    def shown(exchange: str, width: int = 1280, anchor: str = "") -> Page:
        post = make_post(exchanges=[exchange], published_at=LONG_AGO)
        slug = Excerpt.objects.get(posts=post).slug
        page = browser.new_page(viewport={"width": width, "height": 700})
        end = f"#x-{slug}-{anchor}" if anchor else ""
        page.goto(f"{live_server.url}{post.get_absolute_url()}{end}")
        return page

    return shown


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found
    return {
        "left": found["x"],
        "top": found["y"],
        "right": found["x"] + found["width"],
        "bottom": found["y"] + found["height"],
    }


@pytest.mark.parametrize("width", [390, 1280])
def test_a_translation_stands_over_the_original(show: Callable[..., Page], width: int) -> None:
    page = show(TRANSLATED, width)

    assert box(page, ".said p.a:not(.tr)")["bottom"] <= box(page, ".said p.tr")["top"]


def test_a_name_of_three_lines_parts_no_translation_from_its_original(show: Callable[..., Page]) -> None:
    said = "Jördis Öhlenschläger (Hafenmeisterin) {lang=es}: Porque sí.\nTranslation (en, Mei Tan): Because."
    page = show(f"Host: Why?\n\n{said}")

    translation, name = box(page, ".said p.a:not(.tr)"), box(page, ".said p.a:not(.tr) .who")
    assert name["bottom"] - name["top"] > 50
    assert translation["bottom"] - translation["top"] < 45


def test_names_hang_in_the_margin_where_there_is_one(show: Callable[..., Page]) -> None:
    page = show(TRANSLATED, 1280)

    names = page.locator(".qa .who:visible").all()
    boxes = [found for name in names if (found := name.bounding_box()) and found["width"] > 1]
    assert len(boxes) == 4
    text = box(page, ".qa p.q")["left"]
    assert all(name["x"] + name["width"] < text for name in boxes)
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))


def test_names_stand_above_the_words_on_a_phone(show: Callable[..., Page]) -> None:
    page = show("Host: Why?\n\nMei Tan: So.", 390)

    name, turn = box(page, ".qa .a .who"), box(page, ".qa .a")
    assert turn["left"] < name["left"] < turn["left"] + 30
    assert turn["bottom"] - name["bottom"] > 15


@pytest.mark.parametrize("anchor", ["", "t6"])
def test_a_link_to_a_folded_turn_opens_the_fold(show: Callable[..., Page], anchor: str) -> None:
    page = show(LONG, anchor=anchor)

    assert page.locator("details.fold[open]").count() == bool(anchor)
    if anchor:
        assert 0 <= box(page, ".qa p:target")["top"] < 700


def test_nothing_is_wider_than_the_narrowest_window(show: Callable[..., Page]) -> None:
    long = "https://archive.example/" + "x" * 300
    page = show(
        f"{'W' * 50}: Why?\n\nMei Tan ({'capacity ' * 12}): {long} {'w' * 300}\n\nSource: {'T' * 200}", 320
    )

    assert page.evaluate("document.documentElement.scrollWidth") == 320
