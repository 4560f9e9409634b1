"""Letting someone in: who may invite, what an invitation opens, and for how long."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts import invitations, people
from accounts.invitations import AlreadyHere
from accounts.links import BadLink, SpentLink
from accounts.models import Action, AuditEntry, Invitation, User
from tests.accounts.signing import is_in, signed_in_by_password
from tests.admin.page import cells, press, text
from tests.factories import make_user
from tests.faults.site import Site

ADD = "/admin/accounts/invitation/add/"
CHOSEN = "a long walk home"
SAID = {"name": "Ida Crane", "password1": CHOSEN, "password2": CHOSEN}


@pytest.fixture
def owner(db: None) -> User:
    return make_user("owner", name="Olga")


def invited(owner: User, now: datetime, email: str = "ida@example.org", role: str = "editor") -> str:
    """The path of an invitation."""
    _, link = invitations.invite(email, name="Ida", role=role, by=owner, now=now)
    return link.removeprefix("http://127.0.0.1:8000")


def token(address: str) -> str:
    return address.removeprefix("/accounts/invitation/").removesuffix("/")


def audit() -> list[tuple[str, str, str]]:
    return [(entry.by_name, entry.action, entry.detail) for entry in AuditEntry.objects.order_by("pk")]


@pytest.mark.usefixtures("at_now")
class TestAccepting:
    def test_makes_the_account_and_signs_in(self, client: Client, owner: User, now: datetime) -> None:
        address = invited(owner, now)
        assert "You will sign in as ida@example.org." in text(client.get(address))

        answer = client.post(address, SAID)

        user = User.objects.get(email="ida@example.org")
        assert (user.name, user.role, user.is_superuser, user.check_password(CHOSEN)) == (
            "Ida Crane",
            "editor",
            False,
            True,
        )
        assert answer["Location"] == "/admin/"
        assert is_in(client)
        assert audit() == [
            ("Olga", "invited", "editor"),
            ("Ida Crane", "joined", "editor"),
            ("Ida Crane", "signed in", ""),
        ]

    def test_no_more_can_be_asked_for_than_was_meant(
        self, client: Client, owner: User, now: datetime
    ) -> None:
        asked = {**SAID, "role": "owner", "email": "eve@example.org", "is_superuser": "1"}
        client.post(invited(owner, now), asked)

        assert list(User.objects.exclude(pk=owner.pk).values_list("email", "role")) == [
            ("ida@example.org", "editor")
        ]

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"password1": "short", "password2": "short"}, "This password is too short."),
            ({"password2": "another walk home"}, "The two password fields didn’t match."),
            ({"password1": "ida@example.org", "password2": "ida@example.org"}, "too similar"),
            ({"name": ""}, "This field is required."),
        ],
    )
    def test_says_what_is_wrong_and_makes_nobody(
        self, client: Client, owner: User, now: datetime, said: dict[str, str], why: str
    ) -> None:
        page = client.post(invited(owner, now), SAID | said)

        assert why in text(page)
        assert User.objects.count() == 1
        assert Invitation.objects.get().used_at is None

    def test_works_once(self, client: Client, owner: User, now: datetime) -> None:
        address = invited(owner, now)
        client.post(address, SAID)
        thief = Client()

        assert [thief.get(address).status_code, thief.post(address, SAID).status_code] == [410, 410]
        assert (User.objects.count(), is_in(thief)) == (2, False)

    def test_works_for_seven_days(self, client: Client, owner: User, now: datetime) -> None:
        address = invited(owner, now)

        with time_machine.travel(now, tick=False) as clock:
            clock.shift(timedelta(days=6, hours=23))
            assert client.get(address).status_code == 200
            clock.shift(timedelta(hours=2))
            assert client.post(address, SAID).status_code == 410
        assert User.objects.count() == 1

    def test_not_once_taken_back(self, client: Client, owner: User, now: datetime) -> None:
        address = invited(owner, now)
        invitations.revoke(Invitation.objects.get(), by=owner, now=now)

        assert client.post(address, SAID).status_code == 410
        assert User.objects.count() == 1

    def test_not_when_cut_or_forged(self, client: Client, owner: User, now: datetime) -> None:
        address = invited(owner, now)

        answers = [client.get(wrong) for wrong in (address[:-3] + "/", "/accounts/invitation/forged/")]

        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        assert "no longer works" in text(answers[0])

    def test_not_by_guessing_on_and_on(self, client: Client, owner: User, now: datetime) -> None:
        answers = [client.get(f"/accounts/invitation/{number}/").status_code for number in range(62)]

        assert answers == [404] * 60 + [429] * 2
        assert client.get(invited(owner, now)).status_code == 200

    def test_its_address_goes_nowhere_else(self, client: Client, owner: User, now: datetime) -> None:
        page = client.get(invited(owner, now))

        assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("strict-origin", "noindex")
        assert "no-store" in page["Cache-Control"]

    def test_a_session_is_new(self, client: Client, owner: User, now: datetime) -> None:
        session = client.session
        session["planted"] = "yes"
        session.save()
        before = session.session_key

        client.post(invited(owner, now), SAID)

        assert client.session.session_key != before


class TestInviting:
    def test_the_database_does_not_know_the_link(self, owner: User, now: datetime) -> None:
        address = invited(owner, now)

        assert token(address) not in str(Invitation.objects.values().get())

    def test_a_second_takes_the_first_back(self, owner: User, now: datetime) -> None:
        first, second = invited(owner, now), invited(owner, now, "IDA@example.org")

        with pytest.raises(SpentLink):
            invitations.find(token(first), now)
        assert invitations.find(token(second), now).email == "ida@example.org"

    def test_not_who_is_here(self, owner: User, now: datetime) -> None:
        make_user(email="ida@example.org")

        with pytest.raises(AlreadyHere):
            invited(owner, now, "Ida@example.org")

    def test_what_an_owner_sent_ends_with_their_role(self, owner: User, now: datetime) -> None:
        other = make_user("owner")
        address = invited(other, now, role="owner")

        people.shut_out(other, by=owner, now=now)

        with pytest.raises(SpentLink):
            invitations.accept(token(address), name="Eve", password=CHOSEN, now=now)

    def test_nothing_opens_by_nothing(self, owner: User, now: datetime) -> None:
        with pytest.raises(BadLink):
            invitations.find("", now)


class TestDesk:
    def invite(self, client: Client, **typed: str) -> Any:
        return press(client, ADD, "_save", **{"email": "ida@example.org", "role": "author", **typed})

    def link(self, page: Any) -> str:
        return text(page).partition("/accounts/invitation/")[2].partition("/")[0]

    def test_shows_the_link_once_and_mails_it(self, owner: User) -> None:
        page = self.invite(signed_in_by_password(owner))

        assert "The link was mailed." in text(page)
        (message,) = mail.outbox
        assert (message.to, message.subject) == (["ida@example.org"], "You are invited to write")
        assert f"http://127.0.0.1:8000/accounts/invitation/{self.link(page)}/" in message.body
        assert Client().get(f"/accounts/invitation/{self.link(page)}/").status_code == 200

    def test_without_mail_it_says_so(self, owner: User, settings: Settings) -> None:
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}

        page = self.invite(signed_in_by_password(owner))

        assert "This site sends no mail: hand the link over yourself." in text(page)
        assert Client().get(f"/accounts/invitation/{self.link(page)}/").status_code == 200

    def test_mail_that_fails_is_told(self, owner: User, settings: Settings) -> None:
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
            }
        }

        assert "The mail could not be sent" in text(self.invite(signed_in_by_password(owner)))
        assert Invitation.objects.count() == 1

    def test_lists_and_takes_back(self, owner: User) -> None:
        client = signed_in_by_password(owner)
        self.invite(client)
        row = Invitation.objects.get()
        listed = "/admin/accounts/invitation/"
        assert cells(client.get(listed))[0][1:4] == ["ida@example.org", "Author", "open"]

        client.post(listed, {"action": "take_back", "_selected_action": [row.pk]})

        assert cells(client.get(listed))[0][3] == "taken back"
        assert [entry.action for entry in AuditEntry.objects.filter(action=Action.UNINVITED)] == ["uninvited"]

    def test_who_is_here_is_told(self, owner: User) -> None:
        make_user(email="ida@example.org")

        page = self.invite(signed_in_by_password(owner))

        assert "Someone already signs in with this address." in text(page)
        assert Invitation.objects.count() == 0


USE = """
from datetime import UTC, datetime
from accounts import invitations, links
try:
    invitations.accept("{token}", name="{who}", password="a long walk home", now=datetime.now(UTC))
except links.SpentLink:
    print("spent")
else:
    print("made")
"""
INVITE = """
from datetime import UTC, datetime
from accounts import invitations
from accounts.models import User
owner = User.objects.create_superuser("o@example.org", "a long walk home")
_, link = invitations.invite("i@example.org", name="", role="author", by=owner, now=datetime.now(UTC))
print(json.dumps(link))
"""


@pytest.mark.full
def test_three_uses_at_once_make_one_account(site: Site) -> None:
    link = str(site.ask(INVITE))
    token = link.rstrip("/").rpartition("/")[2]

    said = site.at_once(*(USE.format(token=token, who=who) for who in ("one", "two", "three")))

    assert sorted(said) == ["made", "spent", "spent"]
    assert site.ask("from accounts.models import User; print(User.objects.count())") == 2
