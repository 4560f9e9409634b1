"""Verbs on an excerpt by itself."""

from dataclasses import replace
from datetime import datetime

import pytest

from blog.models import Excerpt
from blog.publishing import excerpts, posts
from blog.publishing.text import Box, PostText, Refused, Stale
from blog.transcripts import read_box
from tests.factories import EXCHANGE, make_excerpt, make_post, make_user

pytestmark = pytest.mark.django_db


def test_an_update_is_news_of_every_essay_that_shows_it(now: datetime) -> None:
    shown, other = make_post(exchanges=[EXCHANGE]), make_post()
    excerpt = shown.excerpts.get()

    words = EXCHANGE.replace("thirty", "forty")
    excerpts.save(excerpt, read_box(words), raw=words, by=None, now=now)

    for post in (shown, other):
        post.refresh_from_db()
    assert shown.modified_at == now
    assert other.modified_at != now


def test_the_same_words_are_no_news(now: datetime) -> None:
    shown = make_post(exchanges=[EXCHANGE])
    before = shown.modified_at

    excerpts.save(shown.excerpts.get(), read_box(EXCHANGE), raw=EXCHANGE, by=None, now=now)

    shown.refresh_from_db()
    assert shown.modified_at == before


def test_an_essays_exchange_changes_and_no_other_loses_a_word(now: datetime) -> None:
    post = make_post(exchanges=["Q: One?\n\nAnn Bee: One."])
    other = make_post(exchanges=["Q: Two?\n\nAnn Bee: Two.\n\nCy Dee: Three."]).excerpts.get()
    text = posts.text_of(post)
    box = replace(text.boxes[0], text="Q: One?\n\nAnn Bee: One and a half.")
    posts.update(post, replace(text, boxes=(box,)), by=make_user("editor"), now=now)

    assert [turn.text for turn in post.excerpts.get().turn_list] == ["One?", "One and a half."]
    assert [turn.text for turn in other.turn_list] == ["Two?", "Two.", "Three."]


def test_a_stale_update_is_refused(now: datetime) -> None:
    excerpt = make_excerpt()
    words = EXCHANGE.replace("thirty", "forty")
    excerpts.save(excerpt, read_box(words), raw=words, by=None, now=now, base_version=1)

    with pytest.raises(Stale):
        excerpts.save(excerpt, read_box(EXCHANGE), raw=EXCHANGE, by=None, now=now, base_version=1)


def test_its_address_is_its_first_eight_words(now: datetime) -> None:
    words = "Q: One two three four five six seven eight nine?\n\nMei Tan: Ten."

    assert excerpts.save(None, read_box(words), raw=words, by=None, now=now).slug == (
        "one-two-three-four-five-six-seven-eight"
    )


def test_the_address_of_a_feed_is_not_given_away(now: datetime) -> None:
    assert excerpts.create(read_box("Q: Feed?"), slug="feed", raw="", by=None, now=now).slug == "feed-2"
    with pytest.raises(Refused):
        excerpts.rename(make_excerpt(), "feed", now=now)


def test_a_taken_address_is_refused(now: datetime) -> None:
    first, second = make_excerpt(), make_excerpt("Q: Another?\n\nMei Tan: Yes.")

    with pytest.raises(Refused, match="taken"):
        excerpts.rename(second, first.slug, now=now)


def test_a_renamed_excerpt_is_followed_by_texts_and_readers(now: datetime) -> None:
    post = make_post(body="::: qa\nQ: Would you build it again?\n\nJonas Weld: Smaller.\n:::")
    excerpts.rename(post.excerpts.get(), "built-again", now=now)
    post.refresh_from_db()

    assert post.body == "[[qa: built-again]]"
    assert {"excerpt": "built-again"} in post.segments
    draft = posts.save(None, PostText(title="T", body="[[qa: would-you-build-it-again]]"), by=None, now=now)
    assert draft.body == "[[qa: built-again]]"


def test_an_unlifted_paste_keeps_its_raw_words(now: datetime) -> None:
    pasted = "HOST\nWould you build it again?\n\nJONAS WELD\nSmaller."
    posts.save(None, PostText(title="T", boxes=(Box(pasted),)), by=None, now=now)

    assert Excerpt.objects.get().raw == pasted
