"""The site's headers, over https, by the rules of MDN's HTTP Observatory."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client
from pytest_django import Settings as Current

from tests.admin.page import signed_in
from tests.factories import make_post
from tests.house.conftest import Settings
from tests.house.observatory import Page, points, score

HOST = "essays.example"
PROXY = "127.0.0.1"
TOLD = ("ALLOWED_", "CSRF_", "ORIGIN", "SECURE_", "SESSION_", "SITE_", "TRUSTED_", "X_FRAME_")
"""What begins with these decides what a browser is told."""


@pytest.fixture
def public(settings: Current, settings_with: Callable[..., Settings]) -> None:
    """The site at its public address, behind a proxy on the same machine."""
    for name, value in settings_with(SITE_ORIGIN=f"https://{HOST}", TRUSTED_PROXIES=PROXY).items():
        if name.startswith(TOLD):
            setattr(settings, name, value)


def ask(client: Client, address: str) -> Page:
    answer, over_http = (
        client.get(address, headers={"host": HOST, "x-forwarded-proto": scheme}, REMOTE_ADDR=PROXY)
        for scheme in ("https", "http")
    )
    return Page(answer, over_http, HOST)


@pytest.mark.django_db
@pytest.mark.usefixtures("public")
@pytest.mark.parametrize(
    ("address", "status", "expected"),
    [
        ("/", 200, 130),
        ("/posts/shown/", 200, 130),
        ("/nothing/", 404, 130),
        ("/accounts/login/", 200, 135),  # five more for its cookie's flags
        ("/accounts/password/reset/", 200, 135),
    ],
)
def test_what_strangers_see(client: Client, address: str, status: int, expected: int) -> None:
    make_post(title="Shown", slug="shown")

    page = ask(client, address)

    assert (page.answer.status_code, score(page)) == (status, expected), points(page)


@pytest.mark.django_db
@pytest.mark.usefixtures("public")
@pytest.mark.parametrize(
    ("address", "expected"), [("/admin/", 135), ("/admin/blog/post/", 135), ("/accounts/2fa/", 130)]
)
def test_what_authors_see(address: str, expected: int) -> None:
    page = ask(signed_in("author"), address)

    assert (page.answer.status_code, score(page)) == (200, expected), points(page)


def page(headers: dict[str, str], body: str = "<p>", **cookie: Any) -> Page:
    answer = HttpResponse(body, headers=headers)
    if cookie:
        answer.set_cookie("sessionid", "1", **cookie)
    return Page(answer, HttpResponseRedirect(f"https://{HOST}/"), HOST)


GOOD = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({}, 120),
        ({"Content-Security-Policy": ""}, 55),  # 25, and 20 for framing; no bonus below 90
        (
            {"Content-Security-Policy": "script-src 'unsafe-inline'; frame-ancestors 'none'"},
            80,
        ),
        ({"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'"}, 115),
        ({"Strict-Transport-Security": ""}, 80),
        ({"Strict-Transport-Security": "max-age=60"}, 110),
        ({"Referrer-Policy": "unsafe-url"}, 110),
        ({"X-Content-Type-Options": ""}, 115),
        ({"Cross-Origin-Resource-Policy": "same-origin"}, 130),
        ({"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true"}, 50),
    ],
)
def test_each_fault_costs_its_points(fault: dict[str, str], expected: int) -> None:
    assert score(page(GOOD | fault)) == expected


@pytest.mark.parametrize(
    ("cookie", "expected"),
    [
        ({"secure": True, "httponly": True, "samesite": "Lax"}, 125),
        ({"secure": True, "httponly": True}, 120),
        ({"secure": True, "samesite": "Lax"}, 70),
        ({"httponly": True, "samesite": "Lax"}, 110),
    ],
)
def test_so_does_a_careless_cookie(cookie: dict[str, Any], expected: int) -> None:
    assert score(page(GOOD, **cookie)) == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('<script src="/a.js"></script>', 120),
        ('<script src="https://cdn.example/a.js"></script>', 115),
        ('<script src="//cdn.example/a.js"></script>', 50),
    ],
)
def test_and_a_script_from_elsewhere(script: str, expected: int) -> None:
    assert score(page(GOOD, script)) == expected
