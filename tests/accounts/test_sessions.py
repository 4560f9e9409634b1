"""Where one is signed in: listed, dated, and ended."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.db import DatabaseError
from django.db.models import QuerySet
from django.test import Client

from accounts.models import AuditEntry, User
from tests.accounts.signing import PASSWORD, is_in, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user(name="Ann")


def browser(user: User, **head: str) -> Client:
    client = Client(**head)  # type: ignore[arg-type]
    sign_in(client, user.email)
    return client


def number_of(client: Client) -> int:
    return int(UserSession.objects.get(session_key=client.session.session_key).pk)


def test_signing_in_is_recorded(user: User, clock: Any, now: datetime) -> None:
    browser(user, REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="Mozilla/5.0 Firefox/140.0 " + "x" * 300)

    (session,) = UserSession.objects.all()
    assert (session.user, session.ip, session.last_seen_at) == (user, "192.0.2.7", now)
    (entry,) = AuditEntry.objects.all()
    assert (entry.by, entry.action, entry.address, entry.at) == (user, "signed in", "192.0.2.7", now)
    assert entry.detail == ("Mozilla/5.0 Firefox/140.0 " + "x" * 300)[:80]


def test_last_seen_is_true_to_five_minutes(user: User, clock: Any, now: datetime) -> None:
    client = browser(user)

    def seen_after(minutes: int) -> timedelta:
        clock.shift(timedelta(minutes=minutes))
        client.get("/admin/")
        seen: datetime = UserSession.objects.get().last_seen_at
        return seen - now

    assert [seen_after(4), seen_after(2), seen_after(3)] == [
        timedelta(),
        timedelta(minutes=6),
        timedelta(minutes=6),
    ]


def test_a_reader_who_is_signed_in_is_not_looked_at(user: User, clock: Any, now: datetime) -> None:
    client = browser(user)
    clock.shift(timedelta(hours=1))

    answer = client.get("/")

    assert UserSession.objects.get().last_seen_at == now
    assert "cookie" not in answer.get("Vary", "").lower()


def test_a_page_is_served_though_nothing_can_be_noted(
    user: User, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(user)
    clock.shift(timedelta(hours=1))

    def refuse(rows: QuerySet[Any], **columns: Any) -> int:
        raise DatabaseError("attempt to write a readonly database")

    monkeypatch.setattr(QuerySet, "update", refuse)

    assert client.get("/accounts/2fa/").status_code == 200


def test_all_others_are_ended_at_once(user: User) -> None:
    here, there = browser(user), browser(user)

    here.post("/accounts/sessions/")

    assert (is_in(here), is_in(there)) == (True, False)


def test_one_is_ended_and_no_other(user: User) -> None:
    here, there, elsewhere = browser(user), browser(user), browser(user)

    here.post(f"/accounts/sessions/{number_of(there)}/end/")

    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, True)


def test_nobody_ends_anothers_or_the_one_they_look_from(user: User) -> None:
    here, stranger = browser(user), browser(make_user())

    ended = [here.post(f"/accounts/sessions/{number_of(one)}/end/").status_code for one in (stranger, here)]

    assert ended == [404, 404]
    assert (is_in(here), is_in(stranger)) == (True, True)


def test_a_new_password_ends_all_others(user: User) -> None:
    here, there = browser(user), browser(user)
    chosen = {"oldpassword": PASSWORD, "password1": "a long walk home", "password2": "a long walk home"}

    assert here.post("/accounts/password/change/", chosen)["Location"] == "/admin/"

    assert (is_in(here), is_in(there)) == (True, False)
    assert AuditEntry.objects.filter(action="password changed", by=user).count() == 1
