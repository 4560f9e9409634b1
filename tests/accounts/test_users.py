"""Accounts in the admin: the owner lets others in, changes what they may do, and shuts them out."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.admin.page import errors, fields, press, signed_in, text
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/accounts/user/add/"
PASSWORD = "a long walk home"
TYPED = {
    "email": "ida@example.org",
    "name": "Ida Crane",
    "role": "editor",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def form(user: User, page: str = "change") -> str:
    return f"/admin/accounts/user/{user.pk}/{page}/"


@pytest.fixture
def owner() -> User:
    return make_user("owner")


@pytest.fixture
def desk(owner: User) -> Client:
    return signed_in(owner)


def sign_in(client: Client, email: str, password: str) -> Any:
    return client.post("/accounts/login/?next=/admin/", {"login": email, "password": password})


def test_someone_new_may_sign_in(desk: Client, client: Client) -> None:
    press(desk, ADD, "_save", **TYPED)

    user = User.objects.get(email="ida@example.org")
    assert (user.name, user.role, user.is_superuser) == ("Ida Crane", "editor", False)
    assert sign_in(client, "IDA@example.org", PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"email": "ida"}, "email", "Enter a valid email address."),
        ({"email": "Taken@Example.org"}, "email", "Someone already signs in with this address."),
        ({"email": "taken@example.org"}, "email", "already exists"),
        ({"role": "emperor"}, "role", "not one of the available choices"),
        ({"password2": "another"}, "password2", "didn’t match"),
        ({"password1": "1234567890", "password2": "1234567890"}, "password2", "too common"),
    ],
)
def test_bad_input(desk: Client, typed: dict[str, str], field: str, says: str) -> None:
    make_user("author", email="taken@example.org")

    page = press(desk, ADD, "_save", **{**TYPED, **typed})

    assert says in text(page)
    assert field in errors(page) or field == "email"
    assert fields(page)["name"] == "Ida Crane"
    assert User.objects.count() == 2


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


def test_the_owner_sets_anothers_password(desk: Client, client: Client) -> None:
    user = make_user("author")
    sent = {"password1": PASSWORD, "password2": PASSWORD}

    assert desk.post(form(user, "password"), sent).status_code == 302

    assert sign_in(client, user.email, PASSWORD).status_code == 302


def test_nobody_is_left_without_a_password(desk: Client) -> None:
    user = make_user("author")

    page = desk.post(form(user, "password"), {"usable_password": "false", "unset-password": "1"})

    assert "This field is required." in text(page)
    user.refresh_from_db()
    assert user.has_usable_password()
