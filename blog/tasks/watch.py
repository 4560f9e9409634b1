"""Looking at sources now and then, politely: what sites ask is done, and none is asked twice in a breath."""

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone

from blog.evidence.fetch import fetch_text
from blog.evidence.robots import Robots
from blog.models import Look, Source
from blog.publishing import watching

AT_MOST = 20
PAUSE = 5.0
"""Seconds between two pages of one host."""


@task
def look_at_sources() -> None:
    """Look at some of those that are due; the others wait for the next hour."""
    if settings.FETCH_SOURCES:
        for _looked in look_at(watching.due(timezone.now())[:AT_MOST]):
            pass


def look_at(
    sources: QuerySet[Source],
    *,
    even_if_not_due: bool = False,
    robots: Robots | None = None,
    fetch: watching.Fetch = fetch_text,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[tuple[Source, Look | None]]:
    """Look at each in turn; what another looks at meanwhile is passed by."""
    robots = robots or Robots()
    asked: dict[str, float] = {}
    for source in list(sources):
        if not watching.claim(source, now=timezone.now(), even_if_not_due=even_if_not_due):
            continue
        host = urlsplit(source.url).netloc
        if (left := asked.get(host, clock() - PAUSE) + PAUSE - clock()) > 0:
            sleep(left)
        allowed = robots.allow(source.url)
        found = watching.look(source, now=timezone.now(), allowed=allowed, fetch=fetch)
        asked[host] = clock()
        yield source, found
