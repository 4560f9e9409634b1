"""What a proxy may say, and what anyone may not."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from config.environment import networks
from config.proxies import TrustedProxies

PROXY, CLIENT, FORGED = "10.0.0.1", "203.0.113.9", "198.51.100.66"


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings: Settings) -> None:
    settings.SITE_ORIGIN = "https://essays.example"
    settings.TRUSTED_PROXIES = networks("10.0.0.0/8, 127.0.0.1")


def seen(peer: str = PROXY, **headers: str) -> HttpRequest:
    """The request as every later middleware and view sees it."""
    requests: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        requests.append(request)
        return HttpResponse()

    TrustedProxies(view)(RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer))
    return requests[0]


@pytest.mark.parametrize(
    ("forwarded_for", "address"),
    [
        (CLIENT, CLIENT),
        (f"{FORGED}, {CLIENT}", CLIENT),
        (f"{CLIENT}, 10.0.0.7", CLIENT),
        (f"{FORGED},{CLIENT},10.0.0.7", CLIENT),
        ("10.0.0.7", "10.0.0.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("unknown", PROXY),
        (f"{FORGED}, unknown", PROXY),
        ("", PROXY),
    ],
)
def test_a_trusted_proxy_names_the_client(forwarded_for: str, address: str) -> None:
    assert seen(x_forwarded_for=forwarded_for).META["REMOTE_ADDR"] == address


@pytest.mark.parametrize("peer", [CLIENT, "", "not an address"])
def test_nobody_else_does(peer: str) -> None:
    assert seen(peer, x_forwarded_for=FORGED).META["REMOTE_ADDR"] == peer


def test_nobody_does_by_default(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ()

    assert seen("127.0.0.1", x_forwarded_for=FORGED).META["REMOTE_ADDR"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("origin", "peer", "proto", "is_secure"),
    [
        ("https://essays.example", PROXY, "https", True),
        ("https://essays.example", PROXY, "http", False),
        ("https://essays.example", PROXY, None, True),
        ("https://essays.example", CLIENT, "http", True),
        ("http://127.0.0.1:8000", PROXY, "https", False),
        ("http://127.0.0.1:8000", CLIENT, "https", False),
    ],
)
def test_the_scheme_is_the_origins_unless_a_trusted_proxy_saw_plain_http(
    settings: Settings, origin: str, peer: str, proto: str | None, is_secure: bool
) -> None:
    settings.SITE_ORIGIN = origin

    request = seen(peer, **({"x_forwarded_proto": proto} if proto else {}))

    assert request.is_secure() is is_secure


@pytest.mark.parametrize("peer", [PROXY, CLIENT])
def test_no_forwarded_header_goes_further(peer: str) -> None:
    request = seen(
        peer,
        host="essays.example",
        x_forwarded_for=FORGED,
        x_forwarded_host="evil.example",
        x_forwarded_proto="https",
        x_forwarded_port="1",
        forwarded="for=evil",
        x_real_ip=FORGED,
    )

    assert [name for name in request.META if "FORWARDED" in name or "REAL_IP" in name] == []
    assert request.META["HTTP_HOST"] == "essays.example"
