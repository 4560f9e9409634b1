"""States and times: who sees a post when, and what takes it back."""

from datetime import datetime, timedelta

import pytest

from blog import caching, signals
from blog.models import Excerpt, Generation, Post
from blog.publishing import posts, release
from blog.publishing.text import Box, NotAnnounced, PostText, Refused, WrongState
from tests.factories import EXCHANGE, make_post

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def draft(now: datetime, **fields: object) -> Post:
    return posts.save(None, PostText(**{"title": "T", "body": "B", **fields}), by=None, now=now)  # type: ignore[arg-type]


def test_is_seen_at_once_and_announced_ten_seconds_later(now: datetime) -> None:
    post = release.publish(draft(now), by=None, now=now)

    assert (post.state, post.published_at) == ("published", now)
    assert Post.objects.published(now).contains(post)
    assert not Post.objects.announced(now + 9 * SECOND).contains(post)
    assert Post.objects.announced(now + 10 * SECOND).contains(post)


def test_undo_leaves_no_trace_for_readers(now: datetime) -> None:
    post = draft(now, boxes=(Box(EXCHANGE),))
    release.submit(post, by=None, now=now)
    post = release.publish(post, by=None, now=now)

    post = release.undo(post, by=None, now=now + 5 * SECOND)

    assert (post.state, post.published_at, post.announced_at) == ("in review", None, None)
    assert not Post.objects.published(now + timedelta(days=1)).exists()
    assert not Post.objects.gone(now + timedelta(days=1)).exists()
    assert not Excerpt.objects.visible(now).exists()


def test_undo_is_too_late_once_announced(now: datetime) -> None:
    post = release.publish(draft(now), by=None, now=now)

    with pytest.raises(WrongState):
        release.undo(post, by=None, now=now + 10 * SECOND)


def test_a_date_ahead_schedules(now: datetime) -> None:
    at = now + timedelta(hours=1)
    post = release.publish(draft(now, planned_at=at, boxes=(Box(EXCHANGE),)), by=None, now=now)

    assert post.state == "scheduled"
    for moment, seen in ((at - SECOND, False), (at, True)):
        assert Post.objects.published(moment).exists() is seen
        assert Excerpt.objects.visible(moment).exists() is seen
    assert Generation.current().next_instant == at


def test_a_date_past_is_shown_as_its_date_and_announced_now(now: datetime) -> None:
    post = release.publish(draft(now), by=None, now=now, at=now - timedelta(days=400))

    assert (post.published_at, post.announced_at) == (now - timedelta(days=400), now + 10 * SECOND)


def test_a_withdrawn_post_is_gone_with_the_excerpts_only_it_used(now: datetime) -> None:
    other = "Q: Shared?\n\nAnn Bee: Yes.\n\nSource: Talk"
    kept = make_post(exchanges=[other])
    post = make_post(body=f"[[qa: {kept.excerpts.get().slug}]]", exchanges=[EXCHANGE])
    own = post.placements.get(in_body=False).excerpt

    release.withdraw(post, reason="It was wrong.", by=None, now=now)

    assert list(Post.objects.gone(now)) == [post]
    assert list(Excerpt.objects.gone(now)) == [own]
    assert list(Excerpt.objects.visible(now)) == [kept.excerpts.get()]


def test_nothing_unannounced_can_be_withdrawn(now: datetime) -> None:
    post = release.publish(draft(now), by=None, now=now)

    with pytest.raises(NotAnnounced):
        release.withdraw(post, reason="", by=None, now=now + 9 * SECOND)


def test_a_restored_post_stands_where_it_stood(now: datetime) -> None:
    post = make_post(state="withdrawn")
    before = post.published_at

    post = release.restore(post, by=None, now=now)

    assert (post.state, post.published_at, post.withdrawn_reason) == ("published", before, "")
    assert Post.objects.published(now).contains(post)


@pytest.mark.parametrize(("fields", "field"), [({"title": ""}, "title"), ({"body": "  "}, "body")])
def test_nothing_empty_is_published(now: datetime, fields: dict[str, str], field: str) -> None:
    post = draft(now, **fields)

    with pytest.raises(Refused) as refused:
        release.publish(post, by=None, now=now)

    assert list(refused.value.message_dict) == [field]
    post.refresh_from_db()
    assert post.state == "draft"


def test_an_exchange_alone_can_be_published(now: datetime) -> None:
    post = draft(now, body="", boxes=(Box(EXCHANGE),))

    assert release.publish(post, by=None, now=now).state == "published"


def test_due_posts_are_promoted_once(now: datetime, django_capture_on_commit_callbacks: object) -> None:
    told: list[Post] = []

    def hear(sender: object, post: Post, **_: object) -> None:
        told.append(post)

    signals.post_published.connect(hear)
    try:
        post = release.publish(draft(now), by=None, now=now, at=now + timedelta(hours=1))
        after = now + timedelta(hours=1, seconds=10)
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
                release.promote_due(after)
    finally:
        signals.post_published.disconnect(hear)

    post.refresh_from_db()
    assert post.state == "published"
    assert told == [post]
    assert Generation.current().next_instant is None


def test_the_clock_stepping_back_publishes_nothing_twice(now: datetime) -> None:
    post = release.publish(draft(now), by=None, now=now, at=now + timedelta(hours=1))

    assert release.promote_due(now + timedelta(hours=2)) == 1
    assert release.promote_due(now + timedelta(minutes=30)) == 0
    assert not Post.objects.published(now + timedelta(minutes=30)).contains(post)


def test_every_verb_moves_the_generation(now: datetime) -> None:
    post = draft(now)
    numbers = [Generation.current().number]
    post = release.publish(post, by=None, now=now)
    numbers.append(Generation.current().number)
    post = release.withdraw(post, reason="", by=None, now=now + timedelta(minutes=1))
    numbers.append(Generation.current().number)
    release.restore(post, by=None, now=now + timedelta(minutes=2))
    numbers.append(Generation.current().number)

    assert numbers == [1, 2, 3, 4]


def test_a_save_after_the_instant_hides_nothing_due(now: datetime) -> None:
    at = now + timedelta(hours=1)
    post = release.publish(draft(now), by=None, now=now, at=at)
    later = at + timedelta(hours=1)

    draft(later, title="Another")

    assert caching.is_due(Generation.current(), later)
    assert release.promote_due(later) == 1
    assert not caching.is_due(Generation.current(), later)
    post.refresh_from_db()
    assert (post.state, post.signalled_at) == ("published", later)
