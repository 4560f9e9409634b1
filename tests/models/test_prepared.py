"""A query is put together once for each number of values, and answers as if it were made anew."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models.sql.compiler import SQLCompiler

from blog.models import Post
from blog.models.prepared import Rows, prepared
from tests.factories import make_posts

NAIVE = datetime(2026, 3, 1)  # noqa: DTZ001

pytestmark = pytest.mark.django_db


@prepared
def titled(titles: list[str], until: datetime) -> Rows:
    return Post.objects.filter(title__in=titles, published_at__lte=until).order_by("pk").values_list("title")


@prepared
def at(slug: str) -> Any:
    return Post.objects.select_related("series").filter(slug=slug)


def titles_of(posts: list[Post]) -> list[tuple[str]]:
    return [(post.title,) for post in posts]


def test_finds_what_is_asked_for_each_time(now: datetime) -> None:
    first, second, third = posts = make_posts(3)

    assert titled([first.title], now) == titles_of([first])
    assert titled([second.title], now) == titles_of([second])
    assert titled([post.title for post in posts], now) == titles_of(posts)
    assert titled([first.title, third.title], now - timedelta(days=2)) == titles_of([third])
    assert titled([], now) == []


def test_reads_rows_as_they_are_now(now: datetime) -> None:
    (post,) = make_posts(1)
    (before,) = at(post.slug)
    Post.objects.update(title="Another")
    (after,) = at(post.slug)

    assert (before, before.title) == (post, post.title)
    assert (after.title, after.published_at) == ("Another", post.published_at)
    assert at("nowhere") == []


def test_is_put_together_once_for_any_number(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    titled(["a", "b", "c"], now)
    monkeypatch.setattr(SQLCompiler, "as_sql", None)

    assert titled(["d", "e"], now) == []
    assert titled([f"Title {number}" for number in range(2_000)], now) == []


def test_takes_any_text_in_a_list(now: datetime) -> None:
    texts = ['"quoted"', "back\\slash", "{a,b}", "NULL", "it's %s", "שלום 😀"]
    for post, text in zip(make_posts(len(texts)), texts, strict=True):
        Post.objects.filter(pk=post.pk).update(title=text)

    assert titled([*texts, "null", "a"], now) == [(text,) for text in texts]
    assert titled(texts[:2], now) == [(text,) for text in texts[:2]]


def test_takes_moments_in_a_list(now: datetime) -> None:
    @prepared
    def published(at: list[datetime]) -> Rows:
        return Post.objects.filter(published_at__in=at).order_by("pk").values_list("title")

    first, second = posts = make_posts(2)
    Post.objects.filter(pk=second.pk).update(published_at=now - timedelta(days=9, microseconds=1))
    moments = [at for at in Post.objects.order_by("pk").values_list("published_at", flat=True) if at]

    assert published(moments) == titles_of(posts)
    assert published(moments[1:]) == titles_of([second])
    assert published([*moments[:1], now]) == titles_of([first])


@pytest.mark.parametrize("value", [None, [1, None], {1}, NAIVE, NAIVE.date(), uuid4()])
def test_what_would_ask_for_other_sql_is_an_error(value: Any) -> None:
    @prepared
    def others(pk: Any) -> Rows:
        return Post.objects.exclude(pk=pk).values_list("pk")

    with pytest.raises(TypeError, match="cannot be asked for"):
        others(value)


def test_a_query_that_depends_on_its_arguments_is_an_error() -> None:
    @prepared
    def maybe_at(slug: str) -> Any:
        return Post.objects.filter(slug=slug) if slug else Post.objects.none()

    @prepared
    def below(slug: str) -> Any:
        return Post.objects.filter(slug__startswith=f"{slug}-")

    for depends in (maybe_at, below):
        with pytest.raises(TypeError, match="must be the same"):
            depends("essay")
