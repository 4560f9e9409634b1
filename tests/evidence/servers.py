"""Servers on this machine that answer what a test tells them, and count who asks."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from blog.evidence.fetching import Reach

type Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    port: int
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Each path, and what the request said of itself."""

    @property
    def hits(self) -> int:
        return len(self.asked)


@contextmanager
def serving(answer: Answer, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """One at a free port; with `tls` it speaks HTTPS."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer(self)

        def log_message(self, *_said: Any) -> None:
            """Nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_said: Any) -> None:
            """Who hangs up, or refuses a certificate, is no news."""

    httpd = Quiet((host, 0), Handler)
    if tls:
        httpd.socket = tls.wrap_socket(httpd.socket, server_side=True, do_handshake_on_connect=False)
    server = Server(httpd.server_address[1])
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def says(body: bytes, status: int = 200, **headers: str) -> Answer:
    """A plain answer; a header's underscores are hyphens."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def leads(places: dict[str, str], body: bytes = b"<p>Here.", status: int = 302) -> Answer:
    """A redirect from each of these paths; elsewhere the body."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        place = places.get(request.path)
        (says(b"", status, Location=place) if place else says(body))(request)

    return answer


def reach_of(*ports: int, hosts: tuple[str, ...] = ("127.0.0.1",), **more: Any) -> Reach:
    """Reaches these addresses of this machine at these ports, and nothing else."""
    return Reach(may_ask=hosts.__contains__, ports=frozenset(ports), **more)
