"""One page as it is sent: its bytes in each encoding, its headers and its validators."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import brotli

type Headers = list[tuple[str, str]]

QUALITY = 5
"""Of Brotli: quick enough to compress while a reader waits."""
GZIP_LEVEL = 6
SMALLEST = 200
"""Bytes below which compression gains nothing."""
OVERHEAD = 2000
"""Bytes a page takes beside its body: objects, and the headers that are its own."""
TEXTS = ("text/", "application/json", "application/feed+json", "application/xml", "application/javascript")
TEXT_SUFFIXES = ("+xml", "+json")
OURS = {"etag", "vary", "content-length", "content-encoding"}
"""Headers each encoding has for itself."""
OF_304 = {"cache-control", "content-location", "etag", "expires", "last-modified", "vary"}
"""RFC 9110, 15.4.5."""


class Variant(NamedTuple):
    """A page in one content coding: what follows 200 (or its own status), what follows 304, and the bytes."""

    etag: str
    headers: Headers
    headers_of_304: Headers
    body: bytes


@dataclass(slots=True, eq=False)
class Page:
    """What was answered under `generation`, and holds until the second `until` (of the epoch).

    The base is kept, compressed where that gains anything; other encodings are made of it when asked for.
    """

    generation: int
    until: float
    status: str
    headers: Headers
    digest: str
    last_modified: str
    base: str
    variants: dict[str, Variant]
    size: int
    used: bool = True

    @classmethod
    def of(
        cls, status: str, headers: Iterable[tuple[str, str]], body: bytes, generation: int, until: float
    ) -> "Page":
        """The page of this answer, which is in no content coding yet."""
        kept = [_pair(name, value) for name, value in headers if name.lower() not in OURS]
        told = {name.lower(): value for name, value in kept}
        digest = hashlib.blake2s(digest_size=12)
        for name, value in kept:
            if name.lower() != "last-modified":
                digest.update(f"{name}: {value}\n".encode())
        digest.update(body)
        base = "br" if is_text(told.get("content-type", "")) and len(body) >= SMALLEST else "identity"
        page = cls(
            generation=generation,
            until=until,
            status=status,
            headers=kept,
            digest=digest.hexdigest(),
            last_modified=told.get("last-modified", ""),
            base=base,
            variants={},
            size=OVERHEAD,
        )
        page.size += len(
            page._keep(base, brotli.compress(body, quality=QUALITY) if base == "br" else body).body
        )
        return page

    def variant(self, encoding: str) -> Variant | None:
        """The page in `encoding`, or as it is where compression gains nothing; None if it must be added."""
        return self.variants.get(encoding if self.base == "br" else self.base)

    def add(self, encoding: str) -> Variant:
        """Make the page in `encoding`, of the base."""
        body = brotli.decompress(self.variants["br"].body)
        return self._keep(encoding, gzip.compress(body, GZIP_LEVEL, mtime=0) if encoding == "gzip" else body)

    def _keep(self, name: str, body: bytes) -> Variant:
        etag = f'"{self.digest}"' if name == "identity" else f'"{self.digest}-{name}"'
        headers = [*self.headers, ("ETag", etag), ("Content-Length", str(len(body)))]
        if self.base == "br":
            headers.append(_pair("Vary", "Accept-Encoding"))
        if name != "identity":
            headers.append(_pair("Content-Encoding", name))
        of_304 = [pair for pair in headers if pair[0].lower() in OF_304]
        self.variants[name] = made = Variant(etag, headers, of_304, body)
        return made


@lru_cache(1024)
def _pair(name: str, value: str) -> tuple[str, str]:
    """A header that most pages have alike, in memory once."""
    return name, value


def is_text(content_type: str) -> bool:
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type.startswith(TEXTS) or media_type.endswith(TEXT_SUFFIXES)


@lru_cache(256)
def best_encoding(accepted: str) -> str:
    """Of "br", "gzip" and "identity" the first that `accepted` (Accept-Encoding; RFC 9110, 12.5.3) takes."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _semicolon, parameters = part.partition(";")
        weights[name.strip()] = _weight(parameters)
    others = weights.get("*", 0.0)
    return next((name for name in ("br", "gzip") if weights.get(name, others) > 0), "identity")


def _weight(parameters: str) -> float:
    name, _equals, value = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
