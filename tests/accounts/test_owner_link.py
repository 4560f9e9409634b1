"""The one-time link that makes the owner: who may use it, when, and what it shows to others."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from accounts import links
from accounts.links import BadLink, SpentLink, owner_link
from accounts.models import User
from tests.factories import NOW, make_user
from tests.faults.site import Site

ORIGIN = "https://essays.example"
PASSWORD = "a long walk home"
SAID = {"name": "Maren Quill", "email": "maren@example.org", "password1": PASSWORD, "password2": PASSWORD}


def path() -> str:
    link = owner_link(ORIGIN)
    assert link is not None
    return link.removeprefix(ORIGIN)


def token() -> str:
    return path().removeprefix("/accounts/owner/").removesuffix("/")


@pytest.mark.django_db
class TestLink:
    def test_stands_at_the_origin(self) -> None:
        assert re.fullmatch(rf"{ORIGIN}/accounts/owner/[\w:-]+/", owner_link(ORIGIN + "/") or "")

    def test_is_not_made_while_an_owner_can_sign_in(self) -> None:
        make_user("owner")

        assert owner_link(ORIGIN) is None

    @pytest.mark.parametrize("fields", [{"is_active": False}, {"password": "!unusable"}])
    def test_is_made_again_when_no_owner_can_sign_in(self, fields: dict[str, object]) -> None:
        User.objects.filter(pk=make_user("owner").pk).update(**fields)

        assert owner_link(ORIGIN) is not None

    def test_is_made_where_only_others_have_accounts(self) -> None:
        make_user("editor")

        assert owner_link(ORIGIN) is not None

    def test_holds_for_a_day(self, now: datetime) -> None:
        with time_machine.travel(now, tick=False) as clock:
            link = token()
            clock.shift(timedelta(hours=23, minutes=59))
            links.check(link)
            clock.shift(timedelta(minutes=2))
            with pytest.raises(SpentLink):
                links.check(link)

    def test_is_spent_for_ever_once_it_has_made_an_owner(self) -> None:
        link = token()
        owner = links.create_owner(link, email="a@example.org", name="A", password=PASSWORD, now=NOW)
        owner.is_active = False
        owner.save()

        with pytest.raises(SpentLink):
            links.create_owner(link, email="b@example.org", name="B", password=PASSWORD, now=NOW)

    @pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t.replace(":", "")])
    def test_is_of_no_use_when_changed(self, change: Callable[[str], str]) -> None:
        with pytest.raises(BadLink):
            links.check(change(token()))

    def test_prints(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("owner_link", origin=ORIGIN)
        assert capsys.readouterr().out.startswith(f"{ORIGIN}/accounts/owner/")

        make_user("owner")
        call_command("owner_link", origin=ORIGIN)
        assert capsys.readouterr() == ("", "The site has an owner. Nothing to do.\n")


@pytest.mark.django_db
class TestPage:
    def test_makes_the_owner_and_signs_them_in(self, client: Client) -> None:
        answer = client.post(path(), SAID)

        owner = User.objects.get()
        assert (owner.email, owner.name, owner.role) == ("maren@example.org", "Maren Quill", "owner")
        assert owner.is_superuser
        assert owner.check_password(PASSWORD)
        assert (answer.status_code, answer["Location"]) == (302, "/admin/")
        assert client.get("/admin/").status_code == 200

    def test_asks_for_four_things(self, client: Client) -> None:
        page = client.get(path()).content.decode()

        assert re.findall(r'<input type="(?!hidden)\w+" name="(\w+)"', page) == [
            "name",
            "email",
            "password1",
            "password2",
        ]

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"password1": "short", "password2": "short"}, "This password is too short."),
            ({"password2": "another walk home"}, "The two password fields didn’t match."),
            ({"email": "maren"}, "Enter a valid email address."),
            ({"name": ""}, "This field is required."),
        ],
    )
    def test_says_what_is_wrong_and_makes_nobody(
        self, client: Client, said: dict[str, str], why: str
    ) -> None:
        page = client.post(path(), SAID | said)

        assert page.status_code == 200
        assert why in page.content.decode()
        assert not User.objects.exists()

    def test_is_gone_once_used(self, client: Client) -> None:
        address = path()
        client.post(address, SAID)
        stranger = Client()

        assert [stranger.get(address).status_code, stranger.post(address, SAID).status_code] == [410, 410]
        assert User.objects.count() == 1
        assert "manage.py owner_link" in stranger.get(address).content.decode()

    def test_is_not_found_when_forged(self, client: Client) -> None:
        make_user("owner")

        page = client.get("/accounts/owner/e30:1abcde:forged/")
        assert page.status_code == 404
        assert "manage.py owner_link" in page.content.decode()

    def test_says_no_more_about_a_forged_link_than_about_a_spent_one(self, client: Client) -> None:
        spent = path()
        client.post(spent, SAID)

        assert Client().get(spent).content == Client().get("/accounts/owner/forged/").content

    @pytest.mark.parametrize("kind", ["good", "spent"])
    def test_its_address_goes_nowhere_else(self, client: Client, kind: str) -> None:
        address = path()
        if kind == "spent":
            make_user("owner")
        page = client.get(address)

        assert page["Referrer-Policy"] == "strict-origin"
        assert page["X-Robots-Tag"] == "noindex"
        assert "no-store" in page["Cache-Control"]

    def test_refuses_other_methods(self, client: Client) -> None:
        assert client.put(path()).status_code == 405

    def test_refuses_a_form_from_elsewhere(self) -> None:
        strict = Client(enforce_csrf_checks=True)

        assert strict.post(path(), SAID).status_code == 403
        assert not User.objects.exists()


USE = """
from datetime import UTC, datetime
from accounts import links
now = datetime.now(UTC)
try:
    links.create_owner("{link}", email="{who}@example.org", name="O", password="{password}", now=now)
except links.SpentLink:
    print("spent")
else:
    print("made")
"""


@pytest.mark.full
def test_two_uses_at_once_make_one_owner(site: Site) -> None:
    link = site.run("owner_link").stdout.strip().removesuffix("/").rpartition("/")[2]
    uses = [USE.format(link=link, password=PASSWORD, who=who) for who in ("one", "two", "three")]

    said = site.at_once(*uses)

    assert sorted(said) == ["made", "spent", "spent"]
    assert site.ask("from accounts.models import User; print(User.objects.count())") == 1
