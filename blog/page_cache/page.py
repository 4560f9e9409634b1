"""One page as it is sent: its bytes in each encoding, its headers and its validators."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import brotli

type Headers = list[tuple[str, str]]
type Shared = tuple[tuple[str, str], ...]

AS_IT_IS = "identity"

QUALITY = 5
"""Of Brotli: quick enough to compress while a reader waits."""
GZIP_LEVEL = 6
SMALLEST = 200
"""Bytes below which compression gains nothing."""
OVERHEAD = 900
"""Bytes a page takes beside its body: objects, and what is its own of the headers."""
TEXTS = ("text/", "application/json", "application/feed+json", "application/xml", "application/javascript")
TEXT_SUFFIXES = ("+xml", "+json")
OURS = {"etag", "vary", "content-length", "content-encoding"}
"""Headers each encoding has for itself."""
OF_304 = {"cache-control", "content-location", "etag", "expires", "last-modified", "vary"}
"""RFC 9110, 15.4.5."""


class Variant(NamedTuple):
    """A page in one content coding: its validator, its bytes, and the headers that other pages have alike."""

    coding: str
    etag: str
    shared: Shared
    shared_of_304: Shared
    body: bytes

    @property
    def headers(self) -> Headers:
        """What follows 200, or the page's own status. A new list: the server may change it (PEP 3333)."""
        return [*self.shared, ("ETag", self.etag), ("Content-Length", str(len(self.body)))]

    @property
    def headers_of_304(self) -> Headers:
        return [*self.shared_of_304, ("ETag", self.etag)]


@dataclass(slots=True, eq=False)
class Page:
    """What was answered under `generation`, and holds until the second `until` (of the epoch).

    The base is kept, compressed where that gains anything; other encodings are made of it when asked for.
    """

    generation: int
    until: float
    status: str
    headers: Shared
    digest: str
    last_modified: str
    size: int
    variants: tuple[Variant, ...] = ()
    used: bool = True

    @classmethod
    def of(
        cls, status: str, headers: Iterable[tuple[str, str]], body: bytes, generation: int, until: float
    ) -> "Page":
        """The page of this answer, which is in no content coding yet."""
        kept = _one(tuple((name, value) for name, value in headers if name.lower() not in OURS))
        told = {name.lower(): value for name, value in kept}
        digest = hashlib.blake2s(digest_size=12)
        for name, value in kept:
            if name.lower() != "last-modified":
                digest.update(f"{name}: {value}\n".encode())
        digest.update(body)
        is_compressed = is_text(told.get("content-type", "")) and len(body) >= SMALLEST
        base = brotli.compress(body, quality=QUALITY) if is_compressed else body
        page = cls(
            generation=generation,
            until=until,
            status=status,
            headers=kept,
            digest=digest.hexdigest(),
            last_modified=told.get("last-modified", ""),
            size=OVERHEAD + len(base),
        )
        page._keep("br" if is_compressed else AS_IT_IS, base)
        return page

    def variant(self, encoding: str) -> Variant | None:
        """The page in `encoding`, or as it is where compression gains nothing; None if it must be added."""
        base = self.variants[0]
        if base.coding in (encoding, AS_IT_IS):
            return base
        return next((variant for variant in self.variants if variant.coding == encoding), None)

    def add(self, encoding: str) -> Variant:
        """Make the page in `encoding`, of the base."""
        body = brotli.decompress(self.variants[0].body)
        return self._keep(encoding, gzip.compress(body, GZIP_LEVEL, mtime=0) if encoding == "gzip" else body)

    def _keep(self, coding: str, body: bytes) -> Variant:
        etag = f'"{self.digest}"' if coding == AS_IT_IS else f'"{self.digest}-{coding}"'
        varies = coding != AS_IT_IS or bool(self.variants)
        made = Variant(coding, etag, *_shared(self.headers, coding, varies), body)
        self.variants = (*self.variants, made)
        return made


@lru_cache(256)
def _one(headers: Shared) -> Shared:
    """These headers, which most pages have alike, in memory once."""
    return headers


@lru_cache(256)
def _shared(headers: Shared, coding: str, varies: bool) -> tuple[Shared, Shared]:
    """The headers of a page that has these, in one coding: but for what is its own. And those of a 304."""
    vary = (("Vary", "Accept-Encoding"),) if varies else ()
    encoding = (("Content-Encoding", coding),) if coding != AS_IT_IS else ()
    whole = (*headers, *vary, *encoding)
    return whole, tuple(pair for pair in whole if pair[0].lower() in OF_304)


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
    return next((name for name in ("br", "gzip") if weights.get(name, others) > 0), AS_IT_IS)


def _weight(parameters: str) -> float:
    name, _equals, value = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
