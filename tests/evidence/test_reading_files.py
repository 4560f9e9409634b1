"""A file becomes text in a process of its own, or it is said why not; whatever it is, within seconds."""

import pytest

from blog.evidence import snapshots
from blog.evidence.formats import Mark, Text, Unreadable
from tests.evidence.pdfs import make_pdf
from tests.timing import costs_at_most

PDF = make_pdf(["It did not."])


def why_not(data: bytes, **said: str) -> str:
    with pytest.raises(Unreadable) as unreadable:
        snapshots.read(data, **said)  # type: ignore[arg-type]  # `patience` is not among them
    assert str(unreadable.value) in snapshots.REASONS
    return str(unreadable.value)


@pytest.mark.full
@pytest.mark.parametrize(
    ("data", "said", "text"),
    [
        (b"It did\r\nnot.", {"name": "Talk.TXT"}, "It did\nnot."),
        (b"It *did* not.", {"name": "talk.md"}, "It did not."),
        (b"<p>It did <b>not</b>.", {"name": "talk.html"}, "It did not."),
        (b"<!DOCTYPE html><p>It did not.", {"name": "talk.txt"}, "It did not."),
        (b"<p>It did not.", {"media_type": "text/html", "name": "talk.pdf"}, "It did not."),
        ("<meta charset=big5><p>不會".encode("big5"), {"name": "talk.htm"}, "不會"),
        ("不會".encode("big5"), {"media_type": "text/plain", "charset": "big5"}, "不會"),
    ],
)
def test_what_it_is_called_or_begins_with_says_how_it_is_read(
    data: bytes, said: dict[str, str], text: str
) -> None:
    assert snapshots.read(data, **said) == Text(text)  # type: ignore[arg-type]  # as above


def test_marks_and_notes_come_along() -> None:
    assert snapshots.read(PDF, name="no-pdf.txt") == Text("It did not.", [Mark(0, "page", 1)])
    assert snapshots.read(b"caf\xe9", name="a.txt") == Text("café", [], ["windows-1252"])


@pytest.mark.full
def test_what_holds_no_words_is_refused_in_words() -> None:
    assert {
        "large": why_not(b"x" * (snapshots.BYTES + 1), name="a.txt"),
        "empty": why_not(b" \n", name="a.txt"),
        "kind": why_not(b"PK\3\4", name="talk.docx"),
        "nul": why_not(b"one\0two", name="a.txt"),
        "wordless": why_not(b"<script>words()</script>", name="a.html"),
        "scanned": why_not(make_pdf([]), name="a.pdf"),
        "broken": why_not(PDF[:200], name="a.pdf"),
    } == {reason: reason for reason in ("large", "empty", "kind", "nul", "wordless", "scanned", "broken")}


def test_what_takes_too_much_is_ended() -> None:
    with pytest.raises(Unreadable, match="work"):
        snapshots.read(b"<a " * 2_000_000, name="a.html")


LARGE = {"Latin-1": "Der Fluß fließt. ".encode("cp1252"), "Chinese": "这座桥没有倒。\n\n".encode()}
"""What twenty megabytes consist of."""


@pytest.mark.full
def test_so_is_what_takes_longer_than_one_waits() -> None:
    words = LARGE["Chinese"]

    with pytest.raises(Unreadable, match="work"):
        snapshots.read(words * (snapshots.BYTES // len(words)), name="a.txt", patience=0.1)


@pytest.mark.full
@pytest.mark.parametrize("name", LARGE)
def test_twenty_megabytes_are_text_within_ten_seconds(name: str) -> None:
    """Of the processor: that they take so long by the clock, too, is the business of a busy machine."""
    data = LARGE[name] * (snapshots.BYTES // len(LARGE[name]))

    read = costs_at_most(10, lambda: snapshots.read(data, name=f"{name}.txt", patience=100))

    assert len(read.text) > 3_000_000
