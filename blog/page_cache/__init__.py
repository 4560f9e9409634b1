"""Public pages kept in memory, in front of Django's handler: WSGI (PEP 3333) in, WSGI out.

A page is kept with the content generation it was made under, and the generation is read at every hit: a save
and the end of all pages made before it are one commit. Nothing is shared between processes, and a hit takes
no lock.
"""

import io
import math
import threading
from collections.abc import Callable, Iterable
from time import time
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.utils.http import parse_http_date_safe

from blog.page_cache.page import Headers, Page, Variant, best_encoding
from blog.page_cache.shelf import Shelf

type Environ = dict[str, Any]
type Start = Callable[..., Any]
type Handler = Callable[[Environ, Start], Iterable[bytes]]

NOT_MODIFIED = "304 Not Modified"
STATUSES = {200, 301, 404, 410}
LONGEST_QUERY = 1000
MOST_FIELDS = 50
PATIENCE = 10.0
"""Seconds to wait for a page another thread is making; then it is made twice."""
NEUTRAL = ("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "SERVER_SOFTWARE", "REMOTE_ADDR", "PATH_INFO")
"""All that a kept page can know of the request, besides its address; nobody's cookie, header or host."""


class PageCache:
    """`handler`, with its public pages kept.

    `generation()` is the count of changes of content; None where nobody can tell.
    `reads(path)` names the query parameters of a public address; None for any other. `is_ours(host)` says
    whether we answer to a Host header; pages are made as for `host`. Whoever sends the cookie `passes` is
    answered by `handler`. `limit` is in bytes. With `tells`, a header says how each page was come by.
    """

    def __init__(
        self,
        handler: Handler,
        *,
        generation: Callable[[], int | None],
        reads: Callable[[str], tuple[str, ...] | None],
        is_ours: Callable[[str], bool],
        host: str,
        passes: str,
        limit: int,
        tells: bool = False,
    ) -> None:
        self.handler, self.generation, self.reads, self.is_ours = handler, generation, reads, is_ours
        self.host, self.passes, self.tells = host, f"{passes}=", tells
        self.pages = Shelf(limit)
        # Addresses that anybody can make up without end: none of them pushes out a page of the site.
        self.made_up = Shelf(limit // 16)
        self._flights: dict[str, threading.Event] = {}  # the pages that are being made; set once they are
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        if self._goes_past(environ):
            return self.handler(environ, start_response)
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        if query:
            declared = self._declared(path, query)
            if declared is None:
                return self.handler(environ, start_response)
            query = declared
        key = f"{path}?{query}"
        page = self._kept(key)
        if page is not None:
            return self._send(page, key, environ, start_response, "hit")
        if self.reads(path) is None:
            return self.handler(environ, start_response)
        return self._make(key, query, environ, start_response)

    def clear(self) -> None:
        self.pages.clear()
        self.made_up.clear()

    def _goes_past(self, environ: Environ) -> bool:
        """Whether `handler` answers alone: to who is signed in, and to what no kept page can answer."""
        return (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or self.passes in environ.get("HTTP_COOKIE", "")
            or not self.is_ours(environ.get("HTTP_HOST", ""))
            or environ.get("HTTP_X_FORWARDED_PROTO", "").strip().lower() == "http"  # it may be led to https
            or bool(environ.get("SCRIPT_NAME"))
        )

    def _declared(self, path: str, query: str) -> str | None:
        """The part of `query` that the address reads; None if it is none of ours, or nothing to keep."""
        reads = self.reads(path)
        if reads is None or len(query) > LONGEST_QUERY:
            return None
        try:
            fields = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            return None
        return urlencode([(name, value) for name, value in fields if name in reads])

    def _kept(self, key: str) -> Page | None:
        """The page at `key`, if nothing has changed since it was made."""
        page = self.pages.get(key) or self.made_up.get(key)
        if page is None or page.generation != self.generation() or time() >= page.until:
            return None
        page.used = True
        return page

    def _make(self, key: str, query: str, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Render the page, once for all who ask for it meanwhile, and send it."""
        with self._lock:
            flight = self._flights.get(key)
            if is_first := flight is None:
                flight = self._flights[key] = threading.Event()
        if not is_first and flight.wait(PATIENCE):
            page = self._kept(key)
            if page is not None:
                return self._send(page, key, environ, start_response, "shared")
        try:
            answer = self._render(query, environ)
            page = answer.page()
            if page is not None:
                self._keep(key, page, is_made_up=bool(query) or answer.code == 404)
        finally:
            if is_first:
                with self._lock:
                    del self._flights[key]
                flight.set()
        if page is not None:
            return self._send(page, key, environ, start_response, "miss")
        return answer.send(environ, start_response)

    def _keep(self, key: str, page: Page, *, is_made_up: bool) -> None:
        """On its shelf, and on no other: the page of an essay that is deleted becomes a 404."""
        here, elsewhere = (self.made_up, self.pages) if is_made_up else (self.pages, self.made_up)
        elsewhere.drop(key)
        here.put(key, page)

    def _render(self, query: str, environ: Environ) -> "_Answer":
        neutral = {name: environ[name] for name in NEUTRAL if name in environ}
        neutral |= {name: value for name, value in environ.items() if name.startswith("wsgi.")}
        neutral |= {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "QUERY_STRING": query,
            "HTTP_HOST": self.host,
            "wsgi.input": io.BytesIO(),
        }
        return _Answer(self.handler, neutral)

    def _send(
        self, page: Page, key: str, environ: Environ, start_response: Start, how: str
    ) -> Iterable[bytes]:
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        variant = page.variant(encoding) or self._another(page, key, encoding)
        unchanged = _is_kept_by(environ, page, variant.etag)
        status, headers = (
            (NOT_MODIFIED, variant.headers_of_304) if unchanged else (page.status, variant.headers)
        )
        start_response(status, [*headers, ("X-Cache", how)] if self.tells else headers)
        return () if unchanged or environ["REQUEST_METHOD"] == "HEAD" else (variant.body,)

    def _another(self, page: Page, key: str, encoding: str) -> Variant:
        """The page in an encoding that nobody has asked for before."""
        variant = page.add(encoding)
        for shelf in (self.pages, self.made_up):
            shelf.grow(key, page, len(variant.body))
        return variant


class _Answer:
    """What `handler` answers, held back until it is known whether it is a page to keep."""

    def __init__(self, handler: Handler, environ: Environ) -> None:
        self.status, self.headers = "", list[tuple[str, str]]()
        self.response: Any = handler(environ, self._start)

    def _start(self, status: str, headers: Headers, *_error: Any) -> None:
        self.status, self.headers = status, headers

    @property
    def code(self) -> int:
        return int(self.status[:3])

    def page(self) -> Page | None:
        """The page to keep, if a public view made it (blog.caching); the answer is done with then."""
        made_under = getattr(self.response, "generation", None)
        told = {name.lower(): value for name, value in self.headers}
        private = "set-cookie" in told or "no-store" in told.get("cache-control", "")
        if made_under is None or private or self.code not in STATUSES or self.response.streaming:
            return None
        until = made_under.next_instant
        body = self.response.content
        self.response.close()
        return Page.of(
            self.status, self.headers, body, made_under.number, until.timestamp() if until else math.inf
        )

    def send(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        if environ["REQUEST_METHOD"] != "HEAD":
            return self.response  # type: ignore[no-any-return]
        self.response.close()
        return ()


def _is_kept_by(environ: Environ, page: Page, etag: str) -> bool:
    """Whether the reader has this very page (RFC 9110, 13.2.2)."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags == etag or any(tag.strip().removeprefix("W/") in (etag, "*") for tag in tags.split(","))
    if "HTTP_IF_MODIFIED_SINCE" not in environ:
        return False
    since, changed = map(parse_http_date_safe, (environ["HTTP_IF_MODIFIED_SINCE"], page.last_modified))
    return since is not None and changed is not None and since >= changed
