"""Nobody finds out who has an account: known and unknown addresses get the same answer, as fast."""

import random
import re
import time
from statistics import median

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts import limits
from accounts.limits import Limit
from accounts.models import User
from tests.accounts.signing import sign_in
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


class CheapArgon2(Argon2PasswordHasher):
    time_cost, memory_cost, parallelism = 1, 8 * 1024, 1


def apart(client: Client, known: str, unknown: str) -> float:
    """How far the medians of 200 tries each are apart, in an order nobody could fall into step with.

    Of the processor: how long it was waited for says what else a machine does.
    """
    kinds = [known, unknown] * 200
    random.Random(3).shuffle(kinds)
    took: dict[str, list[float]] = {known: [], unknown: []}
    for email in kinds:
        start = time.thread_time()
        sign_in(client, email, "wrong")
        took[email].append(time.thread_time() - start)
    one, other = (median(times) for times in took.values())
    return abs(one - other) / max(one, other)


@pytest.mark.full
def test_known_and_unknown_take_as_long(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within 5 %; by the best of three rounds, for a busy machine adds noise, and a leak shows in all."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CheapArgon2"]
    monkeypatch.setattr(limits, "PASSWORD", Limit("password", 10_000))
    known = make_user().email
    sign_in(client, known, "wrong")

    assert any(apart(client, known, "nobody@example.org") < 0.05 for _ in range(3))


def test_known_unknown_and_switched_off_are_told_the_same(client: Client) -> None:
    known, off = make_user(), make_user()
    User.objects.filter(pk=off.pk).update(is_active=False)

    pages = [
        sign_in(client, email, "wrong").content.decode().replace(email, "EMAIL")
        for email in (known.email, off.email, "nobody@example.org")
    ]

    assert len({re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages}) == 1


def test_a_forgotten_password_is_answered_the_same(client: Client) -> None:
    known = make_user()
    asked = [
        client.post("/accounts/password/reset/", {"email": email})
        for email in (known.email, "nobody@example.org")
    ]

    assert {(answer.status_code, answer["Location"]) for answer in asked} == {
        (302, "/accounts/password/reset/done/")
    }
    assert [message.to for message in mail.outbox] == [[known.email]]
