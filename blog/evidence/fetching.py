"""Fetch one address, through the guard, in a process of its own: a name or a server may take for ever.

    python -m blog.evidence.fetching ADDRESS AGENT

It answers what was found, its body in Base64, or why nothing was. Pure, so that it starts quickly.
"""

import json
import signal
import ssl
import sys
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout, exceptions

from blog.apart import MEMORY, keep_within
from blog.evidence.guard import PORTS, Refused, Target, is_public, parse, resolve

SECONDS = 10
REDIRECTS = 5
PAGE_BYTES = 1024 * 1024
PDF_BYTES = 20 * 1024 * 1024
_FOLLOWED = {301: True, 302: False, 303: False, 307: False, 308: True}
"""And whether for good."""
_PIECE = 64 * 1024
_TIMEOUT = Timeout(connect=4, read=8)


class Failed(Exception):
    """Nothing was found: a key of `fetch.REASONS`, and the status if a server said one."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.status = reason, status


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be asked, and who is believed. Tests reach less far, and for that their own machine."""

    resolve: Callable[[str, int], list[str]] = resolve
    may_ask: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset(PORTS.values())
    trusted: Callable[[], ssl.SSLContext] = ssl.create_default_context


@dataclass(frozen=True, slots=True)
class Found:
    """`url` is where it stands, after redirects; `has_moved` says that all of those were for good."""

    url: str
    media_type: str
    charset: str
    has_moved: bool
    body: bytes = field(repr=False)


def get(url: str, agent: str, reach: Reach) -> Found:
    """What stands at `url`. Every address is checked before it is asked, redirects too. Raises Failed."""
    has_moved = True
    for hop in range(REDIRECTS + 1):
        response = _ask(url, agent, reach)
        try:
            if response.status in _FOLLOWED and (place := response.headers.get("Location")):
                has_moved = has_moved and _FOLLOWED[response.status]
                url = _led_to(url, place)
                continue
            if response.status != 200:
                raise Failed("status", response.status)
            media_type, charset = _kind(response.headers.get("Content-Type", ""))
            body = _body(response, PDF_BYTES if media_type == "application/pdf" else PAGE_BYTES)
            return Found(url, media_type, charset, bool(hop) and has_moved, body)
        finally:
            response.close()
    raise Failed("redirects")


def _led_to(url: str, place: str) -> str:
    """The address that `place`, as a Location field at `url` says it, means to browsers. Raises Failed."""
    with suppress(UnicodeError):  # of one that is Latin-1, as which the library reads every one
        place = place.encode("latin-1").decode()
    try:
        return urldefrag(urljoin(url, place)).url
    except ValueError as error:
        raise Failed("address") from error


def _ask(url: str, agent: str, reach: Reach) -> BaseHTTPResponse:
    """The answer to one request, its body unread, from the first address of the name that takes the call."""
    try:
        target = parse(url)
    except Refused as refused:
        raise Failed(str(refused)) from refused
    if target.port not in reach.ports:
        raise Failed("address")
    try:
        addresses = reach.resolve(target.host, target.port)
    except (OSError, UnicodeError) as error:
        raise Failed("name") from error
    if not all(map(reach.may_ask, addresses)):
        raise Failed("private")
    failed = Failed("name")
    for address in addresses:
        try:
            return _call(address, target, agent, reach)
        except (exceptions.ConnectTimeoutError, exceptions.NewConnectionError):
            failed = Failed("connection")
        except exceptions.SSLError as error:
            raise Failed("certificate") from error
        except exceptions.TimeoutError as error:
            raise Failed("time") from error
        except exceptions.HTTPError as error:
            raise Failed("answer") from error
    raise failed


def _call(address: str, target: Target, agent: str, reach: Reach) -> BaseHTTPResponse:
    """Ask this very address, by the name its certificate must bear. No cookie, no proxy, no second try."""
    pool: HTTPConnectionPool
    if target.scheme == "https":
        pool = HTTPSConnectionPool(
            address, target.port, ssl_context=reach.trusted(), server_hostname=target.host
        )
    else:
        pool = HTTPConnectionPool(address, target.port)
    return pool.urlopen(
        "GET",
        target.path,
        headers={
            "Host": target.authority,
            "User-Agent": agent,
            "Accept": "text/html, text/*, application/pdf, */*;q=0.1",
            "Accept-Encoding": "gzip",
        },
        retries=False,
        redirect=False,
        assert_same_host=False,
        timeout=_TIMEOUT,
        preload_content=False,
    )


def _body(response: BaseHTTPResponse, limit: int) -> bytes:
    """The body, unpacked piece by piece. Raises Failed beyond so many bytes, however few it was packed in."""
    body = bytearray()
    try:
        while piece := response.read(_PIECE, decode_content=True):
            body += piece
            if len(body) > limit:
                raise Failed("large")
    except exceptions.TimeoutError as error:
        raise Failed("time") from error
    except exceptions.HTTPError as error:
        raise Failed("answer") from error
    return bytes(body)


def _kind(said: str) -> tuple[str, str]:
    """The media type and the charset of a Content-Type."""
    media_type, *options = (part.strip() for part in said.split(";"))
    named = dict(option.split("=", 1) for option in options if "=" in option)
    charset = next((value for name, value in named.items() if name.strip().lower() == "charset"), "")
    return media_type.lower(), charset.strip("\"' ")


def main(url: str, agent: str, reach: Reach | None = None) -> dict[str, Any]:
    """Do it within limits, also where whoever asked is gone."""
    signal.alarm(SECONDS)
    keep_within(MEMORY, SECONDS)
    try:
        found = get(url, agent, reach or Reach())
    except Failed as failed:
        return {"failed": failed.reason, "status": failed.status}
    except MemoryError:
        return {"failed": "large", "status": 0}
    return {**asdict(found), "body": b64encode(found.body).decode()}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2])))
