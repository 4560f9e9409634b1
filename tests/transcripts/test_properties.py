"""What holds for every text: nothing raises, no word is lost, what is written is read back."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.transcripts import (
    Exchange,
    FenceError,
    Parsed,
    lift_opening,
    parse,
    read_box,
    read_fence,
    split_header,
    write_box,
    write_fence,
)
from tests.timing import costs_at_most
from tests.transcripts.strategies import EXCHANGES, RAW

pytestmark = pytest.mark.full

QUICK = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
DEEP = settings(QUICK, max_examples=1_000)

KEYWORDS = {"source", "via", "from", "context", "translation", "qa", "v", "q", "a", "points", "hours", "ago"}


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]{2,}", text) if word.lower() not in KEYWORDS}


def told(parsed: Parsed) -> str:
    exchange = parsed.exchange
    parts = [exchange.context, exchange.slug, *parsed.leftovers]
    for turn in exchange.turns:
        parts += [turn.label, turn.capacity, turn.time, turn.text]
        parts += (
            [turn.translation.text, turn.translation.translator, turn.translation.language]
            if turn.translation
            else []
        )
    if exchange.source:
        parts += [exchange.source.title, exchange.source.url]
    return "\n".join(parts)


def check_identity(exchange: Exchange) -> None:
    assert read_fence(write_fence(exchange)) == exchange
    assert read_box(write_box(exchange)) == replace(exchange, slug="")


def check_nothing_lost(text: str) -> None:
    assert words(text.replace("\0", "")) <= words(told(parse(text)))


def check_stable(text: str) -> None:
    try:
        once = write_box(read_box(text))
    except FenceError:
        return
    assert write_box(read_box(once)) == once


@QUICK
@given(RAW | st.text(max_size=200))
def test_nothing_raises(text: str) -> None:
    lift_opening(text)
    split_header(text)


@DEEP
@given(EXCHANGES)
def test_rows_to_fence_to_rows_is_the_identity(exchange: Exchange) -> None:
    check_identity(exchange)


@DEEP
@given(RAW | st.text(max_size=400))
def test_no_word_is_lost_and_a_box_is_stable_after_one_pass(text: str) -> None:
    check_nothing_lost(text)
    check_stable(text)


DENSE = """x|:|Q: |A:~|~| |>|(|[|{|\\|*|Name (a): b~|<v A>|{kind=|Source: [|12 points~
|00:00.000 --> 00:01.000~|MEI TAN~x~|Mei  10:32 AM~|::: qa~|Translation (|- |\t
|Q：问~|[1:|Context: a~|`|```~|La b: c?~|奶奶说：a~|1 x~"""


@pytest.mark.full
@pytest.mark.parametrize(
    "piece", [piece.strip("\n").replace("~", "\n") or "\n" for piece in DENSE.split("|")]
)
def test_a_megabyte_costs_no_more_than_its_length(piece: str) -> None:
    """Even where every second letter is a turn."""
    text = piece * (1_000_000 // len(piece.encode()))

    costs_at_most(4, lambda: parse(text))


def test_a_long_interview_is_read_within_a_second() -> None:
    text = (
        "Host: What happened then, and why?\n\nMei Tan (founder): It is a long story. "
        + "Words follow. " * 40
        + "\n\n"
    )
    text *= 1_000_000 // len(text)

    assert costs_at_most(1, lambda: parse(text)).offered
