"""The audit list: what is recorded, and that it is only ever added to."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Action, AuditEntry, record
from accounts.models.audit import AppendOnly
from blog.publishing import release
from tests.factories import make_post, make_user

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
