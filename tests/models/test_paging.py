"""Pages of rows that others point to: the same whether those are few or many."""

from datetime import timedelta
from typing import Any

import pytest

from blog.models import Person, Post, PostTag, Source, Tag, paging
from tests.factories import NOW, make_person, make_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("few", [0, 100])
def test_those_that_are_named_and_no_others(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(paging, "FEW", few)
    made = [
        make_post(tags=["ai"] if number % 2 else ["sea"], published_at=NOW - timedelta(days=number + 1))
        for number in range(5)
    ]
    tag = Tag.objects.get(name="ai")

    page = Post.objects.published(NOW).tagged(tag).page(None)

    assert page.rows == [made[1], made[3]]


def test_many_are_not_fetched_to_be_counted(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(paging, "FEW", 1)
    make_post(tags=["ai"])
    links = PostTag.objects.all()

    with django_assert_num_queries(1) as asked:
        paging.among(Post.objects.all(), links, "content_object")
    assert "LIMIT 2" in asked.captured_queries[0]["sql"]
    with django_assert_num_queries(0):
        paging.among(Post.objects.all(), links, "content_object", known=2)


def test_a_number_that_is_wrong_changes_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "FEW", 1)
    post, _other = make_post(tags=["ai"]), make_post()
    tag = Tag.objects.get(name="ai")

    assert [Post.objects.tagged(tag, known).page(None).rows for known in (0, 1, 2)] == [[post]] * 3


def test_many_who_are_not_seen_lie_between() -> None:
    first, *_hidden, last = (make_person(f"Person {name}") for name in "abcdefgh")
    make_post(authors=[first, last])

    page = paging.by_slug(Person.objects.visible(NOW), None, size=1)

    assert (page.rows, page.more) == ([first], "person-a")
    assert paging.by_slug(Person.objects.visible(NOW), page.more, size=1).rows == [last]


def test_a_page_behind_a_key_ends_where_it_stands() -> None:
    key = paging.key(NOW, 7)

    assert paging.until(NOW + timedelta(days=1), key) == NOW
    assert paging.until(NOW - timedelta(days=1), key) == NOW - timedelta(days=1)
    assert paging.until(NOW, None) == NOW
    with pytest.raises(paging.BadKey):
        paging.until(NOW, "x")


def test_few_that_may_be_seen_among_many_cost_few_questions(django_assert_max_num_queries: Any) -> None:
    Source.objects.bulk_create(Source(slug=f"hidden-{number:04}", title="Hidden") for number in range(3_000))
    make_post(exchanges=["Q: Why?\n\nAnn Bee: Because.\n\nSource: Zenith"])

    with django_assert_max_num_queries(6):
        page = paging.by_slug(Source.objects.visible(NOW), None)

    assert ([row.slug for row in page.rows], page.more) == (["zenith"], "")
