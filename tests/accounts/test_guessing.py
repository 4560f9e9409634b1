"""Guessing passwords and codes: twenty an hour reach the hash, for one account and from one address."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, RequestFactory

from accounts.adapter import AccountAdapter
from accounts.limits import TooMany
from accounts.models import Tries
from tests.accounts.signing import PASSWORD, is_in, sign_in, signed_in_by_password
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.full]

SECRET = "JBSWY3DPEHPK3PXP"


class Hashes:
    """Counts how often a password is hashed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        encode = MD5PasswordHasher.encode

        def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
            self.count += 1
            return encode(hasher, password, salt)

        monkeypatch.setattr(MD5PasswordHasher, "encode", counted)


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> Hashes:
    return Hashes(monkeypatch)


def strangers(most: int) -> Iterator[dict[str, str]]:
    """Another address each time, and another forged one."""
    for number in range(most):
        yield {
            "REMOTE_ADDR": f"198.18.{number // 256}.{number % 256}",
            "HTTP_X_FORWARDED_FOR": f"203.0.113.{number % 256}",
        }


def test_twenty_guesses_an_hour_for_one_account(client: Client, hashes: Hashes) -> None:
    user = make_user()
    hashes.count = 0

    answers = [sign_in(client, user.email, "wrong", **stranger).status_code for stranger in strangers(30)]

    assert answers == [200] * 20 + [429] * 10
    assert hashes.count == 20


def test_twenty_guesses_an_hour_from_one_address_whatever_it_forges(client: Client, hashes: Hashes) -> None:
    forged = ({"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}"} for number in range(30))

    answers = [
        sign_in(client, f"{number}@example.org", "wrong", **head).status_code
        for number, head in enumerate(forged)
    ]

    assert answers == [200] * 20 + [429] * 10
    assert hashes.count == 20


@pytest.mark.one_engine
@pytest.mark.parametrize("aim", ["one account", "one address"])
def test_ten_thousand_guesses(hashes: Hashes, clock: Any, aim: str) -> None:
    """Within an hour; past the views, which would only be slow."""
    user = make_user()
    hashes.count = 0
    refused = 0

    for number, stranger in enumerate(strangers(10_000)):
        whose = user.email if aim == "one account" else f"{number}@example.org"
        head = stranger if aim == "one account" else {**stranger, "REMOTE_ADDR": "192.0.2.1"}
        try:
            request = RequestFactory().post("/", headers=None, **head)  # type: ignore[arg-type]
            AccountAdapter().authenticate(request, email=whose, password="guess")
        except TooMany:
            refused += 1
        clock.shift(timedelta(seconds=0.35))

    assert (hashes.count, refused) == (20, 9_980)


def test_an_hour_later_there_are_twenty_more(client: Client, hashes: Hashes, clock: Any) -> None:
    for _ in range(25):
        sign_in(client, "a@example.org", "wrong")
    clock.shift(timedelta(minutes=59))
    assert sign_in(client, "a@example.org", "wrong").status_code == 429

    clock.shift(timedelta(minutes=2))

    assert sign_in(client, "a@example.org", "wrong").status_code == 200
    assert hashes.count == 21


def test_the_page_says_when(client: Client, clock: Any) -> None:
    for _ in range(20):
        sign_in(client, "a@example.org", "wrong")
    clock.shift(timedelta(minutes=20))

    page = sign_in(client, "a@example.org", "wrong")

    assert (page.status_code, page["Retry-After"]) == (429, "2400")
    assert "Please try again after 13:00" in page.content.decode()


def test_the_right_password_waits_too_but_not_for_ever(client: Client, clock: Any) -> None:
    user = make_user()
    for _ in range(20):
        sign_in(client, user.email, "wrong")
    assert sign_in(client, user.email).status_code == 429

    clock.shift(timedelta(hours=1))

    assert sign_in(client, user.email).status_code == 302


def test_signing_in_uses_up_nothing(client: Client) -> None:
    user = make_user()

    for _ in range(25):
        assert sign_in(Client(), user.email).status_code == 302

    assert [row.times for row in Tries.objects.all()] == [[], []]


def test_an_own_account_wins_no_more_guesses(client: Client, hashes: Hashes) -> None:
    mine, other = make_user(), make_user()
    hashes.count = 0

    for _ in range(30):
        sign_in(client, other.email, "wrong")
        sign_in(Client(), mine.email)

    assert sign_in(client, other.email).status_code == 429


@pytest.mark.parametrize("typed", ["ADA@example.org", " ada@example.org ", "Ada@Example.ORG"])
def test_spellings_of_an_address_are_one_account(client: Client, typed: str) -> None:
    make_user(email="ada@example.org")
    for _ in range(20):
        sign_in(client, "ada@example.org", "wrong")

    assert sign_in(client, typed, REMOTE_ADDR="192.0.2.9").status_code == 429


def test_the_same_twenty_for_changing_it_and_for_proving_oneself(hashes: Hashes) -> None:
    """Whoever finds a browser left open guesses no faster."""
    user = make_user()
    client = signed_in_by_password(user)
    hashes.count = 0
    change = {"oldpassword": "wrong", "password1": "a long walk home", "password2": "a long walk home"}

    for _ in range(10):
        client.post("/accounts/password/change/", change)
        client.post("/accounts/reauthenticate/", {"password": "wrong"})

    assert client.post("/accounts/password/change/", change).status_code == 429
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 429
    assert hashes.count == 20
    assert is_in(client)


def test_ten_codes_an_hour(client: Client, clock: Any) -> None:
    user = make_user()
    TOTP.activate(user, SECRET)
    right = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    sign_in(client, user.email)

    answers = [client.post("/accounts/2fa/authenticate/", {"code": wrong}).status_code for _ in range(12)]

    assert answers == [200] * 10 + [429] * 2
    assert client.post("/accounts/2fa/authenticate/", {"code": right}).status_code == 429
    assert not is_in(client)


def test_a_code_by_a_wrong_clock_is_told_so(client: Client, clock: Any, now: datetime) -> None:
    user = make_user()
    TOTP.activate(user, SECRET)
    sign_in(client, user.email)
    an_hour_off = format_hotp_value(hotp_value(SECRET, int((now + timedelta(hours=1)).timestamp()) // 30))

    page = client.post("/accounts/2fa/authenticate/", {"code": an_hour_off})

    assert "clock is right" in page.content.decode()
    assert not is_in(client)
