"""Parts of pages made once: found again by all they are made of, and by nothing less."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db.models import Model
from django.template import Context, Template
from django.utils import timezone, translation
from pytest_django.fixtures import Settings

from blog import memo
from blog.memo import memoized
from blog.models import Excerpt, Post
from blog.templatetags.blog import stored
from tests.factories import make_event, make_excerpt, make_post


@dataclass
class Pair:
    first: object
    second: object


class Made:
    """Counts how often it was asked to make a part."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return f"part {self.times}"


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "b"),
        ("", None),
        (1, "1"),
        (True, 1),
        (["a", "b"], ["ab"]),
        (["a", ["b"]], [["a"], "b"]),
        ([], {}),
        (["a"], ("a",)),
        (b"a", [97]),
        ("<b>", stored("<b>")),
        ({"a": "b"}, ["a", "b"]),
        ({"a": 1, "b": 2}, {"a": 2, "b": 1}),
        (Pair("a", "b"), Pair("b", "a")),
        (Pair([], None), Pair(None, [])),
        (Pair("a", "b"), ["a", "b"]),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC) + timedelta(microseconds=1)),
        ("\ud800", "?"),
    ],
)
def test_other_values_make_another_part(made: Made, one: object, other: object) -> None:
    assert memoized("row", made, one) == "part 1"
    assert memoized("row", made, other) == "part 2"
    assert (memoized("row", made, one), memoized("row", made, other)) == ("part 1", "part 2")


def test_the_name_the_language_and_the_zone_tell_parts_apart(made: Made) -> None:
    memoized("row", made, "a")
    memoized("entry", made, "a")
    with translation.override("de"):
        memoized("row", made, "a")
    with timezone.override("Asia/Tokyo"):
        memoized("row", made, "a")

    assert made.times == 4


def _loaded(excerpt: Excerpt) -> Excerpt:
    return Excerpt.objects.for_page().get(pk=excerpt.pk)


def _rows(value: Any, met: dict[int, Model]) -> Iterator[Model]:
    """All the rows that `value` holds, itself first."""
    if not isinstance(value, Model):
        for each in value:
            yield from _rows(each, met)
    elif id(value) not in met:
        met[id(value)] = value
        yield value
        for held in value._state.fields_cache.values():
            yield from _rows(held, met) if held is not None else ()
        for queryset in getattr(value, "_prefetched_objects_cache", {}).values():
            yield from _rows(queryset._result_cache, met)


@pytest.mark.database
def test_the_same_rows_read_again_find_the_part(made: Made) -> None:
    excerpt = make_excerpt()

    assert memoized("row", made, _loaded(excerpt)) == memoized("row", made, _loaded(excerpt))
    assert made.times == 1


@pytest.mark.database
def test_every_column_of_every_row_that_is_held_makes_another_part(made: Made) -> None:
    excerpt = make_excerpt()
    make_event(excerpt)
    memoized("row", made, _loaded(excerpt))
    whole = list(_rows(_loaded(excerpt), {}))
    assert {row._meta.model_name for row in whole} >= {"excerpt", "turn", "person", "source", "event"}

    changed = 0
    for at, row in enumerate(whole):
        for field in row._meta.concrete_fields:
            if field.attname not in row.__dict__:  # not read
                continue
            again = _loaded(excerpt)
            list(_rows(again, {}))[at].__dict__[field.attname] = "something else"
            memoized("row", made, again)
            changed += 1

    assert (made.times, changed > 60) == (changed + 1, True)


@pytest.mark.database
def test_what_a_view_adds_to_a_row_makes_another_part(made: Made) -> None:
    excerpt = _loaded(make_excerpt())
    memoized("row", made, excerpt)
    assert excerpt.source
    excerpt.source.number = 3
    memoized("row", made, excerpt)

    assert made.times == 2


@pytest.mark.database
def test_a_relation_not_read_is_an_error_and_no_query(made: Made) -> None:
    with pytest.raises(TypeError, match="QuerySet"):
        memoized("row", made, Excerpt.objects.all())
    with pytest.raises(TypeError, match="function"):
        memoized("row", made, [make_post])

    assert made.times == 0


def test_what_nobody_asks_for_makes_room(monkeypatch: pytest.MonkeyPatch, made: Made) -> None:
    monkeypatch.setattr(memo, "LIMIT", 100_000)
    large: Callable[[], str] = lambda: "x" * 10_000  # noqa: E731
    memoized("row", made, "asked for")
    for number in range(200):
        memoized("row", large, number)
        memoized("row", made, "asked for")

    assert made.times == 1
    assert len(memo._parts) < 12
    assert memo._size <= 100_000


def test_what_is_larger_than_all_that_is_kept_pushes_nothing_out(
    monkeypatch: pytest.MonkeyPatch, made: Made
) -> None:
    monkeypatch.setattr(memo, "LIMIT", 100_000)
    memoized("row", made, "asked for")
    assert memoized("row", lambda: "é" * 200_000, "too large") == "é" * 200_000
    memoized("row", made, "asked for")

    assert (made.times, len(memo._parts)) == (1, 1)


def test_nothing_is_kept_where_the_owner_has_no_page_in_memory(settings: Settings, made: Made) -> None:
    settings.PAGES_IN_MEMORY = 0

    assert [memoized("row", made, "a"), memoized("row", made, "a")] == ["part 1", "part 2"]


def test_many_at_once_count_what_is_kept_once() -> None:
    def ask() -> None:
        for number in range(300):
            memoized("row", lambda: "x" * 100, number)

    threads = [Thread(target=ask) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(memo._parts) == 300
    assert memo._size == sum(memo._weight(part) for part in memo._parts.values())


@pytest.mark.database
def test_a_component_sees_nothing_but_what_it_is_given() -> None:
    post = make_post(title="Shown", language="de")
    row = Post.objects.for_cards().get(pk=post.pk)
    page = Template('{% load blog %}{% memoized "components/part_row.html" post=post number=day %}')
    found = page.render(Context({"post": row, "day": "1 March", "number": "never", "language": "en"}))

    assert ("1 March" in found, "never" in found, 'lang="de"' in found) == (True, False, True)
