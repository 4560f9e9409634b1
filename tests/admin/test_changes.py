"""At the desk: an update that is not worth a word, and taking what changed from readers."""

from typing import Any

import pytest
from django.test import Client

from blog.models import Post
from tests.admin.page import fields, messages, press, signed_in, text
from tests.factories import make_post, make_user

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def form(post: Post, page: str = "change") -> str:
    return f"/admin/blog/post/{post.pk}/{page}/"


def test_an_update_leaves_a_change_and_a_minor_one_none(editor: Client) -> None:
    post = make_post(body="It costs fuor minutes.")

    press(editor, form(post), "_update", body="It costs four minutes.", minor="1")
    assert post.changes.count() == 0
    assert messages(editor.get(form(post))) == ["Updated, without a word to readers."]

    press(editor, form(post), "_update", body="It costs five minutes.")
    assert post.changes.count() == 1


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_only_what_readers_know_has_minor_edits(editor: Client, state: str) -> None:
    assert "Minor edit" in text(editor.get(form(make_post())))
    assert "Minor edit" not in text(editor.get(form(make_post(state=state))))


def test_the_switch_stays_as_it_was_set_where_something_is_to_mend(editor: Client) -> None:
    post = make_post()

    answer = press(editor, form(post), "_update", title="", minor="1")

    assert answer.context["minor"] is True


def test_an_update_that_overtakes_another_is_as_minor_as_it_was(editor: Client) -> None:
    post = make_post(body="One.")
    opened = fields(editor.get(form(post)))
    press(signed_in("editor"), form(post), "_update", body="Two.")

    page = editor.post(form(post), {**opened, "body": "Three.", "minor": "1", "_update": "1"})

    assert page.status_code == 409
    assert ("minor", "1") in page.context["typed"]


def test_what_changed_is_hidden_once_confirmed(editor: Client) -> None:
    post = make_post(body="Call 555.")
    press(editor, form(post), "_update", body="Call.")
    assert "Hide what changed" in text(editor.get(form(post)))

    page = editor.get(form(post, "hide_changes"))
    assert "Readers can no longer open what changed in 1 update until now." in text(page)
    assert post.changes.count() == 1

    answer: Any = editor.post(form(post, "hide_changes"), {"base_version": page.context["base_version"]})

    assert (answer.status_code, answer.url) == (302, form(post))
    assert post.changes.count() == 0
    assert messages(editor.get(form(post))) == ["Hidden. The list begins anew."]
    assert "Hide what changed" not in text(editor.get(form(post)))


def test_nothing_is_hidden_where_someone_updated_meanwhile(editor: Client) -> None:
    post = make_post(body="One.")
    press(editor, form(post), "_update", body="Two.")
    asked = {"base_version": editor.get(form(post, "hide_changes")).context["base_version"]}
    press(signed_in("editor"), form(post), "_update", body="Three.")

    editor.post(form(post, "hide_changes"), asked)

    assert post.changes.count() == 2
    said = "Someone went on with it meanwhile, so nothing was done. Look at it again first."
    assert messages(editor.get(form(post))) == [said]


def test_another_author_may_not(editor: Client) -> None:
    post = make_post(body="One.", by=make_user("author"))
    press(editor, form(post), "_update", body="Two.")

    other = signed_in("author")

    assert other.get(form(post, "hide_changes")).status_code == 403
    assert other.post(form(post, "hide_changes")).status_code == 403
    assert post.changes.count() == 1
