"""Links to the exact place: proven in the text, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.evidence.fragments import place_link, seconds

PAGE = "https://source.example/talk"
TEXT = """HOST: Would you open it?

IDA: Yes, in part. We will see, as they say, what is left of it - if anything.

HOST: Would you close it?

IDA: Yes, in part. We will see. And nobody, I fear, will be pleased & paid."""


def link(words: str, text: str = TEXT, nth: int = 0, url: str = PAGE, **options: object) -> str | None:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return place_link(url, text, (start, start + len(words)), **options)  # type: ignore[arg-type]


def directive(words: str, text: str = TEXT, nth: int = 0) -> str | None:
    found = link(words, text, nth)
    return found and found.removeprefix(f"{PAGE}#:~:text=")


def test_words_that_stand_once_are_named_whole() -> None:
    assert link("And nobody") == f"{PAGE}#:~:text=And%20nobody"


def test_what_has_a_meaning_in_a_directive_is_encoded() -> None:
    assert directive("left of it - if") == "left%20of%20it%20%2D%20if"
    assert directive("nobody, I fear, will be pleased & paid") == (
        "nobody%2C%20I%20fear%2C%20will%20be%20pleased%20%26%20paid"
    )


def test_words_that_stand_twice_are_named_with_what_stands_around_them() -> None:
    assert directive("We will see") == "Yes%2C%20in%20part.-,We%20will%20see,-%2C%20as%20they"
    assert directive("We will see", nth=1) == "Yes%2C%20in%20part.-,We%20will%20see,-.%20And%20nobody%2C"


def test_at_the_edge_of_a_block_the_words_beyond_it_are_named() -> None:
    assert directive("IDA: Yes", nth=1) == "you%20close%20it%3F-,IDA%3A%20Yes,-%2C%20in%20part."


def test_a_passage_over_blocks_is_named_by_its_ends() -> None:
    assert directive("what is left of it - if anything.\n\nHOST: Would you close") == (
        "what%20is%20left%20of,HOST%3A%20Would%20you%20close"
    )


def test_a_long_passage_is_named_by_its_ends() -> None:
    text = " ".join(f"word{number}" for number in range(100))

    assert directive(text, text) == "word0%20word1%20word2%20word3,word96%20word97%20word98%20word99"


def test_white_space_is_single_spaces_and_invisible_signs_change_nothing() -> None:
    assert directive("two\n  lines", "These are two\n  lines of a block.") == "two%20lines"


@pytest.mark.parametrize(
    "other", ["WE WILL TRY", "we will try", "Wé will trý", "We\u00a0will\ntry", "We will\u00ad try"]
)
def test_words_that_a_browser_takes_for_the_same_are_the_same(other: str) -> None:
    assert directive("We will try", f"We will try. {other}.") is not None
    assert directive("We will try", f"We will try. {other}.") != "We%20will%20try"


@pytest.mark.parametrize("text", ["So it is. " * 60, "So it is.\n\n" * 60])
def test_where_no_words_around_tell_it_apart_there_is_no_link(text: str) -> None:
    assert link("So it is.", text, nth=30) is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("able", "They are unable to do it."),
        ("They can", "They can't do it."),
        ("is 3", "It is 3.5 now."),
        ("模型", "开放的模型很好。"),
        ("รัก", "ฉันรักเธอ"),
        ("caf", "A cafe\u0301 here."),
    ],
)
def test_where_a_browser_may_see_no_end_of_a_word_there_is_no_link(words: str, text: str) -> None:
    assert link(words, text) is None


def test_between_marks_signs_have_a_link() -> None:
    assert directive("模型很好", "开放，模型很好。") == "%E6%A8%A1%E5%9E%8B%E5%BE%88%E5%A5%BD"


def test_what_the_address_names_already_stays_and_an_old_directive_goes() -> None:
    assert link("And nobody", url=f"{PAGE}?a=1#part") == f"{PAGE}?a=1#part:~:text=And%20nobody"
    assert link("And nobody", url=f"{PAGE}#part:~:text=Yes") == f"{PAGE}#part:~:text=And%20nobody"


@pytest.mark.parametrize(
    "url", ["", "source.example/talk", "ftp://a.example/", "javascript:alert(1)", "https://", "https://["]
)
def test_only_a_web_address_has_places(url: str) -> None:
    assert link("And nobody", url=url) is None


@pytest.mark.parametrize("end", [".txt", ".pdf", ".VTT", ".json"])
def test_what_is_no_web_page_has_no_words_to_name(end: str) -> None:
    assert link("And nobody", url=f"https://source.example/talk{end}?x=1") is None


def test_a_page_of_a_pdf_is_named() -> None:
    assert link("And nobody", url="https://a.example/b.pdf#x", page=3) == "https://a.example/b.pdf#page=3"
    assert link("And nobody", url="https://a.example/b.pdf", page=0) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.youtube.com/watch?v=a1&t=3", "https://www.youtube.com/watch?v=a1&t=2467s"),
        ("https://youtu.be/a1", "https://youtu.be/a1?t=2467s"),
        ("https://vimeo.com/123", "https://vimeo.com/123#t=2467s"),
        ("https://a.example/talk.mp3?x=1#y", "https://a.example/talk.mp3?x=1#t=2467"),
        ("https://a.example/talk.WEBM", "https://a.example/talk.WEBM#t=2467"),
    ],
)
def test_a_moment_of_a_recording_is_named(url: str, expected: str) -> None:
    assert link("And nobody", url=url, time_code="41:07") == expected
    assert link("And nobody", url=url) is None


def test_a_time_on_a_page_of_words_leaves_the_words_to_name() -> None:
    assert link("And nobody", time_code="41:07") == f"{PAGE}#:~:text=And%20nobody"


@pytest.mark.parametrize(
    ("time_code", "expected"),
    [("41:07", 2467), ("1:02:03", 3723), ("0:05", 5), ("90:00", 5400), ("00:00:01.500", 1)]
    + [(code, None) for code in ("", "7", "1:60", "a:07", "-1:07", "1:2:3:4", "٤١:٠٧")],
)
def test_times_are_read_as_they_are_written(time_code: str, expected: int | None) -> None:
    assert seconds(time_code) == expected


@given(st.text(), st.integers(0, 50), st.integers(1, 50))
def test_any_text_has_a_link_or_none(text: str, start: int, length: int) -> None:
    place_link(PAGE, text, (min(start, len(text)), min(start + length, len(text))))
