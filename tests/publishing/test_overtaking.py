"""Two who write at once: the second is told, and nothing is overwritten unseen."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import Person, Post
from blog.publishing import excerpts, library, posts, release, working_copy
from blog.publishing.text import PostText, Stale
from blog.transcripts import read_box
from blog.transfer.document import Document
from blog.transfer.ingest import ingest
from tests.factories import EXCHANGE, make_excerpt, make_person, make_post

pytestmark = pytest.mark.django_db


def test_edits_kept_by_another_are_not_replaced_by_older_ones(now: datetime) -> None:
    post = make_post()
    mine = PostText(title="Mine", body="Mine.")
    working_copy.keep(post, PostText(title="Theirs"), by=None, now=now, base_version=(opened := post.version))

    with pytest.raises(Stale):
        working_copy.keep(post, mine, by=None, now=now, base_version=opened)
    with pytest.raises(Stale):
        posts.update(post, mine, by=None, now=now, base_version=opened)

    assert working_copy.text_for(post).title == "Theirs"


def test_edits_kept_by_another_are_not_discarded_unseen(now: datetime) -> None:
    post = make_post()
    working_copy.keep(post, PostText(title="Theirs"), by=None, now=now)

    with pytest.raises(Stale):
        working_copy.discard(post, base_version=post.version)

    assert working_copy.text_for(post).title == "Theirs"


def test_an_excerpt_saved_by_another_is_not_saved_over(now: datetime) -> None:
    excerpt = make_excerpt()
    theirs, mine = (read_box(EXCHANGE.replace("thirty", word)) for word in ("forty", "fifty"))
    excerpts.save(excerpt, theirs, raw="", by=None, now=now, base_version=1)

    with pytest.raises(Stale):
        excerpts.save(excerpt, mine, raw="", by=None, now=now, base_version=1)

    excerpt.refresh_from_db()
    assert "forty" in excerpt.turn_list[1].text


def test_an_excerpt_by_itself_has_tags_and_speakers(now: datetime) -> None:
    excerpt, person = make_excerpt(), make_person("Someone Else")

    excerpts.save(excerpt, read_box(EXCHANGE), raw="", by=None, now=now, tags=["b", "a"])
    excerpts.name_speakers(excerpt, {"Lucía Prado": person}, now=now)

    assert [tag.name for tag in excerpt.shown_tags] == ["b", "a"]
    assert [turn.person for turn in excerpt.turns.all()] == [None, person]


def test_a_person_has_exactly_the_other_names_given(now: datetime) -> None:
    person = make_person("Mei Tan")
    library.save_person(person, aliases=["M. Tan", "Tan Mei"], now=now)
    library.save_person(person, aliases=["Tan Mei", "Mei"], now=now)

    assert [alias.name for alias in person.aliases.all()] == ["Tan Mei", "Mei"]
    assert Person.objects.named("tan mei").get() == person
    assert not Person.objects.named("M. Tan").exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda _post, now: posts.save(None, PostText(title="New"), by=None, now=now),
        lambda post, now: posts.update(post, PostText(title="Newer", body="Words."), by=None, now=now),
        lambda post, now: release.withdraw(post, reason="", by=None, now=now),
        lambda _post, now: release.promote_due(now),
        lambda _post, now: library.save(Person(name="Ann Bee", slug="ann-bee"), now=now),
        lambda _post, now: excerpts.save(None, read_box(EXCHANGE), raw="", by=None, now=now),
        lambda _post, now: ingest(Document(title="From a file", body="Words."), publish=True, now=now),
    ],
)
def test_a_verb_waits_its_turn_before_it_reads(
    now: datetime, act: Callable[[Post, datetime], object]
) -> None:
    post = make_post()

    with CaptureQueriesContext(connection) as asked:
        act(post, now)

    reads = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert 'FROM "blog_generation"' in reads[0]
    assert ("FOR UPDATE" in reads[0]) is connection.features.has_select_for_update
