"""Which pages are asked for, and what this site answers there."""

import base64
import http.client
import re
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

import brotli

HOST = "essays.example"
OF_THE_SERVER = {"date", "server", "connection"}
ENDINGS = {"text/html": "html", "application/atom+xml": "xml", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Page:
    """What stands at `path`, as a browser is sent it that takes Brotli."""

    path: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def content_type(self) -> str:
        return self.header("content-type")

    @property
    def is_compressed(self) -> bool:
        return self.header("content-encoding") == "br"

    @property
    def plain(self) -> bytes:
        return brotli.decompress(self.body) if self.is_compressed else self.body

    @property
    def head(self) -> int:
        """Bytes of these headers as HTTP/1.1 has them."""
        return sum(len(name) + len(value) + 4 for name, value in self.headers)

    def header(self, name: str) -> str:
        return next((value for field, value in self.headers if field.lower() == name), "")

    def file(self, name: str) -> str:
        return f"{name}.{ENDINGS[self.content_type.partition(';')[0]]}"

    def as_json(self) -> list[object]:
        return [self.headers, base64.b64encode(self.body).decode()]


def asked() -> list[str]:
    """What a browser says that matters here."""
    return [f"Host: {HOST}", "Accept-Encoding: gzip, deflate, br"]


def connect(origin: str) -> http.client.HTTPConnection:
    parts = urlsplit(origin)
    if parts.scheme == "https":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # it is ours, made a minute ago
        return http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=30, context=context)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)


def read(
    connection: http.client.HTTPConnection, path: str, **more: str
) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and body of what is answered to a browser."""
    headers = dict(line.split(": ", 1) for line in asked()) | more
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.getheaders(), answer.read()


def find(origin: str, essay: str, excerpt: str, tag: str) -> dict[str, Page]:
    """The six kinds by name: home, essay, excerpt, tag, feed, card."""
    connection = connect(origin)
    _status, _headers, body = read(connection, essay, **{"Accept-Encoding": "identity"})
    card = re.search(r'property="og:image" content="https?://[^/]+(/[^"]+)"', body.decode())
    if card is None:
        raise LookupError(f"{essay} names no card")
    paths = {
        "home": "/",
        "essay": essay,
        "excerpt": excerpt,
        "tag": tag,
        "feed": "/atom.xml",
        "card": card[1],
    }
    return {name: _page(connection, path) for name, path in paths.items()}


def _page(connection: http.client.HTTPConnection, path: str) -> Page:
    status, headers, body = read(connection, path)
    if status != http.HTTPStatus.OK:
        raise LookupError(f"{path} was answered {status}")
    return Page(path, [pair for pair in headers if pair[0].lower() not in OF_THE_SERVER], body)
