"""What the desk is told while a date is being typed."""

from datetime import datetime
from typing import Any

import pytest

from blog.models import Post, SiteIdentity
from blog.publishing import library
from tests.admin.page import messages, press, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture(autouse=True)
def lisbon(now: datetime) -> None:
    library.save(SiteIdentity(pk=1, zone="Europe/Lisbon"), now=now)


def when(said: str) -> Any:
    return signed_in("author").get("/admin/blog/post/when/", {"said": said}).json()


def test_a_time_ahead_is_told_in_words() -> None:
    assert when("tomorrow 9") == {
        "at": "2026-03-02T09:00:00+00:00",
        "words": "Monday 2 March 2026, 09:00 in Lisbon (09:00 UTC)",
        "ahead": True,
        "note": "",
    }


def test_a_time_past_is_told_to_be_shown_at_once() -> None:
    assert when("yesterday 18") == {
        "at": "2026-02-28T18:00:00+00:00",
        "words": "Saturday 28 February 2026, 18:00 in Lisbon (18:00 UTC)",
        "ahead": False,
        "note": "That is past: the essay appears at once, and is dated so.",
    }


def test_a_time_that_comes_twice_is_told_to_be_the_first() -> None:
    assert when("25 october 1:30") == {
        "at": "2026-10-25T01:30:00+01:00",
        "words": "Sunday 25 October 2026, 01:30 in Lisbon (00:30 UTC)",
        "ahead": True,
        "note": "The clocks show this time twice that day, and the first is meant.",
    }


def test_a_time_that_does_not_exist_is_told_so() -> None:
    assert when("29 march 1:30") == {
        "error": "There is no 01:30 on Sunday 29 March 2026: the clocks are put forward. "
        "The nearest times there are 2026-03-29 00:59 and 2026-03-29 02:00."
    }


def test_what_is_no_time_is_told_how_to_write_one() -> None:
    assert when("soon")["error"].startswith("“soon” is not a date. Write it as “tomorrow 9”")
    assert when("")["error"].startswith("“” is not a date.")


def test_the_form_reads_the_same_words(now: datetime) -> None:
    author = signed_in("author")

    answer = press(
        author, "/admin/blog/post/add/", "_publish", title="T", body="B.", planned_at="29 march 2:00"
    )

    post = Post.objects.get()
    assert (post.state, post.published_at) == ("scheduled", datetime.fromisoformat("2026-03-29T02:00+01:00"))
    assert messages(author.get(answer["Location"])) == [
        "Scheduled for Sunday 29 March 2026, 02:00 in Lisbon (01:00 UTC)."
    ]
