"""The door to every public page: the clock, the site, validators, moved and gone addresses."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, wraps
from typing import Any, Concatenate

from django.db import DatabaseError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from blog import caching
from blog.models import Generation, SiteIdentity
from blog.models.paging import BadKey
from blog.models.prepared import planned
from blog.models.redirect import former
from blog.publishing import release
from blog.views.frame import Frame, frame_at

logger = logging.getLogger(__name__)

type Shown[Row: Model] = Callable[[datetime], QuerySet[Row, Row]]
type PublicView[**P] = Callable[Concatenate[HttpRequest, datetime, P], HttpResponseBase]


class Moved(Exception):
    """The address is a former one of a row the reader may see."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class Gone(Exception):
    """What stood here was announced and is withdrawn, for this reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def public(*reads: str) -> Callable[[PublicView[...]], Callable[..., HttpResponseBase]]:
    """Make a view `(request, now, …)` a public page, which reads no query parameter but those named.

    The view runs in the site's language and zone with `request.site` at hand, never looks at who asks,
    and is answered 304 without running where the reader's copy is current.
    """

    def decorate(view: PublicView[...]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            now = timezone.now()
            generation = request.generation = _current(now)  # type: ignore[attr-defined]
            _drop_undeclared(request, reads)
            if answer := caching.unchanged(request, generation):
                caching.mark_public(answer, request, generation, now)
                return answer
            with at_home(request, now, frame_at(generation, now)):
                answer = _answer(view, request, now, *args, **kwargs)
            caching.mark_public(answer, request, generation, now)
            return answer

        enter.reads = reads  # type: ignore[attr-defined]
        return require_safe(gzip_page(enter))

    return decorate


def read_at(path: str) -> tuple[str, ...] | None:
    """The query parameters that the public page at `path` reads; None where there is none.

    `path` is as WSGI has it: bytes, each as a sign of Latin-1 (PEP 3333).
    """
    try:
        view = resolve(path.encode("latin-1").decode()).func
    except (Resolver404, UnicodeDecodeError):
        return None
    return getattr(view, "reads", None)


def find[Row: Model](shown: Shown[Row], slug: str, now: datetime) -> Row:
    """The row at `slug` among those a reader may see at `now`: `shown(now)`.

    `shown` is a lasting function, no lambda made for the call: what it asks is prepared once, for good.
    Raises Moved for a former address, else Http404.
    """
    rows: list[Row] = _at(shown)(slug, now)
    if not rows:
        raise missing(shown(now), slug)
    return rows[0]


@cache
def _at[Row: Model](shown: Shown[Row]) -> Callable[[str, datetime], list[Row]]:
    return planned(lambda slug, now: shown(now).filter(slug=slug))


def missing(rows: QuerySet[Any], slug: str) -> Moved | Http404:
    """What to raise where none of these rows is at `slug`: it may be a former address of one."""
    moved = former(rows, slug)
    return Http404(slug) if moved is None else Moved(str(getattr(moved, "slug", "")))


def with_site(request: HttpRequest) -> SiteIdentity:
    """The site's identity, for a request that is at home."""
    return request.site  # type: ignore[return-value]


def frame_of(request: HttpRequest) -> Frame:
    """What its page shares with others of the same generation."""
    return request.frame  # type: ignore[attr-defined,no-any-return]


@contextmanager
def at_home(request: HttpRequest, now: datetime, frame: Frame | None = None) -> Iterator[None]:
    """Within it the site's language and zone hold, and the context processor finds the site and its frame.

    The 404 page, which comes after, finds `now` again.
    """
    request.now = now  # type: ignore[attr-defined]
    frame = request.frame = frame or Frame(now)  # type: ignore[attr-defined]
    site = request.site = frame.site  # type: ignore[assignment]  # not django.contrib.sites'
    with translation.override(site.interface), timezone.override(site.tzinfo):
        yield


def _answer(
    view: PublicView[...], request: HttpRequest, now: datetime, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    try:
        return view(request, now, *args, **kwargs)
    except Moved as moved:
        match = request.resolver_match
        assert match is not None  # noqa: S101 - a view runs only after its address was resolved
        return HttpResponsePermanentRedirect(
            reverse(match.view_name, kwargs={**match.kwargs, "slug": moved.slug})
        )
    except BadKey as key:
        raise Http404(str(key)) from key
    except Gone as gone:
        return render(request, "410.html", {"reason": gone.reason}, status=410)


def _current(now: datetime) -> Generation:
    """The generation at `now`, after promoting what is due.

    Where nothing can be written, pages are right without: each asks the time itself.
    """
    generation = Generation.current()
    if caching.is_due(generation, now):
        try:
            release.promote_due(now)
        except DatabaseError:
            logger.exception("What is due could not be promoted.")
        generation = Generation.current()
    return generation


def _drop_undeclared(request: HttpRequest, reads: tuple[str, ...]) -> None:
    """Undeclared parameters (`utm_…`) change neither the page nor its validator."""
    kept = request.GET.copy()
    for name in set(kept) - set(reads):
        del kept[name]
    request.GET = kept  # type: ignore[assignment]
    request.META["QUERY_STRING"] = kept.urlencode()
