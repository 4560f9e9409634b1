"""Merging from the admin: found, confirmed, done; and refused in words."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from blog.models import Person, Source, Tag
from blog.publishing import library, merging
from tests.admin.page import errors, messages, signed_in, text, tools
from tests.factories import make_person, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def address(row: Tag | Person | Source, page: str = "merge") -> str:
    return f"/admin/blog/{row._meta.model_name}/{row.pk}/{page}/"


def told(client: Client, answer: Any) -> list[str]:
    assert answer.status_code == 302
    return messages(client.get(answer["Location"]))


def test_is_offered_to_editors_alone(editor: Client) -> None:
    author = make_user()
    post = make_post(state="draft", by=author, tags=["AI"])
    row = post.shown_tags[0]

    assert tools(editor.get(address(row, "change"))) == ["Rename", "Merge", "History"]
    assert tools(signed_in(author).get(address(row, "change"))) == ["History"]
    for page in ("merge", "rename"):
        assert signed_in(author).post(address(row, page), {"into": row.pk}).status_code == 403


def test_says_exactly_what_changes_then_does_it(editor: Client) -> None:
    make_post(tags=["AI"])
    make_post(tags=["AI", "ML"])
    goes, stays = Tag.objects.get(name="AI"), Tag.objects.get(name="ML")

    assert "ML /tags/ml/" in text(editor.get(address(goes), {"q": "m"}))
    page = text(editor.get(address(goes), {"into": stays.pk}))
    assert "“AI” becomes “ML”. This cannot be undone. 2 essays change over, and 0 excerpts." in page
    assert "/tags/ai/ leads to /tags/ml/ from now on." in page
    assert Tag.objects.count() == 2
    answer = editor.post(address(goes), {"into": stays.pk})

    assert told(editor, answer) == ["“AI” is “ML” now; its address leads here."]
    assert list(Tag.objects.all()) == [stays]


def test_says_what_becomes_of_a_person(editor: Client, now: datetime) -> None:
    user = make_user(name="Ann Bee")
    goes, stays = library.person_of(user), make_person("A. Bee", hidden=True)
    library.save_person(goes, aliases=["Annie"], now=now)

    page = text(editor.get(address(goes), {"into": stays.pk}))

    assert "A. Bee is also known as: Ann Bee, Annie." in page
    assert "Ann Bee signs in as A. Bee from now on." in page
    assert "by request; so A. Bee has none." in page


@pytest.mark.parametrize("into", ["", "x", "99999999999999999999"])
def test_into_nothing_asks_again(editor: Client, into: str) -> None:
    goes = make_person("Ann Bee")

    page = editor.post(address(goes), {"into": into})

    assert "It is no longer there. Choose another." in text(page)
    assert list(Person.objects.all()) == [goes]


def test_what_cannot_be_is_said(editor: Client) -> None:
    one, other = (library.person_of(make_user(name=name)) for name in ("Ann Bee", "Cy Dee"))

    assert "Both Ann Bee and Cy Dee sign in." in text(editor.get(address(one), {"into": other.pk}))
    assert "These are the same already." in text(editor.post(address(one), {"into": one.pk}))
    assert "Nothing else is called like “zzz”." in text(editor.get(address(one), {"q": "zzz"}))


def test_once_merged_its_form_is_gone(editor: Client, now: datetime) -> None:
    goes, stays = make_person("Ann Bee"), make_person("A. Bee")
    page = address(goes)
    merging.merge(goes, stays, by=None, now=now)

    assert editor.post(page, {"into": stays.pk}).status_code == 404


def test_a_tag_is_renamed(editor: Client) -> None:
    make_post(tags=["AI", "ML"])
    row = Tag.objects.get(name="AI")

    assert "1 essay changes its tag, and 0 excerpts." in text(editor.get(address(row, "rename")))
    assert errors(editor.post(address(row, "rename"), {"name": "ml"})) == {
        "name": ["There is a tag of this name already. To make the two one, merge them."]
    }
    assert told(editor, editor.post(address(row, "rename"), {"name": "Models"})) == [
        "Renamed. Its former address leads to the new one."
    ]
    row.refresh_from_db()
    assert (row.name, row.slug) == ("Models", "models")
