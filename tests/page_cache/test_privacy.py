"""Two who ask, an editor and a stranger, with every header, cookie, query and host that may do harm."""

import io
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse

from blog.page_cache import Environ, PageCache
from blog.views.door import read_at
from config.wsgi import is_ours
from tests.admin.page import signed_in
from tests.browser.pages import furnish, kinds
from tests.page_cache.cast import TEXT, Handler, ask, cache

COMBINATIONS, FLOOD = 500, 100_000
POISON = "zqpoison"
HEADERS = (
    *("X_FORWARDED_HOST", "X_FORWARDED_PROTO", "X_FORWARDED_FOR", "X_FORWARDED_PORT", "X_FORWARDED_PREFIX"),
    *("FORWARDED", "X_HOST", "X_ORIGINAL_URL", "X_REWRITE_URL", "X_HTTP_METHOD_OVERRIDE", "X_REAL_IP", "VIA"),
    *("ACCEPT_LANGUAGE", "ACCEPT", "USER_AGENT", "REFERER", "ORIGIN", "AUTHORIZATION", "X_REQUESTED_WITH"),
    *("IF_NONE_MATCH", "IF_MODIFIED_SINCE", "IF_MATCH", "IF_RANGE", "CACHE_CONTROL", "PRAGMA", "X_CSRFTOKEN"),
)
VALUES = (
    POISON,
    f"https://{POISON}.example",
    f"{POISON}.example",
    "http",
    "https",
    "de",
    "de;q=1, ar",
    f"/{POISON}/",
)
COOKIES = ("", "theme=dark", f"csrftoken={POISON}", f"messages={POISON}", f"other={POISON}; theme=light")
QUERIES = (
    "",
    f"utm_source={POISON}",
    f"{POISON}",
    f"callback={POISON}&_={POISON}",
    f"x[]={POISON}&page=2",
    "%00=%ff",
)
HOSTS = ("127.0.0.1:8000", "localhost", "127.0.0.1:1", "127.0.0.1:65535")


@dataclass
class Got:
    status: str
    headers: list[tuple[str, str]]
    body: bytes

    def holds(self, word: str) -> bool:
        return word.encode() in self.body or any(word in value for _name, value in self.headers)


def combinations(seed: int, number: int) -> Iterator[dict[str, str]]:
    """Environment variables that a request may bring along."""
    dice = random.Random(seed)
    for _ in range(number):
        names = dice.sample(HEADERS, dice.randint(0, 6))
        chosen = {f"HTTP_{name}": dice.choice(VALUES) for name in names}
        chosen["HTTP_COOKIE"] = dice.choice(COOKIES)
        chosen["QUERY_STRING"] = dice.choice(QUERIES)
        chosen["HTTP_HOST"] = dice.choice(HOSTS)
        if chosen.get("HTTP_X_FORWARDED_PROTO") == "http" and dice.random() < 0.9:
            del chosen["HTTP_X_FORWARDED_PROTO"]  # it goes past, which takes long: rarely
        yield chosen


def get(app: Any, path: str, **more: str) -> Got:
    said: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], *_error: Any) -> None:
        said.update(status=status, headers=headers)

    environ: Environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **more,
    }
    answer = app(environ, start)
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return Got(said["status"], said["headers"], body)


def generation() -> int:
    """As a site reads it at every hit: its number, and no row made of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM blog_generation")
        return int(cursor.fetchone()[0])


@pytest.mark.full
@pytest.mark.django_db
@pytest.mark.one_engine
@pytest.mark.parametrize("editor_first", [True, False])
def test_nobody_is_shown_anothers_page(editor_first: bool) -> None:
    furnish()
    session = signed_in("editor").cookies["sessionid"].value
    handler = WSGIHandler()
    app = PageCache(
        handler,
        generation=generation,
        reads=read_at,
        is_ours=is_ours,
        host="127.0.0.1:8000",
        passes="sessionid",
        limit=2**26,
        tells=True,
    )
    addresses = [path for path in map(_wsgi, set(kinds().values())) if read_at(path) is not None]
    faults = []
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1), tick=False):  # nothing becomes due
        for seed, path in enumerate(addresses):
            if editor_first:
                as_editor(app, path, session, seed)
            own = get(handler, path)
            faults += [
                (path, chosen)
                for chosen in combinations(seed, COMBINATIONS)
                if is_faulty(get(app, path, **chosen), own, session)
            ]
            if not editor_first:
                as_editor(app, path, session, seed)

    assert faults == []
    assert len(app.pages) + len(app.made_up) == len(addresses) > 30


def as_editor(app: PageCache, path: str, session: str, seed: int) -> None:
    """An editor reads the page, which is answered from no memory and kept in none."""
    for chosen in combinations(seed, 2):
        kept = len(app.pages) + len(app.made_up)
        cookie = f"{chosen['HTTP_COOKIE']}; sessionid={session}"
        headers = dict(get(app, path, **chosen | {"HTTP_COOKIE": cookie}).headers)
        assert ("X-Cache" in headers, len(app.pages) + len(app.made_up)) == (False, kept)


def is_faulty(got: Got, own: Got, session: str) -> bool:
    """Whether a stranger was given anything but the page: another's words, their own, or a kept cookie."""
    names = {name.lower() for name, _value in got.headers}
    if got.holds(POISON) or got.holds(session) or {"set-cookie", "x-cache"} <= names:
        return True
    return not got.status.startswith("304") and (got.status, got.body) != (own.status, own.body)


@pytest.mark.full
def test_a_flood_of_addresses_fills_no_memory_and_pushes_out_no_page() -> None:
    def view(environ: Environ) -> HttpResponse:
        return HttpResponse(TEXT, status=404 if environ["PATH_INFO"].startswith("/none") else 200)

    handler = Handler(view=view)
    limit = 2**22
    app = cache(handler, limit=limit)
    app.reads = lambda path: ("before",) if path.startswith(("/posts/", "/none")) else ()
    site = [f"/own/{number}/" for number in range(500)]
    for path in site:
        ask(app, path)

    for number in range(0, FLOOD, 4):
        ask(app, "/posts/", query=f"before={number}")
        ask(app, f"/none{number}/")
        ask(app, f"/none/{number}/", query=f"{POISON}{number}")
        ask(app, "/own/1/", query=f"utm_source={number}")

    assert [ask(app, path).how for path in site] == ["hit"] * 500
    assert app.pages.size <= limit
    assert app.made_up.size <= limit // 16
    assert (len(app.pages), len(app.made_up) < 300) == (500, True)


def _wsgi(path: str) -> str:
    """As PEP 3333 has an address: its bytes, each as a sign of Latin-1."""
    return unquote_to_bytes(path.partition("#")[0]).decode("latin-1")
