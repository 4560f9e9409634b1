"""The site fetches in a process of its own: only where it is allowed, and never for long."""

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest
from pytest_django.fixtures import Settings

from blog.evidence import fetch, fetching, snapshots
from blog.evidence.fetch import REASONS, NotFetched
from blog.evidence.formats import Text
from tests.evidence.pdfs import make_pdf
from tests.evidence.servers import Answer, says, serving
from tests.timing import costs_at_most


@pytest.fixture(autouse=True)
def _allowed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FETCH_SOURCES = True
    monkeypatch.setattr(fetch, "PROGRAM", "tests.evidence.loopback")


def why_not(url: str) -> NotFetched:
    with pytest.raises(NotFetched) as failed:
        fetch.fetch_text(url)
    return failed.value


def test_it_is_off_unless_the_owner_says_otherwise(settings: Settings) -> None:
    settings.FETCH_SOURCES = False
    with serving(says(b"<p>Words.")) as server:
        assert why_not(f"http://127.0.0.1:{server.port}/").reason == "off"

    assert server.hits == 0


def test_a_page_becomes_its_words(settings: Settings) -> None:
    settings.SITE_ORIGIN = "https://essays.example"
    page = "<meta charset=x><p>Es floß <b>nicht</b>.".encode("cp1252")
    with serving(says(page, Content_Type="text/html; charset=iso-8859-1")) as server:
        url = f"http://127.0.0.1:{server.port}/talk"

        found, text = fetch.fetch_text(url)

    assert (found.url, found.has_moved, text) == (url, False, Text("Es floß nicht."))
    assert server.asked[0][1]["user-agent"] == f"Rejoinder/{settings.RELEASE} (+https://essays.example/)"


@pytest.mark.full
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (says(b"", 404), "status"),
        (says(make_pdf([]), Content_Type="application/pdf"), "scanned"),
        (says(b"\x89PNG", Content_Type="image/png"), "kind"),
        (says(b"<script>words()</script>"), "wordless"),
    ],
)
def test_why_there_are_no_words_is_said(answer: Answer, reason: str) -> None:
    with serving(answer) as server:
        failed = why_not(f"http://127.0.0.1:{server.port}/")

    said = {**snapshots.REASONS, **REASONS}[reason]
    assert (failed.reason, str(failed)) == (reason, str(said).replace("%(status)d", "404"))


def drip(request: BaseHTTPRequestHandler) -> None:
    """A header that takes a minute and a half, a byte a second."""
    try:
        for sign in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 60:
            request.wfile.write(bytes([sign]))
            time.sleep(1)
    except OSError:
        pass


@pytest.mark.full
def test_a_drip_holds_nobody_for_long() -> None:
    with serving(drip) as server:
        began = time.monotonic()
        assert why_not(f"http://127.0.0.1:{server.port}/").reason == "time"

    assert time.monotonic() - began < 40


@pytest.mark.full
def test_nor_does_a_name_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SECONDS", 3)
    began = time.monotonic()
    assert why_not("http://slow.example/").reason == "time"

    assert time.monotonic() - began < fetching.SECONDS, "it was not left to end itself"


@pytest.mark.full
@pytest.mark.parametrize("packings", ["gzip", "gzip, gzip"])
def test_a_bomb_is_not_unpacked(packings: str) -> None:
    packed = gzip.compress(bytes(64 * 1024 * 1024)) * 16
    packed = gzip.compress(packed) if "," in packings else packed
    with serving(says(packed, Content_Encoding=packings)) as server:
        failed = costs_at_most(3, lambda: why_not(f"http://127.0.0.1:{server.port}/"))

    assert failed.reason == "large"


def test_nothing_inside_is_reached_by_the_program_that_fetches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one above reaches this machine for the tests' sake; this is the one a site runs."""
    monkeypatch.setattr(fetch, "PROGRAM", "blog.evidence.fetching")
    with serving(says(b"canary")) as server:
        reasons = [why_not(f"http://127.0.0.1{port}/").reason for port in (f":{server.port}", "")]

    assert (reasons, server.hits) == (["address", "private"], 0)
