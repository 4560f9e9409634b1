"""Edits that wait: what begins an essay, what is set aside, and exchanges that only wish for an address."""

from datetime import datetime

import pytest

from blog.models import Excerpt, Generation, Person, Post, Revision
from blog.publishing import history, posts, working_copy
from blog.publishing.text import Box, PostText
from tests.factories import EXCHANGE, make_excerpt, make_post, make_user

pytestmark = pytest.mark.django_db

WHY, WHY_ELSE = "Q: Why?\n\nAnn Bee: Because.", "Q: Why?\n\nCy Dee: For other reasons."


def test_begins_with_nothing_but_its_author_and_the_edits(now: datetime) -> None:
    author, generation = make_user("author", name="Ann Bee"), Generation.current().number
    text = PostText(title="A title", body=f"::: qa\n{WHY}\n:::", tags=("new",), boxes=(Box(WHY_ELSE),))

    post = working_copy.begin(text, by=author, now=now)

    assert (post.title, post.body, post.version, post.has_own_slug) == ("", "", 1, False)
    assert [person.user for person in post.author_list] == [author]
    assert (Excerpt.objects.count(), Revision.objects.count(), Person.objects.count()) == (0, 0, 1)
    assert Generation.current().number == generation
    assert working_copy.text_for(post) == text


def test_its_first_save_gives_it_an_address_of_its_title(now: datetime) -> None:
    post = working_copy.begin(PostText(title="A title"), by=make_user("author"), now=now)

    post = posts.save(post, working_copy.text_for(post), by=None, now=now)

    assert (post.slug, post.has_own_slug) == ("a-title", True)


def test_what_is_set_aside_can_be_gone_back_to_with_its_exchanges(now: datetime) -> None:
    post = make_post("T", state="draft", body="Stored.", exchanges=[EXCHANGE])
    (box,) = posts.text_of(post).boxes
    mine = PostText(title="T", body=f"Mine.\n\n[[qa: {box.slug}]]", boxes=(box, Box(WHY)))

    aside = working_copy.set_aside(post, mine, "not taken over", by=None, now=now)
    post.refresh_from_db()
    assert (post.body, post.version, aside.version) == ("Stored.", 2, 2)

    post = history.revert_post(post, aside, by=None, now=now)
    assert post.body == f"[[qa: why]]\n\nMine.\n\n[[qa: {box.slug}]]"
    assert [row.slug for row in post.excerpts.order_by("placements__position")] == ["why", box.slug]


class TestWish:
    """A new exchange has a paste beside it, and a slug it would like."""

    def test_is_given_and_the_text_may_place_it(self, now: datetime) -> None:
        box = Box(WHY, slug="why", raw=f"As pasted: {WHY}")

        post = posts.save(None, PostText(body="Before.\n\n[[qa: why]]", boxes=(box,)), by=None, now=now)

        excerpt = post.excerpts.get()
        assert (excerpt.slug, excerpt.raw) == ("why", f"As pasted: {WHY}")
        assert [placement.in_body for placement in post.placements.all()] == [True]

    def test_never_changes_what_stands_there(self, now: datetime) -> None:
        there = make_excerpt(WHY)
        box = Box(WHY_ELSE, slug="why", raw=WHY_ELSE)

        post = posts.save(None, PostText(body="[[qa: why]]", boxes=(box,)), by=None, now=now)

        assert (post.excerpts.get().slug, post.body) == ("why-2", "[[qa: why-2]]")
        there.refresh_from_db()
        assert there.as_box() == WHY

    def test_with_the_same_words_it_is_what_stands_there(self, now: datetime) -> None:
        there = make_excerpt(WHY)
        box = Box(WHY, slug="why", raw=WHY)

        post = posts.save(None, PostText(body="[[qa: why]]", boxes=(box,)), by=None, now=now)

        assert post.excerpts.get() == there
        assert Excerpt.objects.count() == 1


def test_a_fence_saved_again_is_the_same_excerpt(now: datetime) -> None:
    """As when the answer to a save was lost and the text still has the fence."""
    text = PostText(title="T", body=f"::: qa\n{WHY}\n:::")
    post = posts.save(None, text, by=None, now=now)

    post = posts.save(post, text, by=None, now=now)

    assert (Excerpt.objects.count(), Post.objects.get().body) == (1, "[[qa: why]]")
