"""What a stranger may see: each set of rows, for each state of the post that makes it visible."""

from datetime import datetime

import pytest

from blog.models import Excerpt, Person, Post, Source, Tag, Tally
from blog.publishing import library
from tests.factories import EXCHANGE, make_excerpt, make_person, make_post

pytestmark = pytest.mark.django_db


def seen(now: datetime) -> dict[str, int]:
    return {
        "posts": Post.objects.published(now).count(),
        "excerpts": Excerpt.objects.visible(now).count(),
        "people": Person.objects.visible(now).count(),
        "sources": Source.objects.visible(now).count(),
        "tags": Tag.objects.visible(now).count(),
        "counted tags": len(Tally.objects.numbers(Tally.What.TAGGED)),
    }


@pytest.mark.parametrize("state", ["draft", "in review", "scheduled", "withdrawn"])
def test_nothing_of_a_hidden_post_is_seen(now: datetime, state: str) -> None:
    make_post(state=state, exchanges=[EXCHANGE], tags=["secret"], authors=[make_person("Ann Bee")])

    assert set(seen(now).values()) == {0}


def test_everything_of_a_published_post_is_seen(now: datetime) -> None:
    make_post(exchanges=[EXCHANGE], tags=["open"], authors=[make_person("Ann Bee")])

    assert seen(now) == {"posts": 1, "excerpts": 1, "people": 2, "sources": 1, "tags": 1, "counted tags": 1}


def test_an_unplaced_excerpt_is_a_note_to_oneself(now: datetime) -> None:
    make_excerpt()

    assert set(seen(now).values()) == {0}


def test_a_hidden_person_has_no_page(now: datetime) -> None:
    make_post(exchanges=[EXCHANGE])
    person = Person.objects.get()
    person.hidden = True
    library.save(person, now=now)

    assert not Person.objects.visible(now).exists()
    assert Excerpt.objects.visible(now).exists()


def test_a_tag_counts_only_what_is_seen(now: datetime) -> None:
    make_post(tags=["ai"])
    make_post(tags=["ai"])
    make_post(tags=["ai", "secret"], state="draft")

    assert Tally.objects.numbers(Tally.What.TAGGED) == {Tag.objects.get(name="ai").pk: 2}
