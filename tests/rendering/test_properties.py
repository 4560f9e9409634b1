"""What holds for any text: it is set, the same each time, as HTML that means what it says."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.rendering import Rendered, fill, find_fences, render, summarise
from tests.rendering import html_of, parsed
from tests.rendering.payloads import PAYLOADS, faults

PIECES = [
    *"*_`~[]()<>!&\\#-+=|:;'\"^{}.,?/@\n\t \r\0",
    *["\n\n", "    ", "- ", "1. ", "> ", "# ", "```\n", "---\n", "|a|b|\n|-|-:|\n|c|d|\n", "word ", "<br>"],
    *["[^1]", "[^1]: ", "[^2]: a\n\n    b", "[a](/b)", "[a]: /b 'c'\n", "![a](/media/b.png)", "![a](//c)"],
    *["[[qa: a]]\n", "\n[[qa: b]]\n", "::: qa\n", "\n:::\n", "\"a\" -- 'b'...", "<!--", "-->", "</p>"],
    *["<b>", "</b>", "<div>\n", "</div>\n", "<a href='#x' id=x>", "</a>", "<details open>", "<img src=/a>"],
    *["مرحبا", "漢字。", "\ud800", "\x0b", "\u2028", "![a](https://c.example/)"],
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES) | st.sampled_from(PAYLOADS) | st.text(max_size=6), max_size=25).map(
        "".join
    ),
    st.text(alphabet=st.characters(), max_size=80),
)
LANGUAGES = st.sampled_from(["en", "de", "fr", "ar", "zh-Hans", "tlh", ""])
WELL_FORMED = re.compile(r'(?:[^<>]|<(?:/[a-z0-9]+|[a-z0-9]+(?: [a-z-]+="[^"]*")*)>)*')
CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

often = settings(max_examples=120, suppress_health_check=list(HealthCheck))
very_often = settings(often, max_examples=2_000)


def holds(text: str, language: str) -> None:
    rendered = render(text, language=language)

    assert rendered == render(text, language=language)
    is_plain_data(rendered)
    is_clean(rendered)
    tells_where(rendered, text)
    survives_an_edit(rendered, text, language)
    assert [
        text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[fence.start : fence.end]
        for fence in find_fences(text)
    ] == [fence.text.split("\n") for fence in find_fences(text)]


def is_plain_data(rendered: Rendered) -> None:
    data = [rendered.segments, rendered.contents, rendered.anchors, list(rendered.placements)]

    assert json.loads(json.dumps(data)) == data
    assert CONTROLS.findall(html_of(rendered) + rendered.plain_text) == []
    assert rendered.minutes >= 1
    assert len(summarise(rendered.plain_text)) <= 200


def is_clean(rendered: Rendered) -> None:
    """Each segment is well-formed by itself; together they hold what is allowed, and each id once."""
    for segment in rendered.segments:
        assert WELL_FORMED.fullmatch(segment.get("html", ""))
    page = parsed("".join(segment["html"] for segment in fill(rendered.segments) if "html" in segment))
    ids = [str(name) for name in page.xpath("//@id")]
    assert faults(page) == []
    assert sorted(ids) == sorted(set(ids))
    ours = {entry["id"] for entry in rendered.contents} | {name for name, _digest in rendered.anchors[1:]}
    assert ours <= set(ids)


def tells_where(rendered: Rendered, text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert [problem for problem in rendered.problems if not 1 <= problem.line <= lines] == []
    assert len(set(rendered.placements)) == len(rendered.placements)


def survives_an_edit(rendered: Rendered, text: str, language: str) -> None:
    """Rendered with its own anchors it is the same; with a paragraph before it, ids stay or are new."""
    assert render(text, anchors=rendered.anchors, language=language) == rendered
    after = render(f"Entirely new words\n\n{text}", anchors=rendered.anchors, language=language)
    names = [name for name, _digest in after.anchors[1:]]
    assert len(set(names)) == len(names)


@often
@given(TEXTS, LANGUAGES)
def test_any_text(text: str, language: str) -> None:
    holds(text, language)


@pytest.mark.full
@very_often
@given(TEXTS, LANGUAGES)
def test_very_many_texts(text: str, language: str) -> None:
    holds(text, language)


@often
@given(st.text(alphabet=st.characters(), max_size=300), st.integers(0, 250))
def test_a_summary_is_never_longer_than_asked(text: str, limit: int) -> None:
    summary = summarise(text, limit)

    assert len(summary) <= limit
    assert " ".join(text.split()).startswith(" ".join(summary.removesuffix("…").split()))
