"""An essay's date, moved by an update: what readers see follows it, and what they were told does not."""

from datetime import datetime, timedelta

import pytest

from blog.publishing import posts, release
from blog.publishing.text import PostText, Refused
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def test_a_date_is_corrected_by_an_update(now: datetime) -> None:
    post = make_post()

    post = posts.update(
        post, PostText(title="T", body="B", planned_at=now - timedelta(days=30)), by=None, now=now
    )

    assert post.published_at == now - timedelta(days=30)
    with pytest.raises(Refused):
        posts.update(
            post, PostText(title="T", body="B", planned_at=now + timedelta(days=1)), by=None, now=now
        )


def test_a_schedule_follows_its_date(now: datetime) -> None:
    post = make_post(state="scheduled", now=now)
    later = now + timedelta(days=9)

    post = posts.update(post, PostText(title="T", body="B", planned_at=later), by=None, now=now)

    assert (post.published_at, post.announced_at) == (later, later + timedelta(seconds=10))
    assert release.promote_due(now) == 0


def test_a_schedule_moved_into_the_past_shows_and_tells_now(now: datetime) -> None:
    post = make_post(state="scheduled", now=now)
    before = now - timedelta(days=9)

    post = posts.update(post, PostText(title="T", body="B", planned_at=before), by=None, now=now)

    assert (post.published_at, post.announced_at) == (before, now + timedelta(seconds=10))


def test_a_schedule_that_has_come_does_not_move_ahead(now: datetime) -> None:
    post = make_post(state="scheduled", now=now)
    text = PostText(title="T", body="B", planned_at=now + timedelta(days=9))

    with pytest.raises(Refused):
        posts.update(post, text, by=None, now=now + timedelta(days=1))
