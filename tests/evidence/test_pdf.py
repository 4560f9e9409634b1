"""PDF: its words with a mark for each page, or why there are none."""

import pytest

from blog.evidence.formats import Mark, Text, Unreadable, pdf
from tests.evidence.pdfs import locked, make_pdf

TALK = make_pdf(["Q: Why did the well-", "known bridge fall?"], [], ["Mei Tan: “It did not (yet).”"])


def test_its_pages_follow_each_other_and_are_marked() -> None:
    first = "Q: Why did the well-known bridge fall?"

    assert pdf.read(TALK) == Text(
        f"{first}\n\nMei Tan: “It did not (yet).”",
        [Mark(0, "page", 1), Mark(len(first) + 2, "page", 3)],
        ["pages"],
    )


def test_lines_stay_as_they_are_printed() -> None:
    assert pdf.read(make_pdf(["One two", "three."])).text == "One two\nthree."


def test_one_that_opens_without_a_password_is_read() -> None:
    assert pdf.read(locked(TALK, "")).text == pdf.read(TALK).text


@pytest.mark.parametrize(
    ("file", "why"),
    [(locked(TALK, "secret"), "locked"), (make_pdf([], []), "scanned"), (make_pdf([" "]), "scanned")],
    ids=["locked", "scanned", "blank"],
)
def test_without_words_it_says_why(file: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        pdf.read(file)

    assert str(unreadable.value) == why
