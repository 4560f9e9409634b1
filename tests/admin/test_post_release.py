"""Undo, withdraw, restore, discard and delete, from the essay's own page."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from blog.models import Excerpt, Post, State, WorkingCopy
from blog.publishing import working_copy
from blog.publishing.text import PostText
from tests.admin.page import messages, press, signed_in, text, tools
from tests.factories import EXCHANGE, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ADD = "/admin/blog/post/add/"


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def address(post: Post, verb: str = "change") -> str:
    return f"/admin/blog/post/{post.pk}/{verb}/"


def ask(client: Client, post: Post, verb: str, **typed: str) -> Any:
    """Do it from a page that shows the essay as it is."""
    post.refresh_from_db()
    return client.post(address(post, verb), {"base_version": post.version, **typed})


def told(client: Client, answer: Any) -> list[str]:
    assert answer.status_code == 302
    return messages(client.get(answer["Location"]))


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("draft", ["Preview links", "History", "Preview as a reader"]),
        ("in review", ["Send back", "Preview links", "History", "Preview as a reader"]),
        ("scheduled", ["Undo scheduling", "Preview links", "History", "Preview as a reader"]),
        ("published", ["Withdraw", "Preview links", "History", "View on site"]),
        ("withdrawn", ["Restore", "Preview links", "History", "Preview as a reader"]),
    ],
)
def test_offers_what_the_state_allows(editor: Client, now: datetime, state: str, offered: list[str]) -> None:
    post = make_post(state=state, now=now) if state == "scheduled" else make_post(state=state)

    assert tools(editor.get(address(post))) == offered


def test_publishing_can_be_undone_for_ten_seconds(editor: Client, client: Client, now: datetime) -> None:
    press(editor, ADD, "_publish", title="T", body="B.")
    post = Post.objects.get()
    assert tools(editor.get(address(post)))[0] == "Undo publishing"

    with time_machine.travel(now + timedelta(seconds=9), tick=False):
        answer = editor.post(address(post, "undo"))

    assert told(editor, answer) == ["Undone. No reader was told of it."]
    post.refresh_from_db()
    assert post.state == State.DRAFT
    assert client.get("/posts/t/").status_code == 404


def test_later_it_is_withdrawn_instead(editor: Client, now: datetime) -> None:
    press(editor, ADD, "_publish", title="T", body="B.")
    post = Post.objects.get()
    editor.get(address(post))  # has its message read

    with time_machine.travel(now + timedelta(seconds=10), tick=False):
        answer = editor.post(address(post, "undo"))
        assert told(editor, answer) == ["Too late to undo: readers were told of it."]
        assert tools(editor.get(address(post)))[0] == "Withdraw"


def test_a_schedule_can_be_undone(editor: Client, now: datetime) -> None:
    post = make_post(state="scheduled", now=now)

    editor.post(address(post, "undo"))

    post.refresh_from_db()
    assert (post.state, post.published_at) == (State.DRAFT, None)


def test_withdrawing_asks_why_and_tells_readers(editor: Client, client: Client) -> None:
    post = make_post(slug="shown")

    assert "Readers who come to the essay’s address are told this." in text(
        editor.get(address(post, "withdraw"))
    )
    answer = ask(editor, post, "withdraw", reason="The figures were wrong.")

    assert told(editor, answer) == ["Withdrawn. Its address says why."]
    page = client.get("/posts/shown/")
    assert page.status_code == 410
    assert "The figures were wrong." in page.content.decode()


@pytest.mark.parametrize(("reason", "says"), [("", "This field is required."), ("x" * 301, "at most 300")])
def test_withdrawing_needs_a_reason(editor: Client, reason: str, says: str) -> None:
    post = make_post()

    page = ask(editor, post, "withdraw", reason=reason)

    assert says in text(page)
    assert reason in text(page)
    post.refresh_from_db()
    assert post.state == State.PUBLISHED


def test_a_draft_is_not_withdrawn(editor: Client) -> None:
    post = make_post(state="draft")

    answer = ask(editor, post, "withdraw", reason="Why not")

    assert told(editor, answer) == ["Only an essay readers were told of can be withdrawn."]


def test_a_withdrawn_essay_is_published_again_as_it_is_now(editor: Client, client: Client) -> None:
    post = make_post(state="withdrawn", slug="back", body="Before.")
    date = post.published_at

    answer = press(editor, address(post), "_again", body="After.")

    assert told(editor, answer) == ["Published again. Readers see it as it stands here."]
    post.refresh_from_db()
    assert (post.state, post.published_at) == (State.PUBLISHED, date)
    assert "After." in client.get("/posts/back/").text


def test_what_someone_published_again_meanwhile_is_updated(editor: Client) -> None:
    post = make_post(body="Before.")

    answer = press(editor, address(post), "_again", body="After.")

    assert told(editor, answer) == ["Updated."]
    post.refresh_from_db()
    assert (post.state, post.body) == (State.PUBLISHED, "After.")


def test_a_withdrawn_essay_is_restored_with_its_date(editor: Client, client: Client) -> None:
    post = make_post(state="withdrawn", slug="back")
    date = post.published_at

    assert told(editor, ask(editor, post, "restore")) == ["Restored. Readers see it again."]
    post.refresh_from_db()
    assert (post.state, post.published_at) == (State.PUBLISHED, date)
    assert client.get("/posts/back/").status_code == 200

    assert told(editor, ask(editor, post, "restore")) == ["It is not withdrawn."]


def test_edits_not_shown_can_be_discarded(editor: Client, now: datetime) -> None:
    post = make_post(body="Shown.")
    working_copy.keep(post, PostText(title="T", body="Waiting."), by=None, now=now)
    assert tools(editor.get(address(post)))[1] == "Discard edits"

    assert editor.get(address(post, "discard")).status_code == 200
    assert WorkingCopy.objects.count() == 1
    assert told(editor, editor.post(address(post, "discard"), {"base_version": "1"})) == [
        "Someone saved newer edits meanwhile, so none are discarded. Look at them first."
    ]
    post.refresh_from_db()
    answer = editor.post(address(post, "discard"), {"base_version": post.version})

    assert told(editor, answer) == ["The edits are gone. Readers saw none of them."]
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("verb", ["undo", "restore"])
def test_a_visit_changes_nothing(editor: Client, verb: str) -> None:
    assert editor.get(address(make_post(), verb)).status_code == 405


@pytest.mark.parametrize("verb", ["undo", "restore", "withdraw", "discard", "change"])
@pytest.mark.parametrize("number", ["99", "abc", "1e3", "99999999999999999999"])
def test_what_is_not_there_is_not_found(editor: Client, verb: str, number: str) -> None:
    assert editor.post(f"/admin/blog/post/{number}/{verb}/").status_code == 404


class TestDeleting:
    def test_a_draft_goes_after_a_list_of_what_goes_with_it(self, editor: Client) -> None:
        kept = make_post(exchanges=["Q: Who stays?\n\nAnn Bee: I do."])
        draft = make_post(
            title="Gone", state="draft", exchanges=[EXCHANGE], body=f"[[qa: {kept.excerpts.get().slug}]]"
        )

        page = text(editor.get(address(draft, "delete")))
        assert "Gone Excerpt: What makes a good archive?" in page
        assert "Who stays?" not in page
        assert editor.post(address(draft, "delete"), {"post": "yes"}).status_code == 302

        assert [post.title for post in Post.objects.all()] == [kept.title]
        assert [excerpt.question for excerpt in Excerpt.objects.all()] == ["Who stays?"]

    @pytest.mark.parametrize("state", ["scheduled", "published", "withdrawn"])
    def test_what_was_released_is_not_deleted(self, editor: Client, state: str) -> None:
        post = make_post(state=state)

        assert b"/delete/" not in editor.get(address(post)).content
        assert editor.post(address(post, "delete"), {"post": "yes"}).status_code == 403
        assert Post.objects.exists()

    def test_no_list_deletes_many(self, editor: Client) -> None:
        post = make_post(state="draft")

        editor.post(
            "/admin/blog/post/", {"action": "delete_selected", "_selected_action": [post.pk], "post": "yes"}
        )

        assert Post.objects.exists()
