"""No log of ours holds a key: neither an address that is one, nor a traceback that names it."""

import errno
import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from blog.management.server import Server
from config.logs import Discreet

SECRET = "s3cret-Key_of.some:length"


KEYS = ("<str:token>", "(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)")
"""What a route calls a key. An upload's `key` only makes its address: who may not see it is answered 404."""


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """One for each route that takes a key, with SECRET for it."""
    for pattern in resolver.url_patterns:
        here = before + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, here)
        elif isinstance(pattern, URLPattern):
            yield from (here.replace(part, SECRET) for part in KEYS if part in here)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site's own handler writes of `django`'s loggers."""
    logger = logging.getLogger("django")
    (handler,) = (found for found in logger.handlers if isinstance(found.formatter, Discreet))
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    if before is not None:
        handler.setStream(before)


def test_every_address_that_is_a_key_is_logged_without_it() -> None:
    found = list(addresses(get_resolver()))
    record = logging.LogRecord("any", logging.ERROR, "", 0, "Error at %s", tuple(found[:1]), None)

    assert len(found) >= 3
    for address in found:
        record.args = (address,)
        assert SECRET in address
        assert SECRET not in Discreet().format(record), address


def test_nothing_else_is_left_out() -> None:
    record = logging.LogRecord("any", logging.ERROR, "", 0, "GET /posts/preview/ and /previews/x/", (), None)

    assert Discreet().format(record) == "GET /posts/preview/ and /previews/x/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"),
    [(OSError(errno.ENOSPC, "No space left"), 503), (ValueError(f"/preview/{SECRET}/"), 500)],
)
def test_an_error_is_logged_without_the_key(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("accounts.links.check", fail)
    client = Client(raise_request_exception=False)

    answer = client.get(f"/accounts/owner/{SECRET}/")

    assert answer.status_code == status
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "/accounts/owner/…/" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_gunicorn_logs_without_keys_too() -> None:
    config = Server().cfg

    log = config.logger_class(config).error_log

    assert {type(handler.formatter) for handler in log.handlers if handler.formatter} == {Discreet}
