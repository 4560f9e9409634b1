"""`/robots.txt` and `/healthz`."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from blog.models import Generation


def test_robots_are_led_to_the_sitemap(client: Client, settings: Settings) -> None:
    settings.SITE_ORIGIN = "https://example.org"

    answer = client.get("/robots.txt")

    assert answer.content.decode() == (
        "User-agent: *\nDisallow: /admin/\n\nSitemap: https://example.org/sitemap.xml\n"
    )
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


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
