"""Every form of the admin: who saves over another's change is told, keeps every word, may do it knowingly.

Essays and excerpts are in test_post_overtaken.py: they have versions.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client

from accounts.models import AuditEntry, Invitation, User
from blog.models import Event, Excerpt, Image, Page, Person, Post, Series, SiteIdentity, Source, Tag
from blog.publishing import library
from tests.admin.page import fields, messages, press, signed_in, text
from tests.factories import (
    EXCHANGE,
    NOW,
    make_event,
    make_page,
    make_person,
    make_post,
    make_series,
    make_user,
)
from tests.media.images import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


class Form(NamedTuple):
    make: Callable[[], Model]
    field: str
    theirs: str
    mine: str


def source() -> Source:
    make_post(exchanges=[EXCHANGE])
    return Source.objects.get()


def tag() -> Tag:
    (row,) = Tag.objects.named(["ai"])
    return row


def identity() -> SiteIdentity:
    library.save(SiteIdentity(pk=1), now=NOW)
    return SiteIdentity.objects.get()


FORMS: dict[type[Model], Form] = {
    Person: Form(make_person, "about", "Theirs <b>.", "Mine."),
    Source: Form(source, "publisher", "Their <b>publisher", "My publisher"),
    Tag: Form(tag, "name", "Theirs <b>", "Mine"),
    Series: Form(make_series, "summary", "Theirs <b>.", "Mine."),
    Page: Form(make_page, "body", "Their text.", "My text."),
    Image: Form(make_image, "alt", "Their <b>words", "My words"),
    Event: Form(make_event, "text", "Their <b>words", "My words"),
    SiteIdentity: Form(identity, "introduction", "Their <b>line.", "My line."),
    User: Form(lambda: make_user("author"), "name", "Their <b>name", "My name"),
}
VERSIONED = {Post, Excerpt}
NEVER_CHANGED = {AuditEntry, Invitation}


def test_no_form_of_the_admin_is_missing() -> None:
    assert set(admin.site._registry) == {*FORMS, *VERSIONED, *NEVER_CHANGED}


@pytest.fixture(params=FORMS, ids=lambda model: model.__name__)
def form(request: pytest.FixtureRequest) -> Form:
    return FORMS[request.param]


@pytest.fixture
def mine() -> Client:
    return signed_in("owner")


def overtake(form: Form, mine: Client) -> tuple[Model, str, Any]:
    """I open the form; they save; I save. The row, the address, and what I am answered."""
    row = form.make()
    address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
    opened = fields(mine.get(address))
    press(signed_in(make_user("owner", name="Ida Crane")), address, "_save", **{form.field: form.theirs})
    return row, address, mine.post(address, {**opened, form.field: form.mine, "_save": "1"})


def test_nothing_is_saved(form: Form, mine: Client) -> None:
    row, _address, page = overtake(form, mine)

    assert page.status_code == 409
    row.refresh_from_db()
    assert getattr(row, form.field) == form.theirs


def test_says_who_and_shows_both_texts(form: Form, mine: Client) -> None:
    _row, _address, page = overtake(form, mine)

    assert "Ida Crane saved this while you wrote." in text(page)
    assert f"{form.theirs} {form.mine}" in text(page)
    assert fields(page)[form.field] == form.mine
    assert "Please correct the error" not in text(page)


def test_saving_again_replaces_theirs_knowingly(form: Form, mine: Client) -> None:
    row, address, page = overtake(form, mine)

    assert mine.post(address, {**fields(page), "_save": "1"}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, form.field) == form.mine


def test_a_form_that_does_not_say_what_it_saw_is_refused_too(form: Form, mine: Client) -> None:
    row = form.make()
    address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
    sent = {**fields(mine.get(address)), form.field: form.mine, "_save": "1"}
    del sent["seen"]

    assert mine.post(address, sent).status_code == 409


def test_other_names_count_as_well(mine: Client, now: datetime) -> None:
    person = make_person("Mei Tan")
    address = f"/admin/blog/person/{person.pk}/change/"
    opened = fields(mine.get(address))
    library.save_person(person, aliases=["M. Tan"], now=now)

    page = mine.post(address, {**opened, "aliases": "Tan Mei", "_save": "1"})

    assert page.status_code == 409
    assert "Other names M. Tan Tan Mei" in text(page)


def test_choices_and_boxes_are_told_in_words(mine: Client) -> None:
    row = make_user("author")
    address = f"/admin/accounts/user/{row.pk}/change/"
    opened = fields(mine.get(address))
    press(signed_in("owner"), address, "_save", role="editor")
    del opened["is_active"]

    page = mine.post(address, {**opened, "_save": "1"})

    assert "Role Editor Author May sign in yes no" in text(page)


def test_a_sign_in_meanwhile_is_no_change(mine: Client) -> None:
    row = make_user("author")
    address = f"/admin/accounts/user/{row.pk}/change/"
    opened = fields(mine.get(address))
    User.objects.filter(pk=row.pk).update(last_login=NOW, password="changed")

    assert mine.post(address, {**opened, "name": "Mine", "_save": "1"}).status_code == 302


class TestSentTwice:
    """A double click makes one row."""

    @pytest.mark.parametrize(
        ("model", "typed"),
        [
            (Post, {"title": "Once"}),
            (Excerpt, {"text": EXCHANGE}),
            (Person, {"name": "Mei Tan"}),
            (Source, {"title": "Once"}),
            (Series, {"title": "Once"}),
            (Page, {"title": "Once"}),
        ],
    )
    def test_makes_one_row(self, mine: Client, model: type[Model], typed: dict[str, str]) -> None:
        address = f"/admin/blog/{model._meta.model_name}/add/"
        before = set(model._default_manager.values_list("pk", flat=True))
        sent = {**fields(mine.get(address)), **typed, "_save": "1"}

        mine.post(address, sent)
        again = mine.post(address, sent)

        row = model._default_manager.exclude(pk__in=before).get()
        assert again["Location"] == f"/admin/blog/{model._meta.model_name}/{row.pk}/change/"
        assert "It was saved already." in messages(mine.get(again["Location"]))

    def test_other_words_from_the_same_form_are_another_row(self, mine: Client) -> None:
        sent = {**fields(mine.get("/admin/blog/tag/add/")), "_save": "1"}

        for name in ("one", "two"):
            mine.post("/admin/blog/tag/add/", {**sent, "name": name})

        assert Tag.objects.count() == 2

    def test_the_same_words_from_two_forms_are_two_rows(self, mine: Client) -> None:
        for _time in range(2):
            press(mine, "/admin/blog/source/add/", "_save", title="Interview")

        assert Source.objects.count() == 2


@pytest.mark.parametrize("model", [Post, Excerpt, Person, Source, Tag, Series, Page])
def test_what_was_typed_is_kept_when_the_row_is_gone(mine: Client, model: type[Model]) -> None:
    typed = "A sentence of some length, which nobody wants to write once more."

    page = mine.post(f"/admin/blog/{model._meta.model_name}/999/change/", {"body": typed, "_save": "1"})

    assert page.status_code == 404
    assert "Someone deleted this while you wrote" in text(page)
    assert typed in text(page)
