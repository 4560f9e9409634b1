"""Corrections, follow-ups and replies: what may be told, whom it tells, and what the database keeps true."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from blog.models import Event, Excerpt, Generation, Post
from blog.publishing import events
from blog.publishing.text import Refused
from tests.factories import EXCHANGE, NOW, make_event, make_excerpt, make_post

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


def times(row: Post | Excerpt) -> datetime | None:
    row.refresh_from_db()
    return row.modified_at


def faults(**fields: Any) -> dict[str, list[str]]:
    with pytest.raises(Refused) as refused:
        make_event(**fields)
    return refused.value.message_dict


class TestTelling:
    def test_a_correction_of_an_essay_is_a_change_readers_are_told_of(self) -> None:
        post = make_post()

        make_event(post, text="  It is a co-operative.\n", now=LATER)

        assert [event.text for event in post.events.all()] == ["It is a co-operative."]
        assert times(post) == LATER

    def test_one_of_an_excerpt_changes_every_essay_that_shows_it_and_no_other(self) -> None:
        first = make_post(exchanges=[EXCHANGE])
        excerpt = first.excerpts.get()
        second = make_post(body=f"[[qa: {excerpt.slug}]]")
        draft = make_post(body=f"[[qa: {excerpt.slug}]]", state="draft")
        other = make_post()
        before = times(other)

        make_event(excerpt, now=LATER)

        assert [times(row) for row in (excerpt, first, second, draft, other)] == [LATER] * 3 + [None, before]

    def test_it_makes_every_stored_page_old(self) -> None:
        post = make_post()
        before = Generation.current().number

        event = make_event(post)
        events.change(event, by=None, now=LATER)
        events.remove(event, by=None, now=LATER)

        assert Generation.current().number == before + 3

    def test_wording_it_better_tells_nobody_anew(self) -> None:
        post = make_post()
        event = make_event(post, now=NOW)

        event.text = "It is a co-operative, and always was."
        events.change(event, by=None, now=LATER)

        assert times(post) == NOW
        assert Event.objects.get().text == "It is a co-operative, and always was."

    def test_the_audit_list_keeps_the_words_of_what_was_removed(self) -> None:
        post = make_post(title="Tidewater")
        event = make_event(post, text="It is a co-operative.")
        events.change(event, by=None, now=NOW)
        events.remove(event, by=None, now=NOW)

        assert not Event.objects.exists()
        rows = AuditEntry.objects.order_by("pk").values_list("action", "about", "detail")
        assert list(rows)[-3:] == [
            ("corrected", "Tidewater", "It is a co-operative."),
            ("updated", "It is a co-operative.", ""),
            ("deleted", "It is a co-operative.", "It is a co-operative."),
        ]


class TestRefused:
    def test_no_words(self) -> None:
        assert faults(text=" \n") == {"text": ["Write what readers should know."]}

    def test_a_day_that_is_still_to_come(self) -> None:
        said = ["This is still to come. Write when it happened."]
        assert faults(at=NOW + timedelta(seconds=1)) == {"at": said}

    def test_a_reply_by_someone_the_excerpt_does_not_quote(self) -> None:
        said = ["A reply is by someone the excerpt quotes. Choose who."]
        assert faults(kind=Event.Kind.REPLY, label="Somebody Else") == {"label": said}

    def test_nothing_is_written(self) -> None:
        faults(text="")

        assert not Event.objects.exists()


class TestKeptByTheDatabase:
    @pytest.mark.parametrize(
        "fields",
        [
            {"post": None},
            {"excerpt": "one"},
            {"kind": "follow-up"},
            {"kind": "reply", "label": "Mei Tan"},
            {"kind": "rumour"},
            {"label": "Mei Tan"},
            {"text": ""},
            {"at": LATER},
        ],
        ids=str,
    )
    def test_what_makes_no_sense_cannot_be_stored(self, fields: dict[str, Any]) -> None:
        whole = {"post": make_post(), "kind": "correction", "text": "Words.", "at": NOW, "written_at": NOW}
        if fields.get("excerpt"):
            fields = {"excerpt": make_excerpt()}
        Event.objects.create(**whole)

        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.create(**whole | fields)


class TestVisible:
    @pytest.mark.parametrize("state", ["draft", "in review", "scheduled", "withdrawn"])
    def test_nowhere_but_with_what_readers_see(self, state: str) -> None:
        hidden = make_post(state=state, exchanges=[EXCHANGE])
        make_event(hidden)
        make_event(hidden.excerpts.get())
        make_event(make_excerpt())
        shown = make_post(exchanges=[EXCHANGE])
        expected = {make_event(shown), make_event(shown.excerpts.get())}

        assert set(Event.objects.visible(NOW)) == expected
        assert set(Event.objects.announced(NOW)) == expected

    def test_announced_only_once_its_essay_is(self) -> None:
        post = make_post(published_at=NOW)
        event = make_event(post)

        assert [list(Event.objects.visible(NOW)), list(Event.objects.announced(NOW))] == [[event], []]

    def test_an_excerpt_in_two_essays_tells_it_once(self) -> None:
        excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
        make_post(body=f"[[qa: {excerpt.slug}]]")
        event = make_event(excerpt)

        assert list(Event.objects.visible(NOW)) == [event]
