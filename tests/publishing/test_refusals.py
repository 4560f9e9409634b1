"""What a refusal tells the form: which box, which excerpt, and whether there is a choice."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError

from blog.models import Excerpt, Post
from blog.publishing import posts
from blog.publishing.text import Box, PostText, Refused
from tests.factories import EXCHANGE, make_post

pytestmark = pytest.mark.django_db


def refused(now: datetime, post: Post | None = None, **fields: object) -> dict[str, list[ValidationError]]:
    with pytest.raises(Refused) as refused:
        posts.save(post, PostText(**{"title": "A title", **fields}), by=None, now=now)  # type: ignore[arg-type]
    return dict(refused.value.error_dict)


def test_a_conflict_names_its_box_and_its_excerpt(now: datetime) -> None:
    slug = make_post(exchanges=[EXCHANGE]).excerpts.get().slug
    boxes = (Box(""), Box(EXCHANGE.replace("thirty", "ninety"), slug=slug))

    (error,) = refused(now, boxes=boxes)["boxes"]

    assert (error.code, error.params and (error.params["n"], error.params["slug"])) == ("conflict", (2, slug))


def test_so_does_a_box_overtaken_by_another_save(now: datetime) -> None:
    post = make_post(exchanges=[EXCHANGE], state="draft")
    slug = post.excerpts.get().slug
    Excerpt.objects.update(version=2)

    (error,) = refused(now, post, boxes=(Box(EXCHANGE.replace("thirty", "ninety"), slug=slug, version=1),))[
        "boxes"
    ]

    assert (error.code, error.params and (error.params["n"], error.params["slug"])) == ("stale", (1, slug))


@pytest.mark.parametrize(
    ("tag", "says"), [("a, b", "holds a comma"), ("x" * 101, "longer than 100"), ("a\0", "holds a NUL")]
)
def test_a_tag_no_list_could_hold_is_refused(now: datetime, tag: str, says: str) -> None:
    (error,) = refused(now, tags=("fine", tag))["tags"]

    assert says in error.messages[0]


def test_a_copy_stands_where_its_original_stood(now: datetime) -> None:
    slug = make_post(exchanges=[EXCHANGE]).excerpts.get().slug
    box = Box(EXCHANGE.replace("thirty", "ninety"), slug=slug, on_conflict="copy")

    post = posts.save(None, PostText(title="A title", body=f"[[qa: {slug}]]", boxes=(box,)), by=None, now=now)

    assert post.body == f"[[qa: {slug}-2]]"
    assert [excerpt.slug for excerpt in post.excerpts.all()] == [f"{slug}-2"]


def test_a_hundred_excerpts_are_the_most_a_post_holds(now: datetime) -> None:
    boxes = tuple(Box(f"Q: Number {number}?\n\nAnn Bee: Yes.") for number in range(101))

    (error,) = refused(now, boxes=boxes)["body"]

    assert error.messages == ["An essay holds at most 100 excerpts; this one has 101."]
