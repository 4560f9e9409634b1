"""What a refusal tells the form: which box, which excerpt, and whether there is a choice."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from blog.models import Excerpt, Post
from blog.publishing import posts
from blog.publishing.text import Box, PostText, Refused
from tests.factories import EXCHANGE, make_post

pytestmark = pytest.mark.django_db


def refused(now: datetime, post: Post | None = None, **fields: object) -> dict[str, list[ValidationError]]:
    with pytest.raises(Refused) as refused:
        posts.save(post, PostText(**{"title": "A title", **fields}), by=None, now=now)  # type: ignore[arg-type]
    return dict(refused.value.error_dict)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        (
            "body",
            "Siehe [[qa: a]].",
            "Zeile 1: [[qa: a]] muss allein in seiner Zeile stehen, außerhalb von Listen, "
            "Zitaten, Sätzen und Code.",
        ),
        (
            "body",
            "Ein Satz.\n\n::: qa\n:::",
            "Zeile 4: Hier spricht niemand. Beginnen Sie jeden Beitrag mit "
            "einem Namen und einem Doppelpunkt, etwa „Q: …“ oder „Mei Tan: …“.",
        ),
        (
            "boxes",
            (Box("Q: Wozu?\nMei Tan {kind=rede}: So."),),
            "Transkript 1, Zeile 2: „rede“ ist kein Wert für „kind“. "
            "Schreiben Sie zum Beispiel kind=remark. "
            "Gehört es zum Gesagten, rücken Sie es um zwei Leerzeichen ein.",
        ),
    ],
)
def test_what_is_wrong_with_a_text_is_said_in_the_language_of_the_site(
    now: datetime, field: str, text: object, said: str
) -> None:
    with translation.override("de"):
        (error,) = refused(now, None, **{field: text})[field]

        assert error.messages == [said]


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
