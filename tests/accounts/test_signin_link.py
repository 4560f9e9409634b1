"""The one-time link of someone who cannot sign in: by mail, by the owner, or where the site runs."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts import links
from accounts.models import AuditEntry, User
from tests.accounts.signing import is_in, sign_in, signed_in_by_password
from tests.admin.page import text
from tests.factories import make_user

pytestmark = pytest.mark.django_db

CHOSEN = "a long walk home"
SAID = {"password1": CHOSEN, "password2": CHOSEN}
ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def user() -> User:
    return make_user(email="ann@example.org", name="Ann")


@pytest.fixture
def link(user: User, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("signin_link", "Ann@Example.org")
    return capsys.readouterr().out.strip().removeprefix(ORIGIN)


def follow(client: Client, link: str) -> Any:
    """Open the link and choose a password."""
    opened = client.get(link)
    return client.post(opened["Location"], SAID) if opened.status_code == 302 else opened


def test_leads_to_a_new_password_and_in(client: Client, user: User, link: str) -> None:
    assert re.fullmatch(r"/accounts/password/reset/key/[\w-]+/", link)

    assert follow(client, link)["Location"] == "/admin/"

    assert is_in(client)
    assert sign_in(Client(), user.email, CHOSEN).status_code == 302
    assert list(AuditEntry.objects.order_by("pk").values_list("by_name", "action", "detail")) == [
        ("", "link made", ""),
        ("Ann", "password changed", "by a one-time link"),
        ("Ann", "signed in", ""),
        ("Ann", "signed in", ""),
    ]


def test_works_once(user: User, link: str) -> None:
    follow(Client(), link)
    thief = Client()

    follow(thief, link)

    assert not is_in(thief)


def test_opening_it_alone_uses_nothing_up(client: Client, link: str) -> None:
    """What looks at links in messages before people do."""
    for _ in range(3):
        Client().get(link)

    assert follow(client, link)["Location"] == "/admin/"


def test_works_for_a_quarter_of_an_hour(client: Client, clock: Any, link: str) -> None:
    clock.shift(timedelta(minutes=14))
    assert Client().get(link).status_code == 302

    clock.shift(timedelta(minutes=2))

    follow(client, link)
    assert not is_in(client)


def test_does_not_replace_the_second_factor(client: Client, user: User, link: str) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    assert follow(client, link)["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


def test_helps_whoever_others_have_locked_out(client: Client, user: User, link: str) -> None:
    for _ in range(20):
        sign_in(client, user.email, "wrong", REMOTE_ADDR="198.51.100.7")
    assert sign_in(client, user.email).status_code == 429

    assert follow(client, link)["Location"] == "/admin/"
    assert sign_in(Client(), user.email, CHOSEN).status_code == 302


def test_ends_the_sessions_there_were(user: User) -> None:
    elsewhere = signed_in_by_password(user)
    user.refresh_from_db()

    follow(Client(), links.signin_link(user).removeprefix(ORIGIN))

    assert not is_in(elsewhere)


def test_is_refused_for_nobody_and_for_who_is_switched_off(user: User) -> None:
    with pytest.raises(CommandError, match="Nobody signs in with this address"):
        call_command("signin_link", "nobody@example.org")
    User.objects.update(is_active=False)
    with pytest.raises(CommandError, match="switched off"):
        call_command("signin_link", user.email)


class TestByMail:
    ADDRESS = "/accounts/password/reset/"

    def test_is_sent_from_the_sites_own_address(self, client: Client, user: User) -> None:
        client.post(self.ADDRESS, {"email": "ANN@example.org"}, headers={"host": "localhost"})

        (message,) = mail.outbox
        assert (message.to, message.subject) == (["ann@example.org"], "A link to sign in with")
        assert message.from_email == "noreply@127.0.0.1"
        (link,) = re.findall(rf"^{ORIGIN}(\S+)$", str(message.body), re.MULTILINE)
        assert follow(client, link)["Location"] == "/admin/"

    def test_five_an_hour(self, client: Client, user: User) -> None:
        answers = [client.post(self.ADDRESS, {"email": user.email}).status_code for _ in range(7)]

        assert answers == [302] * 5 + [429] * 2
        assert len(mail.outbox) == 5

    def test_not_to_who_is_switched_off(self, client: Client, user: User) -> None:
        User.objects.update(is_active=False)

        assert client.post(self.ADDRESS, {"email": user.email}).status_code == 302
        assert mail.outbox == []

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_without_mail_the_page_names_the_command(
        self, client: Client, user: User, settings: Settings, method: str
    ) -> None:
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}

        page = getattr(client, method)(self.ADDRESS, {"email": user.email})

        assert "This site sends no mail" in text(page)
        assert "manage.py signin_link" in text(page)


def test_allauth_keeps_no_second_list_of_addresses(client: Client, user: User, link: str) -> None:
    """Or a former address would still sign in."""
    follow(client, link)
    signed_in_by_password(make_user())
    client.post("/accounts/password/reset/", {"email": user.email})

    assert not EmailAddress.objects.exists()
