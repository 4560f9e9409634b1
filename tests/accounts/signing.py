"""How a person signs in, in tests."""

from typing import Any

from django.test import Client

from accounts.models import User

SIGN_IN = "/accounts/login/"
PASSWORD = "correct horse"
"""Everyone's, as `make_user` sets it."""


def sign_in(client: Client, email: str, password: str = PASSWORD, *, to: str = SIGN_IN, **said: Any) -> Any:
    """What the site answers when `password` is typed."""
    return client.post(to, {"login": email, "password": password}, **said)


def is_in(client: Client) -> bool:
    """Whether the admin lets this browser in."""
    return bool(client.get("/admin/").status_code == 200)


def signed_in_by_password(user: User) -> Client:
    client = Client()
    assert sign_in(client, user.email).status_code == 302
    assert is_in(client)
    return client
