"""How the desk says when and how many, in German; test_home.py says the same in English."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from blog.admin import home, wording
from blog.forms.moments import tell_moment

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "gerade eben"),
        (1, "vor 1 Minute"),
        (2 * 60, "heute, 10:00"),
        (24 * 60, "gestern"),
        (3 * 24 * 60, "26. Februar"),
        (400 * 24 * 60, "25. Januar 2025"),
    ],
)
def test_says_when_something_was(minutes: int, said: str) -> None:
    assert wording.ago(NOW - timedelta(minutes=minutes), NOW) == said


@pytest.mark.parametrize(
    ("in_review", "untended", "drafts", "said"),
    [
        (0, 0, 0, "Nichts wartet auf Sie."),
        (1, 0, 0, "Ein Essay wartet auf die Redaktion."),
        (0, 1, 1, "Ein Entwurf ist begonnen, und eine Sache ist unerledigt."),
        (2, 3, 4, "Zwei Essays warten auf die Redaktion, und drei Sachen sind unerledigt."),
    ],
)
def test_says_what_waits(in_review: int, untended: int, drafts: int, said: str) -> None:
    assert wording.what_waits(in_review, untended, drafts) == said


def test_says_how_many_words() -> None:
    assert (home._words(1), home._words(12345)) == ("1 Wort", "12.345 Wörter")


def test_says_an_instant_by_two_clocks() -> None:
    assert (
        tell_moment(NOW, ZoneInfo("Asia/Tokyo"), 2026) == "Sonntag, 1. März, 21:00 Uhr in Tokyo (12:00 UTC)"
    )
