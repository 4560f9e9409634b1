"""Text made to be slow: set, or refused with a line and a way out, within two seconds of one processor."""

import gc
from collections.abc import Iterator

import pytest

from blog.rendering import BODY_LIMIT, find_fences, render
from blog.rendering.limits import refusal
from tests.rendering import fatal, html_of
from tests.timing import costs_at_most

pytestmark = pytest.mark.full

SECONDS = 2


@pytest.fixture(autouse=True)
def _own_garbage() -> Iterator[None]:
    """Have nothing collected but what the text itself leaves, however much other tests have left."""
    gc.freeze()
    yield
    gc.unfreeze()


def most(pattern: str) -> str:
    """As much of `pattern` as is not refused: the slowest that is set."""
    low, high = 1, BODY_LIMIT // len(pattern.encode(errors="replace"))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if refusal(pattern * middle) else (middle, high)
    return pattern * low


def in_time(text: str) -> None:
    """It is set for the first time and, with its anchors kept, again.

    To keep the name of one paragraph is no work, so such a text is set once.
    """
    rendered, _fences = costs_at_most(SECONDS, lambda: (render(text), find_fences(text)))
    assert all(problem.message for problem in rendered.problems)
    if len(rendered.anchors) > 1:
        again = costs_at_most(SECONDS, lambda: render(text, anchors=rendered.anchors))
        assert again.segments == rendered.segments


SIGNS = [*"aA0é漢ا👩*_`[]()<>!&\\#-+=~|:;'\"^$%@/?.,{} \n\t\r\0\x0b\xa0\u0301\u200b\ufeff\u202e\u2028\ud800"]


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_256_kb_of_one_sign(sign: str) -> None:
    in_time(sign * (BODY_LIMIT // len(sign.encode(errors="replace"))))


READ = "*_`[]()<>!&\\#-+=~|:'\"^\n"
"""Signs that mean something in Markdown, or to typography. All others are text."""


@pytest.mark.parametrize("sign", [*READ, "a", "漢", " ", "@"], ids=lambda sign: f"U+{ord(sign):04X}")
def test_as_much_of_one_sign_as_is_set(sign: str) -> None:
    in_time(most(sign))
    in_time(most(f"{sign} "))
    in_time(most(f"a{sign}"))


NESTED = {
    "quotations": ">" * 10_000,
    "quotations with spaces": "> " * 10_000 + "a",
    "brackets": "[" * 50_000,
    "brackets closed": "[" * 5_000 + "a" + "]" * 5_000,
    "images": "![" * 50_000,
    "links opened": "[a](" * 9_000,
    "lists": "".join(" " * (2 * depth) + "- a\n" for depth in range(300)),
    "lists in a line": "- " * 10_000 + "a",
    "numbers in a line": "1. " * 10_000 + "a",
    "quotations deeper and deeper": "".join("> " * depth + "a\n" for depth in range(400)),
    "stars": "*" * 50_000 + "a" + "*" * 50_000,
    "emphasis": "*a **a " * 5_000 + "b" + " a** a*" * 5_000,
    "emphasis under the limit": "*a **a " * 49 + "b" + " a** a*" * 49,
    "parentheses": "[a](" + "(" * 50_000,
    "notes in notes": "[^a]: " * 2_000,
    "notes deeper and deeper": "".join("    " * depth + f"[^{depth}]: a\n\n" for depth in range(200)),
    "div": "<div>" * 50_000,
    "div in blocks": "<div>\n\n" * 3_900,
    "li": "<ul><li>" * 1_900,
    "span": "<span>" * 3_900,
    "tables of HTML": "<table><tr><td>" * 1_300,
    "formatting left open": "<p>"
    + "".join(f"<b title={at}>" for at in range(1_900))
    + "</p>"
    + "<p>a</p>" * 900,
    "formatting left open in lines": "".join(f"<b title={at}>\n\n" for at in range(1_900)) + "a\n\n" * 3_000,
    "a in a": "<a href=/a>" * 3_900,
    "attributes": "<p " + " ".join(f"a{at}=1" for at in range(30_000)) + ">a</p>",
}


@pytest.mark.parametrize("kind", NESTED)
def test_nesting(kind: str) -> None:
    in_time(NESTED[kind])


MANY = {
    "links": "[a](b) ",
    "references": "[a][b] ",
    "definitions": "[a]: b\n",
    "images": "![a](https://b.example/c) ",
    "figures": '![a](/media/b "c")\n\n',
    "emphasis": "a*b*c ",
    "mixed emphasis": "a**b c* _d_ ",
    "entities": "&amp;",
    "escapes": "\\*",
    "addresses": "<http://a.example> ",
    "code": "`a` ",
    "ticks": "`a``b```",
    "paragraphs": "a\n\n",
    "long paragraphs": "some words of a paragraph\n\n",
    "lines": "a\n",
    "hard lines": "a  \n",
    "headings": "# a\n",
    "long headings": "## the same heading again\n\n",
    "underlined headings": "a\n=\n",
    "lists": "- a\n",
    "nested lists": "- a\n  - b\n",
    "numbers": "1. a\n\n",
    "quotations": "> a\n\n",
    "lazy quotations": "> a\nb\n",
    "rules": "---\n",
    "code blocks": "    a\n\n",
    "fences": "```\na\n```\n",
    "open fences": "```a\n\n",
    "tables": "|a|b|\n|-|-|\n|c|d|\n\n",
    "tags": "<b>a</b> ",
    "tags left open": "<b>a ",
    "blocks of HTML": "<p>a</p>\n\n",
    "comments": "<!-- a -->\n\n",
    "comments left open": "a <!-- b ",
    "cdata left open": "a <![CDATA[",
    "instructions left open": "a <?b ",
    "declarations left open": "a <!A ",
    "attributes left open": "<a b='",
    "quotation marks": "\"a 'b' c\" ",
    "unpaired quotation marks": "\"a 'b ",
    "dashes and dots": "a -- b... ",
    "places": "[[qa: a]]\n",
    "places in sentences": "a [[qa: b]] c\n\n",
    "exchanges": "::: qa\nQ: a\n:::\n",
    "open exchanges": "::: qa\n",
    "colons": ":::\n",
    "unknown notes": "a[^b] ",
    "calls": "a[^1] ",
    "backslashes and lines": "\\\n",
    "tabs": "\t- a\n",
    "signs left to right and back": "אa",
}


@pytest.mark.parametrize("kind", MANY)
def test_many(kind: str) -> None:
    text = most(MANY[kind])

    in_time(text + "\n\n[^1]: Note." if kind == "calls" else text)


GROWING = {
    "notes that call the next": "a[^0]\n\n" + "".join(f"[^{at}]: b[^{at + 1}]\n\n" for at in range(2_000)),
    "notes that call each other": "a[^0]\n\n" + "".join(f"[^{at}]: [^0][^1][^2]\n\n" for at in range(1_000)),
    "a table of 20,000 cells": "|a" * 100 + "\n" + "|-" * 100 + "\n" + ("|b" * 100 + "\n") * 198,
    "a table of one row": "|a" * 8_000 + "\n" + "|-" * 8_000,
    "a table filled up": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|\n" * 5_000,
    "a long cell": "|a|\n|-|\n|" + "word " * 50_000,
    "ticks of every length": "".join("a" + "`" * length for length in range(1, 440)),
    "a definition never ended": "[" + "a\n" * 15_000,
    "titles never ended": "[a]: b 'c\n" * 5_000,
    "colons fewer and fewer": "".join(":" * (400 - at) + " qa\n" for at in range(390)) + ":::x\n" * 5_000,
    "a word": "a" * BODY_LIMIT,
    "a paragraph": "word " * (BODY_LIMIT // 5),
    "a heading": "# " + "word " * 50_000,
    "an essay without end": 'It\'s a "long" one, with [links](/a) -- and more.\n\n' * 4_000,
}


@pytest.mark.parametrize("kind", GROWING)
def test_growing(kind: str) -> None:
    in_time(GROWING[kind])


def test_thousands_of_notes() -> None:
    in_time("".join(f"a[^{at}]\n\n[^{at}]: note\n\n" for at in range(2_000)))


@pytest.mark.parametrize("kind", ["[a]: {0}\n\n", "[a]: /b '{0}'\n\n"])
def test_a_reference_is_no_bomb(kind: str) -> None:
    text = kind.format("x" * 50_000) + "[a] " * 5_000

    in_time(text)
    assert fatal(text) == [
        (
            3,
            "The addresses of all links up to here, each written out, are too long together."
            " Shorten the one they share.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a" * (BODY_LIMIT + 1), 1, "The text is 256 KB long; at most 256 KB fit. Split it in two essays."),
        ("字" * 100_000, 1, "The text is 293 KB long; at most 256 KB fit. Split it in two essays."),
        (
            "a\n" + "[" * 10_000,
            2,
            "From the start to here stand more lines, links, table cells and marks than can be set at once."
            " Split the text in two essays.",
        ),
        (
            "a\n\n" + "> " * 60 + "b",
            3,
            "Quotations and lists stand too deep in one another here. Take some of them out.",
        ),
        (
            "a\n\n" + "*a **a " * 60 + "b" + " a** a*" * 60,
            3,
            "Emphasis and links stand too deep in one another here. Take some of the marks out.",
        ),
        (
            "a\n\n" + "<b>" * 4_001,
            3,
            "More than 4,000 HTML tags stand up to here. Write this part in Markdown.",
        ),
        ("a\nb\0c\0", 2, "This line holds a NUL, which no page can show. Type the line again."),
        ("a\n\nb\ud800c", 3, "This line holds half of a character. Type the character again."),
    ],
)
def test_says_what_is_too_much_and_where(text: str, line: int, told: str) -> None:
    assert fatal(text) == [(line, told)]


def test_what_is_refused_whole_has_no_segments() -> None:
    rendered = render("a" * (BODY_LIMIT + 1))

    assert (rendered.segments, rendered.plain_text, rendered.words) == ([], "", 0)


def test_as_long_as_may_be_is_set_whole() -> None:
    text = (
        'A sentence of the essay with "quotes" in it, and [a link](https://a.example/). ' * 4 + "\n\n"
    ) * 700

    assert len(text) > 0.8 * BODY_LIMIT
    assert fatal(text) == []
    assert html_of(render(text)).count("<a href=") == 2_800


def test_deep_but_in_bounds_nothing_is_lost() -> None:
    text = "\n".join("  " * depth + f"- level {depth}" for depth in range(20)) + "\n\n" + "> " * 40 + "last"

    plain = render(text).plain_text

    assert fatal(text) == []
    assert [f"level {depth}" in plain for depth in range(20)] == [True] * 20
    assert plain.endswith("last")


def test_an_essay_is_set_in_milliseconds() -> None:
    text = "\n\n".join(
        ['The "real" catalyst, it\'s said, was a [model](https://a.example/) of 2023. ' * 4] * 10
    )

    costs_at_most(50 * 0.015, lambda: [render(text) for _again in range(50)])
