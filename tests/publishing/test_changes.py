"""What readers can open of an update: words they were shown before and after it, and nothing else ever."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import AuditEntry
from blog.models import Change, Post, Revision
from blog.publishing import changes, posts, release, working_copy
from blog.publishing.text import Box, Stale
from tests.factories import EXCHANGE, NOW, make_post

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def update(post: Post, *, now: datetime = LATER, minor: bool = False, **text: Any) -> Post:
    post.refresh_from_db()
    return posts.update(post, replace(posts.text_of(post), **text), by=None, now=now, minor=minor)


def listed(post: Post) -> list[dict[str, Any]]:
    return [change.runs for change in post.changes.all()]


def test_an_update_leaves_the_words_it_took_out_and_put_in() -> None:
    post = make_post(title="Four minutes", body="It costs **four** minutes.")

    update(post, title="Five minutes", body="It costs *five* minutes.", summary="Costs.")

    assert [change.at for change in post.changes.all()] == [LATER]
    assert listed(post) == [
        {
            "title": [["removed", "Four"], ["added", "Five"], ["same", " minutes"]],
            "summary": [["added", "Costs."]],
            "text": [["same", "It costs "], ["removed", "four"], ["added", "five"], ["same", " minutes."]],
        }
    ]


def test_the_words_of_its_exchanges_count() -> None:
    post = make_post(exchanges=["Q: Why?\n\nMei Tan: So."])
    box = posts.text_of(post).boxes[0]

    update(post, boxes=(replace(box, text="Q: Why?\n\nMei Tan: Thus."), Box(EXCHANGE)))

    (runs,) = listed(post)
    assert list(runs) == ["exchanges"]
    assert runs["exchanges"][:2] == [["same", "Q: Why?\n\nMei Tan: "], ["removed", "So."]]


def test_what_changes_no_word_leaves_nothing() -> None:
    post = make_post(body="It *costs* four minutes.")

    update(post, body="It costs **four** minutes.", tags=("ai",))

    assert listed(post) == []


def test_a_minor_edit_leaves_nothing_and_announces_nothing() -> None:
    post = make_post(body="It costs fuor minutes.")
    before = post.modified_at

    update(post, body="It costs four minutes.", minor=True)

    post.refresh_from_db()
    assert (post.plain_text.strip(), post.modified_at) == ("It costs four minutes.", before)
    assert listed(post) == []


def test_the_next_change_begins_from_the_minor_edit() -> None:
    post = make_post(body="It costs fuor minutes.")
    update(post, body="It costs four minutes.", minor=True)

    update(post, body="It costs five minutes.")

    assert "fuor" not in str(listed(post))


def test_far_away_words_are_not_kept_with_it() -> None:
    post = make_post(body=f"It costs four minutes. {'And so on. ' * 200}Canary.")

    update(post, body=f"It costs five minutes. {'And so on. ' * 200}Canary.")

    (runs,) = listed(post)
    assert [how for how, _text in runs["text"]][-1] == "left out"
    assert "Canary" not in str(runs)


class TestNeverToldIs:
    """Each of these texts is in the history of the essay, and readers were never shown it."""

    def test_a_draft(self) -> None:
        post = make_post(body="Canary.", state="draft")
        post = posts.save(post, replace(posts.text_of(post), body="Shown."), by=None, now=NOW)
        post = release.publish(post, by=None, now=NOW)

        update(post, body="Shown now.")

        assert "Canary" in str(list(Revision.objects.values_list("data", flat=True)))
        assert listed(post) == [{"text": [["same", "Shown"], ["added", " now"], ["same", "."]]}]

    def test_a_scheduled_text(self) -> None:
        post = make_post(body="Canary.", state="scheduled")
        update(post, body="Shown.", now=NOW)

        update(post, body="Shown now.", now=NOW + timedelta(days=2))

        assert listed(post) == [{"text": [["same", "Shown"], ["added", " now"], ["same", "."]]}]

    def test_edits_that_wait_and_those_set_aside(self) -> None:
        post = make_post(body="Shown.")
        text = replace(posts.text_of(post), body="Canary.")
        working_copy.keep(post, text, by=None, now=NOW)
        working_copy.set_aside(post, text, "not taken over", by=None, now=NOW)

        update(post, body="Shown now.")

        assert listed(post) == [{"text": [["same", "Shown"], ["added", " now"], ["same", "."]]}]

    def test_what_was_shown_while_it_could_be_undone(self) -> None:
        post = make_post(body="Canary.", published_at=NOW)

        update(post, body="Shown.", now=NOW + timedelta(seconds=9))

        assert listed(post) == []

    def test_what_was_written_while_it_was_withdrawn(self) -> None:
        post = make_post(body="Shown.", state="withdrawn")
        update(post, body="Canary.", now=NOW)
        update(post, body="Shown again.", now=NOW)
        release.restore(post, by=None, now=NOW)

        update(post, body="Shown at last.")

        assert listed(post) == [
            {"text": [["same", "Shown "], ["removed", "again"], ["added", "at last"], ["same", "."]]}
        ]


class TestHiding:
    def test_the_list_begins_anew_and_the_history_stays(self) -> None:
        post = make_post(body="Call 555.")
        update(post, body="Call 556.")
        post = update(post, body="Call.", minor=True)

        changes.hide(post, by=None, now=LATER, base_version=post.version)
        update(post, body="Call us.")

        assert "55" not in str(listed(post))
        assert len(listed(post)) == 1
        assert post.revisions.filter(data__body="Call 556.").exists()
        assert AuditEntry.objects.filter(action="changes hidden", number=post.pk).count() == 1

    def test_of_a_later_version_than_was_seen_nothing_is_hidden(self) -> None:
        post = make_post(body="One.")
        seen = update(post, body="Two.").version
        update(post, body="Three.")

        with pytest.raises(Stale):
            changes.hide(post, by=None, now=LATER, base_version=seen)

        assert Change.objects.count() == 2
