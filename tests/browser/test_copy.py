"""Selecting an excerpt and copying it gives the lines that were pasted, which read back as the same turns."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from blog.models import Excerpt, Outcome, Source
from blog.transcripts import Exchange, read_box
from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Whatever clock the browser's machine has, it is later."""
SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
SAMPLE = """Q: Would you lend the original, and let it be copied?

Ottilie Brandt: yes, we are talking about it. not everyone agrees; it's "no" so far -- we'll see...

Source: Hearing on the town's papers"""


def opening() -> str:
    """The exchange of the seed essay where it is at hand, else a sample of the same form."""
    files = sorted(SEED.glob("*.txt")) if SEED.is_dir() else []
    if not files:
        return SAMPLE
    found = re.search(r"^Q: .*?^Source: [^\n]*", files[0].read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found
    return found[0]


@pytest.fixture
def copy(live_server: LiveServer, browser: Browser) -> Callable[..., str]:
    """`copy(path, width=, css=, script=)`: what the clipboard holds, blank lines collapsed."""

    def copied(path: str, width: int = 1280, css: bool = True, script: bool = True) -> str:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        if not css:
            context.route("**/*.css", lambda route: route.abort())
        page, paper = context.new_page(), browser.new_page()
        page.goto(f"{live_server.url}{path}")
        text = _copied(page, paper)
        context.close()
        paper.close()
        return re.sub(r"\n{2,}", "\n", text).strip("\n")

    return copied


def _copied(page: Page, paper: Page) -> str:
    """What pasting gives, on another page, after `.qa` was selected and copied by the keyboard."""
    page.locator(".qa").evaluate("excerpt => getSelection().selectAllChildren(excerpt)")
    page.keyboard.press("Control+C")
    paper.set_content("<textarea></textarea>")
    paper.locator("textarea").focus()
    paper.keyboard.press("Control+V")
    return paper.locator("textarea").input_value()


def place(exchange: str) -> tuple[str, Exchange]:
    """The address of an essay that shows `exchange`, and the exchange as its rows tell it."""
    post = make_post(exchanges=[exchange], published_at=LONG_AGO)
    return post.get_absolute_url(), Excerpt.objects.with_turns().get(posts=post).as_exchange()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [320, 390, 1024, 1280])
def test_a_copy_is_the_lines_that_were_pasted(copy: Callable[..., str], width: int, script: bool) -> None:
    path, exchange = place(opening())

    text = copy(path, width=width, script=script)

    assert text.split("\n") == [line for line in opening().split("\n") if line]
    assert read_box(text).turns == exchange.turns


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_without_its_style_sheet_it_reads_the_same(copy: Callable[..., str], script: bool) -> None:
    path, _exchange = place(opening())

    lines = copy(path, css=False, script=script).split("\n")

    assert lines == [*(line for line in opening().split("\n") if line), "Not checked", "Link Image Cite"]


PANEL = """Context: After a power cut.

Moderator [12:40]: You both run your own servers. Why?

Mei Tan (founder, Tidewater) [12:46]: Because the day it breaks, I learn.

  And I "sleep" -- well...

Jonas Weld: I would stop […] tomorrow [really].
  See https://weld.example/ too.

Source: [Panel: Small Servers](https://quayhall.example/2), 2024-06-08"""
TRANSLATED = """Presentadora {lang=es}: ¿Qué hace bueno a un archivo?
Translation (en, Maren Quill): What makes a good archive?

Lucía Prado (archivera) [41:07] {lang=es}: Que alguien pueda abrirlo.

  Y leerlo.
Translation (en, Maren Quill): That someone can open it.

  And read it.

Source: Mañana en el archivo"""
CHINESE = """::: qa {lang=zh-Hans}
主持人：什么样的档案才算好档案？

露西娅·普拉多：三十年后还能打开。

Source: 档案馆的早晨
:::"""
ARABIC = """::: qa {lang=ar}
المذيعة: ما الذي يجعل الأرشيف جيدًا؟

لوثيا برادو: أن يُفتح بعد ثلاثين سنة.

Source: صباح الأرشيف
:::"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("exchange", "expected"),
    [
        (
            PANEL,
            [
                "Context: After a power cut.",
                "Moderator (12:40): You both run your own servers. Why?",
                "Mei Tan (founder, Tidewater) (12:46): Because the day it breaks, I learn.",
                'And I "sleep" -- well...',
                "Jonas Weld: I would stop […] tomorrow [really].",
                "See https://weld.example/ too.",
                "Source: Panel: Small Servers, 8 June 2024",
            ],
        ),
        (
            TRANSLATED,
            [
                "Presentadora: ¿Qué hace bueno a un archivo?",
                "Translation (en, Maren Quill): What makes a good archive?",
                "Lucía Prado (archivera) (41:07): Que alguien pueda abrirlo.",
                "Y leerlo.",
                "Translation (en, Maren Quill): That someone can open it.",
                "And read it.",
                "Source: Mañana en el archivo",
            ],
        ),
        (
            CHINESE,
            ["主持人：什么样的档案才算好档案？", "露西娅·普拉多：三十年后还能打开。", "Source: 档案馆的早晨"],
        ),
        (
            ARABIC,
            [
                "المذيعة: ما الذي يجعل الأرشيف جيدًا؟",
                "لوثيا برادو: أن يُفتح بعد ثلاثين سنة.",
                "Source: صباح الأرشيف",
            ],
        ),
    ],
    ids=["panel", "translated", "chinese", "arabic"],
)
def test_every_form_is_copied_as_what_it_is(
    copy: Callable[..., str], exchange: str, expected: list[str], width: int
) -> None:
    path, _exchange = place(exchange)

    assert copy(path, width=width).split("\n") == expected


def test_the_own_page_copies_like_an_essay(copy: Callable[..., str]) -> None:
    path, _exchange = place(opening())
    own = Excerpt.objects.get().get_absolute_url()

    assert copy(own) == copy(path)


@pytest.mark.parametrize("exchange", [PANEL, CHINESE, ARABIC], ids=["panel", "chinese", "arabic"])
def test_a_copy_pastes_back(copy: Callable[..., str], exchange: str) -> None:
    path, rows = place(exchange)

    read = read_box(copy(path).replace("\n", "\n\n"))

    said = [(turn.kind, turn.label, turn.capacity, turn.time) for turn in read.turns]
    assert said == [(turn.kind, turn.label, turn.capacity, turn.time) for turn in rows.turns]
    assert [turn.text.split() for turn in read.turns] == [turn.text.split() for turn in rows.turns]
    assert (read.context, read.source and (read.source.title, read.source.date)) == (
        rows.context,
        rows.source and (rows.source.title, rows.source.date),
    )


def test_a_copied_translation_pastes_back_as_one(copy: Callable[..., str]) -> None:
    path, rows = place(TRANSLATED)

    read = read_box(copy(path))

    assert [turn.translation and turn.translation.translator for turn in read.turns] == ["Maren Quill"] * 2
    assert [turn.text.split() for turn in read.turns] == [turn.text.split() for turn in rows.turns]


def test_nor_is_what_became_of_the_source_part_of_a_copy(copy: Callable[..., str]) -> None:
    path, exchange = place(SAMPLE)
    Source.objects.update(
        url="https://harbour.example/2",
        archive_urls=["https://archive.example/2"],
        outcome=Outcome.DEAD,
        outcome_since=LONG_AGO,
    )

    text = copy(path)

    assert text.split("\n") == [line for line in SAMPLE.split("\n") if line]
    assert read_box(text).turns == exchange.turns
