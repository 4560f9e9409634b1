"""Who is asking, and over what: a forwarded header counts only when a trusted proxy sent it."""

import ipaddress
from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.environment import Network

FORWARDED = ("FOR", "PROTO", "HOST", "PORT", "PREFIX", "SERVER", "SSL", "PROTOCOL")


class TrustedProxies:
    """Sets the client's address and the scheme, then drops every forwarded header.

    What comes after sees the truth in REMOTE_ADDR and `request.is_secure()`, and nothing to be fooled by.
    The scheme is SITE_ORIGIN's, for only the operator knows what stands in front; a trusted proxy may say
    that this one request came over plain http, and it is then redirected. X-Forwarded-Host is never
    believed: a proxy passes the Host header on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        scheme = settings.SITE_ORIGIN.partition(":")[0]
        if _is_trusted(meta.get("REMOTE_ADDR", "")):
            if scheme == "https" and meta.get("HTTP_X_FORWARDED_PROTO", "https").strip().lower() == "http":
                scheme = "http"
            meta["REMOTE_ADDR"] = _client(meta["REMOTE_ADDR"], meta.get("HTTP_X_FORWARDED_FOR", ""))
        meta["wsgi.url_scheme"] = scheme
        for name in FORWARDED:
            meta.pop(f"HTTP_X_FORWARDED_{name}", None)
        for name in ("HTTP_FORWARDED", "HTTP_X_REAL_IP"):
            meta.pop(name, None)
        return self.get_response(request)


def _is_trusted(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    proxies: Sequence[Network] = settings.TRUSTED_PROXIES
    return any(ip in network for network in proxies)


def _client(peer: str, forwarded_for: str) -> str:
    """The nearest address that is no trusted proxy: what stands to its left, the client wrote itself."""
    for hop in reversed(forwarded_for.split(",")):
        address = hop.strip()
        try:
            ipaddress.ip_address(address)
        except ValueError:
            return peer
        if not _is_trusted(address):
            return address
        peer = address
    return peer
