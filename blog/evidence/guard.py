"""Which addresses may be asked: those of the Internet, told by number once a name is resolved. Pure."""

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_NO_HOSTS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"), IPv6Network("3fff::/20"))
"""6to4 and Teredo (RFC 3056, 4380), which lead to any IPv4 address; and examples (RFC 9637)."""
_HOST_OF_CLOUD = IPv4Network("168.63.129.16/32")
"""Public by number, and yet what Azure's machines are managed by."""
_MEANS_TWO_NAMES = frozenset("ßς\u200c\u200d")
"""Read in one way by IDNA 2003, which Python knows, and in another by 2008, which browsers know."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
"""They stand in no address; and what a page has moved to is kept, which NUL cannot be."""


class Refused(Exception):
    """Nothing is asked of it: "address" or "private"."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to ask for what: `host` as in DNS, `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What the Host field says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse(url: str) -> Target:
    """What `url` means. Raises Refused ("address") unless it is plain http or https, with nobody's name."""
    if _CONTROLS.search(url):
        raise Refused("address")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("address") from error
    if parts.scheme not in PORTS or parts.username is not None or parts.password is not None:
        raise Refused("address")
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    return Target(parts.scheme, _in_dns(host), port or PORTS[parts.scheme], path)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of `host`, also of a number in any spelling. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(address[0]) for *_kind, address in found))


def is_public(address: str) -> bool:
    """Whether it is one host on the Internet, and no way round to another network."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        inner = _inside(found)
        if inner is None:
            is_host = not any(found in network for network in _NO_HOSTS)
            return found in _GLOBAL_UNICAST and found.is_global and is_host
        found = inner
    return found.is_global and not found.is_multicast and found not in _HOST_OF_CLOUD


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address it stands for."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


def _in_dns(host: str) -> str:
    host = host.removesuffix(".")
    if not host or _MEANS_TWO_NAMES & {*host}:
        raise Refused("address")
    try:
        return host if ":" in host else host.encode("idna").decode().lower()
    except UnicodeError as error:
        raise Refused("address") from error
