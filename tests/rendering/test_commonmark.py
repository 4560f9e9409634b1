"""CommonMark's own examples: all hold with our blocks on, decoration and sanitiser off."""

import json
from pathlib import Path

import pytest

from blog.rendering import render
from tests.rendering import html_of

SPEC = Path(__file__).parent / "commonmark" / "spec-0.31.2.json"
EXAMPLES = json.loads(SPEC.read_text(encoding="utf-8"))


def same(html: str) -> str:
    """White space alone in a quotation says nothing: CommonMark's own runner drops it too."""
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


def test_none_is_missing() -> None:
    assert len(EXAMPLES) == 652


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["example"])
def test_example(example: dict[str, str]) -> None:
    rendered = render(example["markdown"], decorate=False, sanitise=False)

    assert same(html_of(rendered)) == same(example["html"])
