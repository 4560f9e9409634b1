"""One way in: which addresses there are, where they lead, and what half a sign-in opens."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"


def sign_in(client: Client, user: User, *, to: str = SIGN_IN, **said: str) -> str:
    """Where a browser is led that types the right password."""
    return str(client.post(to, {"login": user.email, "password": "correct horse", **said})["Location"])


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/admin/", "/admin/login/?next=/admin/"),
        ("/admin/login/?next=/admin/blog/post/", "/accounts/login/?next=%2Fadmin%2Fblog%2Fpost%2F"),
        ("/admin/login/", "/accounts/login/"),
        ("/accounts/2fa/", "/accounts/login/?next=/accounts/2fa/"),
        ("/accounts/sessions/", "/accounts/login/?next=/accounts/sessions/"),
    ],
)
def test_a_stranger_is_led_to_the_way_in(client: Client, asked: str, led: str) -> None:
    assert client.get(asked)["Location"] == led


def test_a_password_sent_to_the_admin_is_not_looked_at(client: Client) -> None:
    user = make_user()

    answer = client.post("/admin/login/", {"username": user.email, "password": "correct horse"})

    assert (answer["Location"], "_auth_user_id" in client.session) == ("/accounts/login/", False)


@pytest.mark.parametrize("address", ["signup/", "email/", "confirm-email/", "login/code/", "3rdparty/", ""])
def test_there_is_no_way_to_sign_up_or_to_add_an_address(client: Client, address: str) -> None:
    client.force_login(make_user())

    assert client.get("/accounts/" + address).status_code == 404


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_request_login_code"])
def test_nor_does_any_page_name_one(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_whoever_signs_in_goes_where_they_were_going(client: Client) -> None:
    assert sign_in(client, make_user(), to=SIGN_IN + "?next=/admin/blog/post/") == "/admin/blog/post/"
    assert client.get("/admin/blog/post/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        r"/\evil.example/",
        "javascript:alert(1)",
        "http:evil.example",
    ],
)
def test_nobody_is_led_off_the_site(elsewhere: str) -> None:
    user = make_user()

    assert sign_in(Client(), user, to=f"{SIGN_IN}?next={elsewhere}") == "/admin/"
    assert sign_in(Client(), user, next=elsewhere) == "/admin/"


def test_a_session_is_new_after_signing_in(client: Client) -> None:
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key

    sign_in(client, make_user())

    assert client.session.session_key != before
    assert Client(headers={"cookie": f"sessionid={before}"}).get("/admin/").status_code == 302


def test_signing_out_ends_the_session(client: Client) -> None:
    sign_in(client, make_user())
    before = client.session.session_key

    assert client.post("/admin/logout/")["Location"] == "/"

    assert Client(headers={"cookie": f"sessionid={before}"}).get("/admin/").status_code == 302


def test_who_is_signed_in_is_not_asked_again(client: Client) -> None:
    client.force_login(make_user())

    assert client.get(SIGN_IN + "?next=/admin/blog/post/")["Location"] == "/admin/blog/post/"
    assert client.get("/admin/password_change/")["Location"] == "/accounts/password/change/"
