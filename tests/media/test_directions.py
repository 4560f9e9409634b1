"""In which direction signs are read: examples of Unicode's bidirectional algorithm (UAX 9)."""

import pytest

from blog.media.directions import directions, reads_leftwards


def shown(text: str, leftwards: bool) -> str:
    """`text` as it stands from the left edge to the right."""
    runs: list[tuple[bool, str]] = []
    for sign, left in zip(text, directions(text, leftwards), strict=True):
        if runs and runs[-1][0] == left:
            runs[-1] = (left, runs[-1][1] + sign)
        else:
            runs.append((left, sign))
    order = runs[::-1] if leftwards else runs
    return "".join(part[::-1] if left else part for left, part in order)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("open", False),
        ("سلام", True),
        ("שלום open", True),
        ("“open” سلام", False),
        ("2025", False),
        ("", False),
    ],
)
def test_a_text_is_read_as_its_first_letter_is(text: str, begins: bool) -> None:
    assert reads_leftwards(text) is begins


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("אבג", "גבא"),
        ("אב.", ".בא"),
        ("אב open weights גד", "דג open weights בא"),
        ("אב 3.14 גד", "דג 3.14 בא"),
        ("אב (2025)", ")2025( בא"),
        ("אב 50% גד", "דג 50% בא"),
        ("אב, cd: ה", "ה :cd ,בא"),
    ],
)
def test_in_a_line_from_the_right(text: str, expected: str) -> None:
    assert shown(text, leftwards=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ab אב גד cd", "ab דג בא cd"), ("ab אב.", "ab בא."), ("ab 3.14 cd", "ab 3.14 cd"), ("אב ab", "בא ab")],
)
def test_in_a_line_from_the_left(text: str, expected: str) -> None:
    assert shown(text, leftwards=False) == expected
