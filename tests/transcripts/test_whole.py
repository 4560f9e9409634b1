"""Whole pastes, as people make them: read as expected, no word lost, nothing offered of prose."""

from functools import partial

import pytest

from blog.transcripts import parse, read_box, write_box
from tests.timing import costs_at_most
from tests.transcripts.whole import PAGE, page, pastes

PASTES = pastes()
OFFERED = [paste for paste in PASTES if paste.found["offered"]]
MOST_WRONG = 3


def test_there_are_enough_of_them() -> None:
    assert len(PASTES) >= 60
    assert sum(paste.is_blind for paste in PASTES) >= 20


def test_at_most_three_are_not_fully_right() -> None:
    wrong = {paste.name: differ for paste in PASTES if (differ := paste.differences())}

    assert len(wrong) <= MOST_WRONG, wrong


def test_no_word_is_lost() -> None:
    assert {paste.name: dict(lost) for paste in PASTES if (lost := paste.lost_words())} == {}


def test_prose_offers_nothing() -> None:
    assert [paste.name for paste in OFFERED if not paste.expected["offered"]] == []


def test_a_transcript_box_keeps_what_was_read() -> None:
    for paste in OFFERED:
        assert read_box(write_box(paste.parsed.exchange)) == paste.parsed.exchange


def test_a_usual_paste_is_read_before_the_next_key() -> None:
    """Each within 100 ms of the processor, though most take one."""
    for paste in PASTES:
        costs_at_most(0.1, partial(parse, paste.text))


@pytest.mark.full
def test_ten_megabytes_from_a_word_processor_take_a_second_each_at_most() -> None:
    (text,) = (paste.text for paste in PASTES if paste.name == "word-processor-paste")

    costs_at_most(10, partial(parse, text * (10_000_000 // len(text.encode()))))


def test_the_page_about_them_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(PASTES)
