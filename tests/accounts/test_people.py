"""Roles changed, accounts switched off and on: at once, on record, and never without an owner."""

from datetime import datetime

import pytest
from allauth.usersessions.models import UserSession

from accounts import people
from accounts.models import AuditEntry, User
from accounts.people import LastOwner
from accounts.roles import Role
from tests.accounts.signing import is_in, sign_in, signed_in_by_password
from tests.admin.page import fields, text
from tests.factories import make_post, make_user
from tests.faults.site import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return make_user("owner", name="Olga")


def audit() -> list[tuple[str, str, str, str]]:
    entries = AuditEntry.objects.exclude(action="signed in").order_by("pk")
    return [(entry.by_name, entry.action, entry.about, entry.detail) for entry in entries]


def test_each_is_on_record(owner: User, now: datetime) -> None:
    ann = make_user(name="Ann", email="ann@example.org")

    people.change_role(ann, Role.EDITOR, by=owner, now=now)
    people.shut_out(ann, by=owner, now=now)
    people.let_in(ann, by=owner, now=now)
    ann.email = "Ann.Bee@example.org"
    people.describe(ann, by=owner, now=now)

    assert audit() == [
        ("Olga", "role changed", "Ann", "author → editor"),
        ("Olga", "shut out", "Ann", ""),
        ("Olga", "let in", "Ann", ""),
        ("Olga", "address changed", "Ann", "ann@example.org → ann.bee@example.org"),
    ]


def test_whoever_is_shut_out_is_out_at_once_and_stays_out(owner: User, now: datetime) -> None:
    user = make_user()
    client = signed_in_by_password(user)

    people.shut_out(user, by=owner, now=now)
    assert not is_in(client)
    assert UserSession.objects.filter(user=user).count() == 0
    people.let_in(user, by=owner, now=now)

    assert not is_in(client)
    assert sign_in(client, user.email).status_code == 302


def test_the_last_owner_stays(owner: User, now: datetime) -> None:
    with pytest.raises(LastOwner):
        people.change_role(owner, Role.EDITOR, by=owner, now=now)
    with pytest.raises(LastOwner):
        people.shut_out(owner, by=owner, now=now)

    stored = User.objects.get(pk=owner.pk)
    assert (stored.role, stored.is_superuser, stored.is_active, audit()) == ("owner", True, True, [])


def test_an_owner_who_is_switched_off_does_not_count(owner: User, now: datetime) -> None:
    other = make_user("owner")
    people.shut_out(other, by=owner, now=now)

    with pytest.raises(LastOwner):
        people.change_role(owner, Role.EDITOR, by=owner, now=now)


def test_a_role_changed_while_a_form_is_open_keeps_the_words(owner: User, now: datetime) -> None:
    editor = make_user("editor")
    client = signed_in_by_password(editor)
    address = f"/admin/blog/post/{make_post(state='draft').pk}/change/"
    typed = fields(client.get(address)) | {"body": "A long sentence that took all the morning to write down."}

    people.change_role(editor, Role.AUTHOR, by=owner, now=now)
    answer = client.post(address, {**typed, "_save": "1"})

    assert answer.status_code == 403
    assert "A long sentence that took all the morning to write down." in text(answer)


DEMOTE = """
from datetime import UTC, datetime
from accounts import people
from accounts.models import User
from accounts.roles import Role
one, other = User.objects.get(email="{one}"), User.objects.get(email="{other}")
try:
    people.change_role(other, Role.AUTHOR, by=one, now=datetime.now(UTC))
except people.LastOwner:
    print("kept")
else:
    print("done")
"""
OWNERS = """
from accounts.models import User
for name in "ab":
    User.objects.create_superuser(name + "@example.org", "a long walk home")
print(1)
"""


@pytest.mark.full
def test_two_owners_who_demote_each_other_at_once_leave_one(site: Site) -> None:
    site.ask(OWNERS)
    pairs = [("a@example.org", "b@example.org"), ("b@example.org", "a@example.org")]

    said = site.at_once(*(DEMOTE.format(one=one, other=other) for one, other in pairs))

    assert sorted(said) == ["done", "kept"]
    assert site.ask("from accounts.models import User; print(User.objects.owners().count())") == 1
