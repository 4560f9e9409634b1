"""A handler that stands for Django, and readers of what the page cache makes of it."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponse

from blog.page_cache import Environ, PageCache, Start

TEXT = "What was asked, and what was answered. " * 20
ENVIRON: Environ = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "PATH_INFO": "/",
    "QUERY_STRING": "",
    "REMOTE_ADDR": "192.0.2.7",
    "SERVER_NAME": "essays.example",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "essays.example",
    "wsgi.url_scheme": "http",
}
READS: dict[str, tuple[str, ...]] = {"/": (), "/posts/": ("before",), "/gone/": (), "/nothing/": ()}


@dataclass
class Handler:
    """Answers `view(path, query)`, made under the generation of that moment, and remembers who asked."""

    number: int = 1
    until: datetime | None = None
    view: Callable[[Environ], HttpResponse] = lambda environ: HttpResponse(f"{environ['PATH_INFO']} {TEXT}")
    asked: list[Environ] = field(default_factory=list)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        self.asked.append(environ)
        made_under = under(self.number, self.until)
        response = self.view(environ)
        if not hasattr(response, "generation"):
            response.generation = made_under  # type: ignore[attr-defined]
        cookies = [("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values()]
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies])
        return response


@dataclass
class Answer:
    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def how(self) -> str:
        return self.headers.get("X-Cache", "past")


def cache(handler: Handler, *, limit: int = 2**20, tells: bool = True) -> PageCache:
    return PageCache(
        handler,
        generation=lambda: handler.number,
        reads=READS.get,
        is_ours=lambda host: host.partition(":")[0] == "essays.example",
        host="essays.example",
        passes="sessionid",
        limit=limit,
        tells=tells,
    )


def ask(app: PageCache, path: str = "/", *, method: str = "GET", query: str = "", **headers: str) -> Answer:
    """What `app` answers; `headers` as WSGI names them, without HTTP_."""
    said: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], *_error: Any) -> None:
        said.update(status=status, headers=dict(headers))

    environ = {
        **ENVIRON,
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "wsgi.input": io.BytesIO(),
        **{f"HTTP_{name}": value for name, value in headers.items()},
    }
    body = b"".join(app(environ, start))
    return Answer(said["status"], said["headers"], body)


AT_NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def under(number: int, until: datetime | None = None) -> SimpleNamespace:
    """A generation, as far as the page cache looks at it."""
    return SimpleNamespace(number=number, next_instant=until)
