"""What a page shows of its rows is what the database holds of them, in a fixed number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import prefetch_related_objects

from blog.models import Excerpt, Post, Turn
from blog.models.complete import hand_out, held
from blog.models.excerpt import give_turns
from tests.factories import NOW, make_event, make_person, make_post

pytestmark = pytest.mark.django_db

HELD = ("post_tags", "authorships", "placements", "image_uses", "events")


def essays() -> list[Post]:
    first = make_post(
        exchanges=["Q: One?\n\nAnn Bee: One.", "Q: Two?\n\nAnn Bee: Two.\n\nCy Dee: Three."],
        tags=["sea", "ai"],
        authors=[make_person("Lee Moor"), make_person("Ada Birch")],
        published_at=NOW - timedelta(days=1),
    )
    slug = first.excerpts.get(question="Two?").slug
    second = make_post(body=f"[[qa: {slug}]]", published_at=NOW - timedelta(days=2))
    make_event(first)
    make_event(first.excerpts.get(slug=slug))
    return [first, second]


def test_holds_what_django_would_prefetch(django_assert_num_queries: Any) -> None:
    made = essays()
    prefetch_related_objects(made, *HELD, "placements__excerpt__turns", "placements__excerpt__events")

    with django_assert_num_queries(7):
        shown = list(Post.objects.filter(pk__in=[post.pk for post in made]).for_page().order_by("pk"))
    with django_assert_num_queries(0):
        for ours, djangos in zip(shown, made, strict=True):
            assert [list(getattr(ours, name).all()) for name in HELD] == [
                list(getattr(djangos, name).all()) for name in HELD
            ]
            quoted, other = ([row.excerpt for row in post.placements.all()] for post in (ours, djangos))
            assert [(excerpt.turn_list, list(excerpt.events.all())) for excerpt in quoted] == [
                (excerpt.turn_list, list(excerpt.events.all())) for excerpt in other
            ]
            assert all(event.post is ours for event in ours.corrections)


def test_what_is_held_is_read_once_or_asked_for(django_assert_num_queries: Any) -> None:
    essays()
    given = Excerpt.objects.with_turns().get(question="Two?")
    plain = Excerpt.objects.get(question="Two?")

    with django_assert_num_queries(0):
        assert held(given, "turns") == list(given.turns.all())
    with django_assert_num_queries(2):
        assert held(plain, "turns") == held(plain, "turns") == held(given, "turns")
    held(given, "turns").clear()
    assert len(held(given, "turns")) == 3


def test_whatever_else_is_asked_of_a_relation_is_of_that_row_alone() -> None:
    essays()
    excerpt = Excerpt.objects.with_turns().get(question="One?")
    asks, answer = excerpt.turns.all()

    assert list(excerpt.turns.filter(kind="answer")) == [answer]
    assert all(turn.excerpt is excerpt for turn in excerpt.turns.order_by("pk"))
    assert list(excerpt.turns.values_list("text", flat=True)) == ["One?", "One."]
    assert (excerpt.turns.order_by("-pk").count(), excerpt.turns.last()) == (2, answer)
    assert (excerpt.turns.count(), excerpt.turns.exists(), excerpt.turns.first()) == (2, True, asks)
    assert excerpt.turns.filter(label="Ann Bee").update(capacity="sailor") == 1
    assert excerpt.turns.all().delete()[1]["blog.Turn"] == 2
    assert Turn.objects.count() == 3


def test_two_objects_of_one_row_both_hold_its_rows(django_assert_num_queries: Any) -> None:
    essays()
    rows = [Excerpt.objects.get(question="One?"), Excerpt.objects.get(question="One?")]

    give_turns(rows)
    with django_assert_num_queries(0):
        assert [[turn.text for turn in row.turn_list] for row in rows] == [["One?", "One."]] * 2


def test_an_excerpt_in_two_essays_is_one_object() -> None:
    essays()
    first, second = Post.objects.for_page().order_by("pk")

    assert second.placements.all()[0].excerpt is first.placements.all()[1].excerpt


def test_of_nothing_nothing_is_asked(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert list(Post.objects.for_page()) == []
    with django_assert_num_queries(1):
        make_none = list(Post.objects.for_page().values_list("pk"))
    assert (make_none, hand_out([], "turns", lambda _ids: [])) == ([], [])
