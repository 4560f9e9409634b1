"""`/robots.txt`, `/.well-known/security.txt`, icons and `/healthz`."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from blog.models import Generation, SiteIdentity
from blog.publishing import library
from tests.factories import NOW


def test_robots_are_led_to_the_sitemap(client: Client, settings: Settings) -> None:
    settings.SITE_ORIGIN = "https://example.org"

    answer = client.get("/robots.txt")

    assert answer.content.decode() == (
        "User-agent: *\nDisallow: /admin/\n\nSitemap: https://example.org/sitemap.xml\n"
    )
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "expires"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), "2026-12-01"),
        (datetime(2026, 1, 31, 23, 59, tzinfo=UTC), "2026-12-01"),
        (datetime(2026, 2, 1, tzinfo=UTC), "2027-01-01"),
        (datetime(2026, 12, 15, tzinfo=UTC), "2027-11-01"),
    ],
)
def test_whom_to_tell_of_a_weakness_and_for_how_long_that_holds(
    client: Client, settings: Settings, day: datetime, expires: str
) -> None:
    settings.SITE_ORIGIN = "https://example.org"
    library.save(SiteIdentity(pk=1, contact="maren@quill.example", language="de"), now=NOW)

    with time_machine.travel(day, tick=False):
        answer = client.get("/.well-known/security.txt")

    assert answer.content.decode() == (
        "Contact: mailto:maren@quill.example\n"
        f"Expires: {expires}T00:00:00Z\n"
        "Preferred-Languages: de\n"
        "Canonical: https://example.org/.well-known/security.txt\n"
    )
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "max-age=86400"


@pytest.mark.django_db
def test_nobody_is_named_where_nobody_can_be_told(client: Client) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize("path", ["/favicon.ico", "/apple-touch-icon.png"])
def test_programs_that_read_no_page_find_the_icon(client: Client, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/static/img/desk-192.png")
    assert answer.headers["Cache-Control"] == "max-age=86400"


def test_healthy_while_the_database_answers(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_unavailable_while_it_does_not_and_says_nothing_else(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("could not connect to db.internal as rejoinder")

    monkeypatch.setattr(Generation, "current", refuse)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (503, b"unavailable\n")
    assert answer.headers["Retry-After"] == "10"


def test_health_is_not_to_be_written(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
