"""What every response says to the browser, and what a reader's response must not."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import Client, RequestFactory

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/no/such/page/", "/accounts/password/reset/"])
def test_every_page_is_told_the_same(client: Client, address: str) -> None:
    headers = client.get(address).headers

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def test_the_page_with_a_passkey_may_ask_the_site(client: Client) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]

    assert policy == f"{POLICY}; connect-src 'self'"


@pytest.mark.parametrize("address", ["/", "/no/such/page/"])
def test_a_reader_gets_no_cookie_and_no_page_that_depends_on_one(client: Client, address: str) -> None:
    response = client.get(address)

    assert dict(response.cookies) == {}
    assert "cookie" not in response.headers.get("Vary", "").lower()


@pytest.mark.parametrize("address", ["/atom.xml", "/feed.json", "/robots.txt"])
def test_what_others_may_fetch_is_not_kept_from_them(client: Client, address: str) -> None:
    assert "Cross-Origin-Resource-Policy" not in client.get(address).headers


def test_another_name_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_head_answers_with_the_headers_alone() -> None:
    request = RequestFactory().head("/", headers={"host": "127.0.0.1"})

    response = WSGIHandler().get_response(request)

    assert isinstance(response, HttpResponse)
    assert response.content == b""
    assert int(response.headers["Content-Length"]) > 1_000
