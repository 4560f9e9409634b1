"""Dates known to the day, the month or the year."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from blog.models.partial_date import in_brief, in_words, validate_partial_date


@pytest.mark.parametrize(
    ("value", "words"), [("2025-01-31", "31 January 2025"), ("2025-01", "January 2025"), ("2025", "2025")]
)
def test_is_told_as_far_as_it_is_known(value: str, words: str) -> None:
    validate_partial_date(value)
    assert in_words(value) == words


@pytest.mark.parametrize(
    ("value", "words"), [("2025-01-31", "31. Januar 2025"), ("2025-01", "Januar 2025"), ("2025", "2025")]
)
def test_is_told_as_the_language_has_it(value: str, words: str) -> None:
    with translation.override("de"):
        assert in_words(value) == words


def test_is_told_in_brief_where_there_is_little_room() -> None:
    assert [in_brief(value) for value in ("2025-01-31", "2025-01", "2025")] == [
        "31 Jan 2025",
        "Jan 2025",
        "2025",
    ]


@pytest.mark.parametrize(
    "value", ["2025-02-30", "2025-13", "25", "yesterday", "2025-1-1", "2025-01-31T10:00", "٢٠٢٥", "0000"]
)
def test_refuses_what_is_no_date(value: str) -> None:
    with pytest.raises(ValidationError, match="2025-01-31, 2025-01 or 2025"):
        validate_partial_date(value)
