"""Notes: beside the text while they are few, at its end when they are many."""

import pytest

from blog.rendering import render
from tests.rendering import prose, remarks

PARAGRAPH = '<a class="pa" href="#p{0}" aria-label="Link to paragraph {0}"></a>'


def call(number: int, again: str = "", role: str = "") -> str:
    attributes = f'href="#n-{number}" id="n-{number}-ref{again}" aria-label="Note {number}"'
    return f"<sup><a {role}{attributes}>{number}</a></sup>"


def html(text: str) -> str:
    (segment,) = render(text).segments
    return segment["html"]


def test_a_note_stands_beside_its_paragraph() -> None:
    assert html('One.[^a]\n\nTwo.\n\n[^a]: A *small* "note".') == (
        f'<div class="noted"><p id="p1">One.{call(1)}{PARAGRAPH.format(1)}</p>\n'
        '<div class="notes">\n<p class="note" id="n-1">1. A <em>small</em> “note”.</p>\n</div>\n</div>\n'
        f'<p id="p2" class="end">Two.{PARAGRAPH.format(2)}</p>'
    )


def test_more_than_six_stand_at_the_end() -> None:
    text = "\n\n".join(f"P.[^{number}]\n\n[^{number}]: Note." for number in range(1, 8))
    role = 'role="doc-noteref" '

    stored = html(text)

    assert stored.startswith(f'<p id="p1">P.{call(1, role=role)}{PARAGRAPH.format(1)}</p>\n')
    assert stored.endswith(
        '<section class="endnotes" role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">Notes</h2>'
        '<ol class="sm">\n'
        + "\n".join(
            f'<li id="n-{number}">Note. <a role="doc-backlink" href="#n-{number}-ref" '
            f'aria-label="Back to the text, note {number}">↩</a></li>'
            for number in range(1, 8)
        )
        + "\n</ol></section>"
    )
    assert 'class="noted"' not in stored


def test_six_stand_beside() -> None:
    text = "\n\n".join(f"P.[^{number}]\n\n[^{number}]: Note." for number in range(1, 7))

    assert len(prose(text).find_class("noted")) == 6
    assert prose(text).find_class("endnotes") == []


@pytest.mark.parametrize(
    ("block", "tag"),
    [
        ("- item[^1]", "ul"),
        ("> quotation[^1]", "blockquote"),
        ("## Heading[^1]", "h2"),
        ("|cell[^1]|\n|-|", "div"),
    ],
)
def test_called_elsewhere_than_in_a_paragraph_they_come_after_the_block(block: str, tag: str) -> None:
    called, notes, last = prose(f"{block}\n\n[^1]: Note.\n\nLast.")

    assert (called.tag, notes.get("class"), notes[0].get("id")) == (tag, "notes", "n-1")
    assert last.get("id") == "p1"


def test_numbers_follow_the_text_not_the_order_they_are_written_in() -> None:
    text = "B[^b] a[^a]\n\n[^a]: Second.\n[^b]: First."

    assert [note.text_content() for note in prose(text).find_class("note")] == ["1. First.", "2. Second."]


def test_called_twice_a_note_stands_once_and_each_call_has_its_name() -> None:
    text = "One.[^a] Two.[^a]\n\nThree.[^a]\n\n[^a]: Note."

    page = prose(text)

    assert page.xpath("//sup/a/@id") == ["n-1-ref", "n-1-ref-2", "n-1-ref-3"]
    assert page.xpath("//sup/a/@href") == ["#n-1"] * 3
    assert [element.get("id") for element in page.find_class("note")] == ["n-1"]


def test_at_the_end_it_leads_back_to_each_call() -> None:
    text = "One.[^a] Two.[^a]\n\n[^a]: Note.\n\n    - with a list"

    links = prose(text).xpath("//*[@role='doc-backlink']")

    assert [(link.get("href"), link.get("aria-label"), link.text) for link in links] == [
        ("#n-1-ref", "Back to the text, note 1", "↩"),
        ("#n-1-ref-2", "Back to the text, note 1 (2)", "↩2"),
    ]


def test_a_note_may_have_paragraphs() -> None:
    text = "One.[^a]\n\n[^a]: First.\n\n    Second."

    notes = prose(text).find_class("note")

    assert [(note.get("id"), note.text_content()) for note in notes] == [
        ("n-1", "1. First."),
        (None, "Second."),
    ]


def test_a_note_with_more_than_paragraphs_sends_all_to_the_end() -> None:
    text = "One.[^a] Two.[^b]\n\n[^a]: See:\n\n        code\n\n[^b]: Plain."

    first, second = prose(text).xpath("//section//li")

    assert [element.tag for element in first] == ["p", "pre", "a"]
    assert second.text == "Plain. "


def test_a_note_called_in_a_note_follows_it() -> None:
    text = "One.[^a]\n\nTwo.[^c]\n\n[^a]: See [^b].\n[^b]: Inner, see [^a].\n[^c]: Other."

    first, second = prose(text).find_class("notes")

    assert [note.text_content() for note in first] == ["1. See 3.", "3. Inner, see 1."]
    assert [note.text_content() for note in second] == ["2. Other."]


def test_a_call_in_a_link_is_no_link() -> None:
    (sup,) = prose("[Words[^a]](/x)\n\n[^a]: Note.").iter("sup")

    assert (sup.get("id"), sup.text, len(sup)) == ("n-1-ref", "1", 0)


def test_a_note_may_be_written_anywhere() -> None:
    text = "One.[^a] Two.[^b]\n\n> [^a]: In a quotation.\n\n- [^b]: In a list."

    assert [note.text_content() for note in prose(text).find_class("note")] == [
        "1. In a quotation.",
        "2. In a list.",
    ]


def test_what_is_no_note() -> None:
    assert html("a[^ b] c[^] d^[e] `[^f]` \\[^g]\n\n    [^h]") == (
        f'<p id="p1">a[^ b] c[^] d^[e] <code>[^f]</code> [^g]{PARAGRAPH.format(1)}</p>\n'
        '<pre tabindex="0" role="region" aria-label="Code 1"><code>[^h]</code></pre>'
    )
    assert remarks("a[^ b] c[^] d^[e] `[^f]` \\[^g]") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\nb[^x]", [(2, "[^x] has no note. Write one: [^x]: …")]),
        (
            "a\n\n[^x]: Note.",
            [
                (
                    3,
                    "The note [^x] is not called anywhere, so readers do not get it."
                    " Write [^x] where it belongs.",
                )
            ],
        ),
        (
            "a[^x]\n\n[^x]: One.\n\n[^x]: Two.",
            [
                (
                    5,
                    "The note [^x] is written a second time; readers get the first."
                    " Give one of them another label.",
                )
            ],
        ),
    ],
)
def test_what_readers_would_miss_is_told(text: str, told: list[tuple[int, str]]) -> None:
    assert remarks(text) == told


def test_notes_are_no_part_of_the_words_around_them() -> None:
    rendered = render("One[^a] word.\n\n[^a]: A note.\n\n## Head[^a]")

    assert rendered.plain_text == "One word.\n\nHead\n\nA note."
    assert rendered.contents[0]["text"] == "Head"


def test_the_end_notes_come_after_an_excerpt_that_ends_the_essay() -> None:
    text = "".join(f"P.[^{number}]\n\n[^{number}]: N.\n\n" for number in range(7)) + "[[qa: last]]"

    segments = render(text).segments

    assert [segment.get("excerpt") for segment in segments] == [None, "last", None]
    assert segments[2]["html"].startswith('<section class="endnotes"')
