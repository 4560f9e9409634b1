"""The content generation, and the validators and headers that follow from it."""

import hashlib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from blog.models import Generation, Post, State

A_SECOND = timedelta(seconds=1)


def next_generation(now: datetime) -> None:
    """Say, inside the transaction that changes content, that every stored answer is old."""
    Generation.advance(now, next_instant(now))


def begin_anew(now: datetime) -> None:
    """After a restore, go on counting from the seconds of the clock: no count has been there.

    Counted on from the backup's own number, the same numbers would come again for other pages, and browsers
    would take the pages they kept for current ones.
    """
    Generation.advance(now, next_instant(now))
    Generation.objects.filter(number__lt=now.timestamp()).update(number=int(now.timestamp()))


def next_instant(now: datetime) -> datetime | None:
    """When pages change by themselves: the next scheduled or announced moment after `now`.

    One that has passed counts until it is promoted, so that no save on the way hides it. Each condition has
    an index, so that a save takes no longer among many essays.
    """
    there = Post.objects.filter(withdrawn_at=None).order_by()
    scheduled = there.filter(state=State.SCHEDULED).values_list("published_at", flat=True)
    untold = there.filter(signalled_at=None, announced_at__isnull=False).values_list(
        "announced_at", flat=True
    )
    # Not the least of them: to find that, SQLite would rather look through all essays by their dates.
    instants = scheduled.union(untold).order_by()
    return min((instant for instant in instants if instant), default=None)


def is_due(generation: Generation, now: datetime) -> bool:
    """Whether a scheduled or announced moment has come since this generation began."""
    return generation.next_instant is not None and generation.next_instant <= now


def etag(generation: Generation, request: HttpRequest) -> str:
    """A validator (RFC 9110, 8.8.3) of this address in this generation and release of the code."""
    parts = (release(), str(generation.number), request.get_host(), request.get_full_path())
    return f'"{hashlib.blake2s("\0".join(parts).encode(), digest_size=12).hexdigest()}"'


def unchanged(request: HttpRequest, generation: Generation) -> HttpResponseBase | None:
    """The 304 to answer with, where the reader's copy is the current one.

    Those who know no ETag may ask by the time of their copy (If-Modified-Since).
    """
    changed = int(generation.changed_at.timestamp()) if generation.changed_at else None
    return get_conditional_response(request, etag=etag(generation, request), last_modified=changed)


def mark_public(
    response: HttpResponseBase, request: HttpRequest, generation: Generation, now: datetime
) -> None:
    """Let browsers keep the answer and, unless it says more, ask every time whether it still holds.

    Last-Modified counts in seconds, so it is left out until the second of the change is over: another change
    may still come within it. The page cache (blog.page_cache) keeps the answer as long as `generation` is
    the current one.
    """
    response.generation = generation  # type: ignore[attr-defined]
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers["ETag"] = etag(generation, request)
    if generation.changed_at and now - generation.changed_at >= A_SECOND:
        response.headers["Last-Modified"] = http_date(generation.changed_at.timestamp())


@cache
def release() -> str:
    """A digest of the code and templates that make pages: after an upgrade no old page validates."""
    digest = hashlib.blake2s(digest_size=8)
    base = Path(settings.BASE_DIR)
    for folder, pattern in (
        (base / "blog", "**/*.py"),
        (base / "templates", "**/*"),
        (base / "static", "**/*.css"),
        (base / "static", "**/*.js"),
    ):
        for file in sorted(path for path in folder.glob(pattern) if path.is_file()):
            digest.update(file.read_bytes())
    return digest.hexdigest()
