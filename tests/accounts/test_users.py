"""Accounts in the admin: the owner lets others in, changes what they may do, and shuts them out."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Invitation, User
from tests.accounts.signing import is_in, sign_in, signed_in_by_password
from tests.admin.page import fields, press, signed_in, text
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "a long walk home"


def form(user: User, page: str = "change") -> str:
    return f"/admin/accounts/user/{user.pk}/{page}/"


@pytest.fixture
def owner() -> User:
    return make_user("owner")


@pytest.fixture
def desk(owner: User) -> Client:
    return signed_in(owner)


def test_an_account_is_switched_off_and_cannot_sign_in(desk: Client, client: Client) -> None:
    user = make_user("author")
    sent = fields(desk.get(form(user)))
    del sent["is_active"]

    desk.post(form(user), sent)

    assert sign_in(client, user.email, "correct horse")["Location"] == "/accounts/inactive/"
    assert client.get("/admin/").status_code == 302


def test_no_account_is_deleted(desk: Client, owner: User) -> None:
    user = make_user("author")

    assert desk.post(form(user, "delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("change", [{"role": "editor"}, {"is_active": None}])
def test_the_last_owner_stays(desk: Client, owner: User, change: dict[str, str | None]) -> None:
    sent = {**fields(desk.get(form(owner))), **change}

    page = desk.post(form(owner), {name: value for name, value in sent.items() if value is not None})

    assert "This is the only owner who may sign in." in text(page)
    owner.refresh_from_db()
    assert (owner.role, owner.is_active) == ("owner", True)


def test_an_owner_steps_down_for_another(desk: Client, owner: User) -> None:
    make_user("owner")

    press(desk, form(owner), "_save", role="author")

    owner.refresh_from_db()
    assert (owner.role, owner.is_superuser) == ("author", False)


@pytest.mark.parametrize("page", ["/admin/accounts/user/add/", "/admin/accounts/user/1/password/"])
def test_nobody_sets_a_password_for_another(desk: Client, page: str) -> None:
    assert desk.post(page, {"password1": "x"}).status_code in {302, 403}
    assert b"Invite someone" in desk.get("/admin/accounts/user/").content


def test_what_is_changed_goes_on_record(desk: Client, owner: User) -> None:
    user = make_user(name="Ann", email="ann@example.org")

    press(desk, form(user), "_save", role="editor", email="Ann.Bee@example.org", name="Ann Bee")

    user.refresh_from_db()
    assert (user.role, user.email, user.name) == ("editor", "ann.bee@example.org", "Ann Bee")
    entries = AuditEntry.objects.order_by("pk").values_list("by", "action", "detail")
    assert list(entries) == [
        (owner.pk, "role changed", "author → editor"),
        (owner.pk, "address changed", "ann@example.org → ann.bee@example.org"),
    ]


def test_an_address_is_taken_once(desk: Client) -> None:
    make_user(email="taken@example.org")
    user = make_user(email="ann@example.org")

    page = press(desk, form(user), "_save", email="Taken@Example.org")

    assert "Someone already signs in with this address." in text(page)
    user.refresh_from_db()
    assert user.email == "ann@example.org"


def test_a_one_time_link_for_someone_who_forgot(desk: Client, client: Client) -> None:
    user = make_user("author")

    page = desk.post(form(user, "link"))

    link = "/accounts/password/reset/key/" + text(page).partition("/password/reset/key/")[2].partition(" ")[0]
    said = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(client.get(link)["Location"], said)["Location"] == "/admin/"
    assert is_in(client)
    assert AuditEntry.objects.filter(action="link made", number=user.pk).count() == 1


class TestProof:
    """Whoever left the desk open does not leave the accounts open."""

    @pytest.fixture
    def left_open(self, owner: User) -> Client:
        client = Client()
        client.force_login(owner)
        return client

    def test_is_asked_for_before_the_form(self, left_open: Client) -> None:
        address = form(make_user())

        led = left_open.get(address)["Location"]
        assert led.partition("?")[0] == "/accounts/reauthenticate/"
        back = left_open.post(led, {"password": "correct horse"})

        assert (back.status_code, back["Location"]) == (302, address)
        assert left_open.get(address).status_code == 200

    def test_what_was_being_sent_is_sent_then(self, left_open: Client) -> None:
        user = make_user()
        sent = {"email": "new@example.org", "role": "author", "_save": "1"}

        led = left_open.post("/admin/accounts/invitation/add/", sent)["Location"]
        answer = left_open.post(led, {"password": "correct horse"})

        assert "/accounts/invitation/" in text(answer)
        assert Invitation.objects.get().email == "new@example.org"
        assert user.pk

    def test_a_wrong_password_changes_nothing(self, left_open: Client) -> None:
        user = make_user()

        led = left_open.post(form(user, "link"))["Location"]
        answer = left_open.post(led, {"password": "wrong"})

        assert answer.status_code == 200
        assert not AuditEntry.objects.filter(action="link made").exists()

    def test_a_clock_that_was_fast_at_sign_in_spares_nobody(self, owner: User) -> None:
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            desk = signed_in_by_password(owner)
        assert desk.get(form(owner))["Location"].startswith("/accounts/reauthenticate/")
