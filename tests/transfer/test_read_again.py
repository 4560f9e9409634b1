"""A file read again: which excerpt each of its exchanges is."""

from datetime import datetime, timedelta

import pytest

from blog.models import Excerpt, Post
from blog.publishing import posts
from blog.publishing.text import Box, PostText, Refused
from blog.transfer.document import Document
from blog.transfer.ingest import ingest
from tests.factories import make_post

pytestmark = pytest.mark.django_db

NAMED = "::: qa shipped\nHost: And ship it?\n\nJonas Weld: In a week.\n:::"
FIRST = "::: qa\nQ: One alpha?\n\nJonas Weld: Yes.\n:::"
SECOND = "::: qa\nQ: Two beta?\n\nJonas Weld: No.\n:::"


def read(now: datetime, *parts: str) -> Post:
    text = PostText(title="T", slug="t", body="\n\n".join(parts))
    return posts.save(Post.objects.filter(slug="t").first(), text, by=None, now=now, match_in_order=True)


def words() -> dict[str, tuple[int, str]]:
    """Version and question of every excerpt."""
    return {row.slug: (row.version, row.question) for row in Excerpt.objects.order_by("pk")}


SHIPPED, ONE, TWO = (1, "And ship it?"), (1, "One alpha?"), (1, "Two beta?")


@pytest.mark.parametrize(
    "parts",
    [
        (NAMED, FIRST),
        (FIRST, NAMED, SECOND),
        (NAMED.replace("shipped", "feed"), FIRST),
        (NAMED.replace("shipped", "Shipped"), FIRST),
    ],
)
def test_twice_nothing_changes(now: datetime, parts: tuple[str, ...]) -> None:
    read(now, *parts)
    once = words()

    read(now, *parts)

    assert words() == once


def test_one_placed_by_name_is_not_the_next(now: datetime) -> None:
    read(now, NAMED)
    read(now, "[[qa: shipped]]", FIRST)
    read(now, "[[qa: shipped]]", FIRST.replace("Yes", "Perhaps"))

    assert words() == {"shipped": SHIPPED, "one-alpha": (2, "One alpha?")}


@pytest.mark.parametrize("parts", [(SECOND, FIRST), (SECOND,), (NAMED, SECOND, FIRST)])
def test_the_same_words_are_the_same_excerpt_wherever_they_stand(
    now: datetime, parts: tuple[str, ...]
) -> None:
    read(now, FIRST, SECOND)

    post = read(now, *parts)

    expected = {"one-alpha": ONE, "two-beta": TWO}
    assert words() == (expected | {"shipped": SHIPPED} if NAMED in parts else expected)
    assert len(post.excerpts.all()) == len(parts)


def test_two_exchanges_of_one_name_are_refused(now: datetime) -> None:
    with pytest.raises(Refused, match="stands here twice with different words"):
        read(now, NAMED, NAMED.replace("week", "month"))

    assert not Excerpt.objects.exists()


def test_so_are_a_box_and_a_fence(now: datetime) -> None:
    box = Box("Host: Other?\n\nJonas Weld: No.", slug="shipped")

    with pytest.raises(Refused, match="stands here twice with different words"):
        posts.save(None, PostText(title="T", body=NAMED, boxes=(box,)), by=None, now=now)


def test_published_without_its_date_a_scheduled_essay_is_shown_now(now: datetime) -> None:
    text = "Words."
    ahead = Document(title="T", body=text, date=now + timedelta(days=9))
    assert ingest(ahead, publish=True, now=now).post.state == "scheduled"

    post = ingest(Document(title="T", body=text), publish=True, now=now).post

    assert (post.state, post.published_at) == ("published", now)


def test_a_withdrawn_essay_stays_withdrawn_and_says_so(now: datetime) -> None:
    make_post(title="T", state="withdrawn")

    done = ingest(Document(title="T", body="Mended."), publish=True, now=now)

    assert (done.post.state, done.post.body) == ("withdrawn", "Mended.")
    assert "stays so" in done.notes[0]
