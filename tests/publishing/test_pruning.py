"""Old revisions: which go, which stay, and that what stays can still be read and restored."""

from datetime import datetime, timedelta

import pytest

from blog.models import Post, Revision
from blog.publishing import excerpts, history, posts, release
from blog.publishing.text import PostText
from blog.transcripts import read_box
from tests.factories import EXCHANGE, make_excerpt, make_post

pytestmark = pytest.mark.django_db

LATER = timedelta(days=31)


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of the newest are kept here, not fifty."""
    monkeypatch.setattr(history, "KEPT", 3)


def written(post: Post, times: int, now: datetime) -> Post:
    """`post` with other words, saved so often."""
    for number in range(times):
        write = posts.update if post.is_released else posts.save
        text = PostText(title="T", body=f"Draft {post.version} {number}.", slug=post.slug)
        post = write(post, text, by=None, now=now)
    return post


def versions(post: Post) -> list[int]:
    return list(post.revisions.order_by("pk").values_list("version", flat=True))


def test_of_a_draft_the_first_and_the_newest_stay(now: datetime) -> None:
    post = written(make_post(state="draft", now=now), 9, now)
    assert versions(post) == list(range(1, 11))

    assert history.prune(now + LATER) == 6

    assert versions(post) == [1, 8, 9, 10]
    assert history.prune(now + LATER) == 0


def test_all_stay_for_a_month(now: datetime) -> None:
    post = written(make_post(state="draft", now=now), 9, now)

    assert history.prune(now + timedelta(days=30)) == 0
    assert len(versions(post)) == 10


def test_named_ones_stay(now: datetime) -> None:
    post = written(make_post(state="draft", now=now), 9, now)
    history.name_revision(post.revisions.get(version=4), "Before the cuts", seen="")

    history.prune(now + LATER)

    assert versions(post) == [1, 4, 8, 9, 10]


def test_what_readers_saw_stays(now: datetime) -> None:
    """Versions 6 to 10 were shown, 11 withdrawn; 1 to 5 are a draft's."""
    post = written(make_post(state="draft", now=now), 4, now)
    post = release.publish(post, by=None, now=now)
    post = written(post, 4, now)
    release.withdraw(post, reason="Wrong.", by=None, now=now + timedelta(hours=1))

    history.prune(now + LATER)

    assert versions(post) == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]


def test_an_excerpts_stay(now: datetime) -> None:
    excerpt = make_excerpt()
    for number in range(9):
        words = read_box(EXCHANGE.replace("thirty", f"{number + 40}"))
        excerpts.save(excerpt, words, raw="", by=None, now=now)

    assert history.prune(now + LATER) == 0
    assert excerpt.revisions.count() == 10


def test_each_essays_are_counted_by_themselves(now: datetime) -> None:
    long, short = (written(make_post(state="draft", now=now), times, now) for times in (6, 2))

    history.prune(now + LATER)

    assert (versions(long), versions(short)) == ([1, 5, 6, 7], [1, 2, 3])


def test_what_stays_can_be_restored(now: datetime) -> None:
    post = written(make_post(body="First.", state="draft", now=now), 9, now)
    history.prune(now + LATER)

    post = history.revert_post(post, post.revisions.get(version=1), by=None, now=now + LATER)

    assert post.body == "First."
    assert Revision.objects.filter(post=post).count() == 5
