"""The audit list: what is recorded, and that it is only ever added to."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from accounts.models import Action, AuditEntry, record
from accounts.models.audit import AppendOnly
from blog.models import Tag
from blog.publishing import posts, release
from tests.admin.page import fields, press, signed_in
from tests.factories import EXCHANGE, make_page, make_post, make_user

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str, str]]:
    """Each entry, oldest first: who, what, on what."""
    return [(entry.by_name, entry.action, entry.about) for entry in AuditEntry.objects.order_by("pk")]


def test_tells_who_did_what(now: datetime) -> None:
    editor = make_user("editor", name="Ed")
    post = make_post(title="Echo", state="draft", by=editor)

    release.publish(post, by=editor, now=now)
    release.withdraw(post, reason="Wrong name.", by=editor, now=now + timedelta(hours=1))
    release.restore(post, by=editor, now=now + timedelta(hours=2))

    assert told() == [("Ed", "published", "Echo"), ("Ed", "withdrawn", "Echo"), ("Ed", "restored", "Echo")]
    assert AuditEntry.objects.get(action="withdrawn").detail == "Wrong name."


def test_what_time_did_has_no_name(now: datetime) -> None:
    make_post(title="Later", state="scheduled", now=now)

    release.promote_due(now + timedelta(days=2))
    release.promote_due(now + timedelta(days=2))

    assert told() == [("", "scheduled", "Later"), ("", "published", "Later")]


def details() -> list[tuple[str, str, str, str]]:
    """Each entry, oldest first: what, of what kind, on what, and what it says besides."""
    return [(row.action, row.kind, row.about, row.detail) for row in AuditEntry.objects.order_by("pk")]


def test_tells_what_of_the_site_was_changed() -> None:
    address = "/admin/blog/siteidentity/1/change/"
    owner = signed_in(make_user("owner", name="Maren Quill"))

    press(owner, address, "_save", name="Harbour notes", zone="Europe/Berlin")
    press(owner, address, "_save")

    assert details() == [("site changed", "siteidentity", "Harbour notes", "name, zone")]
    assert told()[0][0] == "Maren Quill"


def test_tells_of_addresses_left() -> None:
    editor = signed_in("editor")
    post = make_post(title="Echo", exchanges=[EXCHANGE], tags=["ai"])

    for row, slug in ((post, "echoes"), (post.excerpts.get(), "archive"), (Tag.objects.get(), "machines")):
        button = "_update" if row is post else "_save"
        press(editor, f"/admin/blog/{row._meta.model_name}/{row.pk}/change/", button, slug=slug)

    assert [entry for entry in details() if entry[0] == "renamed"] == [
        ("renamed", "post", "Echo", "echo → echoes"),
        ("renamed", "excerpt", "What makes a good archive?", "what-makes-a-good-archive → archive"),
        ("renamed", "tag", "ai", "ai → machines"),
    ]


def test_a_draft_has_no_address_to_leave(now: datetime) -> None:
    post = make_post(title="Echo", state="draft")

    posts.save(post, replace(posts.text_of(post), slug="echoes"), by=None, now=now)

    assert details() == []


def test_tells_of_pages_shown_hidden_and_deleted() -> None:
    editor = signed_in("editor")
    page = make_page("About", published=False)
    address = f"/admin/blog/page/{page.pk}/"

    press(editor, f"{address}change/", "_save", is_published="on")
    sent = fields(editor.get(f"{address}change/"))
    del sent["is_published"]
    editor.post(f"{address}change/", sent)
    editor.post(f"{address}delete/", {"post": "yes"})

    assert [entry[:3] for entry in details()] == [
        ("published", "page", "About"),
        ("unpublished", "page", "About"),
        ("deleted", "page", "About"),
    ]


def test_keeps_the_name_of_then(now: datetime) -> None:
    user = make_user(name="Ann Bee")
    entry = record(Action.SIGNED_IN, by=user, now=now, address="192.0.2.7")
    user.name = "Ann Cee"
    user.save()

    entry = AuditEntry.objects.get()

    assert (entry.by_name, entry.by, entry.address, entry.kind, entry.number) == (
        "Ann Bee",
        user,
        "192.0.2.7",
        "",
        None,
    )


def test_is_only_added_to(now: datetime) -> None:
    entry = record(Action.SIGNED_IN, by=None, now=now)

    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(action="published"),
    ):
        with pytest.raises(AppendOnly):
            attempt()

    assert AuditEntry.objects.get().action == "signed in"


def test_cuts_what_is_too_long_and_keeps_the_entry(now: datetime) -> None:
    record(Action.WITHDRAWN, by=None, about="T" * 400, detail="d" * 900, now=now)

    entry = AuditEntry.objects.get()
    assert (len(entry.about), len(entry.detail)) == (300, 500)
