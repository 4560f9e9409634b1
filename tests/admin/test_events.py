"""Corrections, follow-ups and replies at the desk: begun at what they are about, by who may edit that."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from blog.models import Event, Excerpt, Post
from tests.admin.page import errors, fields, messages, press, shown, signed_in, text
from tests.factories import EXCHANGE, NOW, make_event, make_excerpt, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


@pytest.fixture
def excerpt() -> Excerpt:
    return make_post(exchanges=[EXCHANGE]).excerpts.get()


def add(about: Post | Excerpt, kind: str = "correction") -> str:
    return f"/admin/blog/event/add/?kind={kind}&{about._meta.model_name}={about.pk}"


def form(row: Post | Excerpt | Event, page: str = "change") -> str:
    return f"/admin/blog/{row._meta.model_name}/{row.pk}/{page}/"


@pytest.mark.full
class TestAdding:
    def test_a_correction_of_an_essay_needs_words_alone(self, editor: Client) -> None:
        post = make_post()

        answer = press(editor, add(post), "_save", text="It is a co-operative.")

        assert (answer.status_code, answer.url) == (302, form(post))
        event = Event.objects.get()
        assert (event.post, event.kind, event.text, event.at) == (
            post,
            "correction",
            "It is a co-operative.",
            NOW,
        )

    def test_what_happened_since_has_a_day_and_a_source(self, editor: Client, excerpt: Excerpt) -> None:
        typed = {"at": "2026-02-01", "source": "Litoral", "url": "https://litoral.example/a"}

        press(editor, add(excerpt, "follow-up"), "_save", text="It was opened.", **typed)

        event = Event.objects.get()
        assert (event.excerpt, event.kind, event.at) == (
            excerpt,
            "follow-up",
            datetime(2026, 2, 1, tzinfo=UTC),
        )
        assert (event.source, event.url) == ("Litoral", "https://litoral.example/a")

    def test_a_reply_is_by_someone_the_excerpt_quotes(self, editor: Client, excerpt: Excerpt) -> None:
        opened = editor.get(add(excerpt, "reply"))
        choices = opened.context["adminform"].form.fields["label"].choices
        assert [name for name, _label in choices] == ["Lucía Prado", "Q"]

        press(editor, add(excerpt, "reply"), "_save", label="Lucía Prado", text="Still so.")
        press(editor, add(excerpt, "reply"), "_save", label="Somebody Else", text="No.")

        assert [(row.label, row.text) for row in Event.objects.all()] == [("Lucía Prado", "Still so.")]

    def test_each_kind_asks_for_what_it_needs(self, editor: Client, excerpt: Excerpt) -> None:
        every = {"text", "at", "source", "url", "language"}
        asked = {kind: set(shown(editor.get(add(excerpt, kind)))) for kind in Event.Kind}

        assert asked == {"correction": every, "follow-up": every, "reply": {*every, "label", "capacity"}}

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"text": ""}, "This field is required."),
            ({"text": "Words.", "at": "2026-03-02"}, "This is still to come. Write when it happened."),
            (
                {"text": "Words.", "url": "litoral.example"},
                "“litoral.example” is no web address. It begins with https:// or http://.",
            ),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self, editor: Client, excerpt: Excerpt, typed: dict[str, str], said: str
    ) -> None:
        answer = press(editor, add(excerpt), "_save", **typed)

        assert errors(answer) == {[*typed][-1]: [said]}
        assert {name: fields(answer)[name] for name in typed} == typed
        assert not Event.objects.exists()

    @pytest.mark.parametrize(
        "query",
        ["", "?excerpt=0", "?kind=rumour&excerpt={excerpt}", "?post={draft}", "?kind=reply&post={post}"],
    )
    def test_nowhere_but_at_what_it_can_be_about(self, editor: Client, excerpt: Excerpt, query: str) -> None:
        post, draft = make_post(), make_post(state="draft")
        address = query.format(excerpt=excerpt.pk, post=post.pk, draft=draft.pk)

        assert editor.get(f"/admin/blog/event/add/{address}").status_code == 403
        assert editor.post(f"/admin/blog/event/add/{address}", {"text": "Words."}).status_code == 403

    def test_only_who_may_edit_the_row_may_tell_of_it(self, excerpt: Excerpt) -> None:
        ann = make_user("author")
        post = make_post(by=ann, exchanges=["Q: Own?\n\nMei Tan: Yes."])
        mine, another = signed_in(ann), signed_in("author")

        for row in (post, post.excerpts.get()):
            assert mine.get(add(row)).status_code == 200
            assert another.get(add(row)).status_code == 403
            assert another.post(add(row), {"text": "Words."}).status_code == 403

    def test_an_excerpt_can_be_corrected_and_say_so_in_one_step(
        self, editor: Client, excerpt: Excerpt
    ) -> None:
        words = "It said “good”. The recording says “bad”."

        press(editor, form(excerpt), "_save", text=EXCHANGE.replace("good", "bad"), correction=words)

        assert [event.text for event in excerpt.events.all()] == [words]
        excerpt.refresh_from_db()
        assert excerpt.question == "What makes a bad archive?"

    def test_of_an_excerpt_nobody_sees_there_is_nothing_to_say(self, editor: Client) -> None:
        assert "correction" not in fields(editor.get(form(make_excerpt())))


class TestChanging:
    def test_is_listed_at_its_row_and_leads_back_there(self, editor: Client, excerpt: Excerpt) -> None:
        event = make_event(excerpt, text="It said “god”.")
        assert "Correction, 28 Feb 2026 It said “god”." in text(editor.get(form(excerpt)))

        answer: Any = press(editor, form(event), "_save", text="It said “good”.")

        assert answer.url == form(excerpt)
        event.refresh_from_db()
        assert (event.text, event.at) == ("It said “good”.", NOW - timedelta(days=1))
        assert messages(editor.get(answer.url)) == ["Changed, for readers too."]

    def test_is_taken_away_once_confirmed(self, editor: Client) -> None:
        post = make_post()
        event = make_event(post)
        assert editor.get(form(event, "delete")).status_code == 200
        assert Event.objects.exists()

        answer: Any = editor.post(form(event, "delete"), {"post": "yes"})

        assert (answer.status_code, answer.url) == (302, form(post))
        assert not Event.objects.exists()

    def test_an_author_finds_and_opens_only_their_own(self) -> None:
        ann = make_user("author")
        own = make_event(make_post(by=ann), text="Mine.")
        other = make_event(make_post(by=make_user("author")), text="Theirs.")
        client = signed_in(ann)

        listed = text(client.get("/admin/blog/event/"))

        assert ("Mine." in listed, "Theirs." in listed) == (True, False)
        assert [client.get(form(row)).status_code for row in (own, other)] == [200, 403]

    def test_the_desk_offers_it_for_what_readers_see(self, editor: Client) -> None:
        shown_one, draft = make_post(), make_post(state="draft")
        make_event(shown_one, text="It is a co-operative.")

        assert "It is a co-operative. Add a correction" in text(editor.get(form(shown_one)))
        assert "Add a correction" not in text(editor.get(form(draft)))
