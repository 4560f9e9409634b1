"""How an exchange is laid out: rows, paragraphs and pieces of plain text."""

from dataclasses import dataclass

import pytest

from blog.rendering.exchange import (
    FOLD_WORDS,
    Layout,
    Piece,
    colon,
    direction,
    lay_out,
    paragraphs,
)
from blog.rendering.reading import count_words
from tests.timing import costs_at_most


@dataclass(frozen=True)
class Said:
    kind: str
    label: str
    text: str
    number: int = 1
    language: str = ""
    translation: str = ""
    translation_language: str = ""
    translator: str = ""
    person_id: int | None = None
    capacity: str = ""
    time_code: str = ""
    speaker_url: str = ""


def words(number: int) -> str:
    return " ".join(["word"] * number)


def classes(layout: Layout) -> list[str]:
    return [row.classes for row in (*layout.rows, *layout.folded)]


def pieces(text: str) -> list[tuple[str, str]]:
    (paragraph,) = paragraphs(text)
    return [(piece.kind, piece.text) for piece in paragraph]


def test_a_turn_is_marked_by_its_kind() -> None:
    kinds = ["question", "answer", "remark", "editor"]

    assert classes(lay_out(Said(kind, "Mei", "Yes.") for kind in kinds)) == ["q", "a", "r", "r editor"]


def test_each_who_answers_has_a_bar_of_their_own() -> None:
    spoken = [("question", "Q"), ("answer", "Mei"), ("answer", "Jonas"), ("answer", "MEI"), ("answer", "Ada")]

    layout = lay_out(Said(kind, label, "Yes.") for kind, label in spoken)

    assert classes(layout) == ["q", "a", "a two", "a", "a three"]


def test_a_person_under_two_labels_is_one_speaker() -> None:
    layout = lay_out(Said("answer", label, "Yes.", person_id=7) for label in ("Mei Tan", "M. Tan"))

    assert classes(layout) == ["a", "a"]


@pytest.mark.parametrize(("kinds", "several"), [("qa", False), ("qaa", True), ("qaqa", True), ("rr", False)])
def test_several_answers_are_set_smaller(kinds: str, several: bool) -> None:
    names = {"q": "question", "a": "answer", "r": "remark"}

    assert lay_out(Said(names[kind], "Mei", "Yes.") for kind in kinds).several is several


def test_paragraphs_part_at_blank_lines_and_keep_their_lines() -> None:
    assert paragraphs("One\nline.\n \n\nTwo.") == (
        (Piece("words", "One"), Piece("break", "\n"), Piece("words", "line.")),
        (Piece("words", "Two."),),
    )


def test_cuts_and_insertions_are_the_editors() -> None:
    assert pieces("Smaller. […] I would [really] go. [...]") == [
        ("words", "Smaller. "),
        ("editor", "[…]"),
        ("words", " I would "),
        ("editor", "[really]"),
        ("words", " go. "),
        ("editor", "[...]"),
    ]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://a.example/1.", "https://a.example/1"),
        ("(https://a.example/b_(c))", "https://a.example/b_(c)"),
        ("https://a.example/?q=1&r=[2]", "https://a.example/?q=1&r="),
        ("“https://a.example”, yes", "https://a.example"),
        ("在https://a.example/甲。好", "https://a.example/甲"),
        ('https://a.example/"onload=x', "https://a.example/"),
    ],
)
def test_bare_addresses_are_links(text: str, address: str) -> None:
    assert [words for kind, words in pieces(text) if kind == "link"] == [address]


@pytest.mark.parametrize("text", ["javascript:alert(1)", "https://", "http://.", "*a* _b_ `c` <i>"])
def test_nothing_else_is(text: str) -> None:
    assert pieces(text) == [("words", text)]


@pytest.mark.parametrize(
    "text",
    ["a  b", "https://a.example/). [x] y\nz", "[[a]] [b", "http://[", 'he said "it\'s" -- so...', "]["],
)
def test_no_sign_is_lost_or_changed(text: str) -> None:
    assert "".join(words for _kind, words in pieces(text)) == text


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "https://" + ")" * 200_000, "\n \n" * 60_000, "http:" * 40_000]
)
def test_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    costs_at_most(1, lambda: lay_out([Said("answer", "Mei", text)]))


def test_what_follows_the_first_answer_folds_when_it_is_long() -> None:
    turns = [Said("question", "Q", "Why?", 1), Said("answer", "Mei", "So.", 2)]
    short = [*turns, Said("question", "Q", words(90), 3), Said("answer", "Mei", words(90), 4)]
    long = [*short, Said("question", "Q", "And?", 5)]

    assert (len(lay_out(short).rows), lay_out(short).folded) == (4, ())
    assert (len(lay_out(long).rows), len(lay_out(long).folded)) == (2, 3)
    assert (lay_out(long).folded_turns, lay_out(long).folded_words) == (3, 181)


def test_a_long_answer_folds_between_its_paragraphs() -> None:
    text = "\n\n".join([words(100)] * 5)

    layout = lay_out([Said("question", "Q", "Why?", 1), Said("answer", "Mei", text, 2)])

    assert [len(row.said) for row in layout.rows] == [1, 2]
    assert [(len(row.said), row.continued) for row in layout.folded] == [(3, True)]
    assert (layout.folded_turns, layout.folded_words) == (0, 300)
    assert (layout.turns, layout.words) == (2, 501)


def test_an_answer_of_one_paragraph_is_never_cut() -> None:
    layout = lay_out([Said("answer", "Mei", words(FOLD_WORDS * 9))])

    assert (len(layout.rows), layout.folded) == (1, ())


def test_a_translated_turn_is_never_cut() -> None:
    text = "\n\n".join([words(100)] * 5)

    layout = lay_out([Said("answer", "Mei", text, translation=text)])

    assert (len(layout.rows), layout.folded) == (1, ())


def test_nothing_said_is_nothing_shown() -> None:
    assert lay_out([]) == Layout(())


def test_translators_are_named_once() -> None:
    turns = [
        Said("answer", "Mei", "Sí.", translation="Yes.", translator=name) for name in ("Ada", "Bo", "Ada")
    ]

    assert lay_out([*turns, Said("answer", "Mei", "No.", translator="Nobody")]).translators == ("Ada", "Bo")


@pytest.mark.parametrize(
    ("language", "expected"), [("", ": "), ("en", ": "), ("zh-Hans", "："), ("JA", "：")]
)
def test_the_colon_is_the_languages_own(language: str, expected: str) -> None:
    assert colon(language) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("“Yes”", "ltr"), ("1. ما", "rtl"), ("שלום, world", "rtl"), ("12:40 …", "")]
)
def test_words_run_as_their_first_letter_does(text: str, expected: str) -> None:
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("You both run.", 3), ("it's not", 2), ("三十年，好", 4), ("Łódź 2024", 2)]
)
def test_words_are_counted(text: str, count: int) -> None:
    assert count_words(text) == count
