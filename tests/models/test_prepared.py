"""A query is put together once for each number of values, and answers as if it were made anew."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models.sql.compiler import SQLCompiler

from blog.models import Post
from blog.models.prepared import LONGEST, Rows, prepared
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


def test_is_put_together_once_for_as_many(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    titled(["a", "b", "c"], now)
    titled(["a", "b", "c", "d", "e"], now)
    monkeypatch.setattr(SQLCompiler, "as_sql", None)

    assert titled(["d", "e", "f", "g"], now) == []
    assert titled(list("abcdefgh"), now) == []


def test_very_long_lists_are_asked_for_and_not_prepared(now: datetime) -> None:
    (post,) = make_posts(1)
    many = [post.title, *(f"Title {number}" for number in range(LONGEST))]
    seen: list[object] = []

    @prepared
    def among(titles: list[str]) -> Rows:
        seen.append(titles[0])
        return Post.objects.filter(title__in=titles).values_list("title")

    assert [among(many), among(many), among(many[:2]), among(many[:2])] == [titles_of([post])] * 4
    assert [isinstance(each, str) for each in seen] == [True, True, False]


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
