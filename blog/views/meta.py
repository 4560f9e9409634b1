"""What machines ask for, and what stands where nothing stands."""

from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.models import Generation, SiteIdentity
from blog.syndication.addresses import absolute
from blog.views.door import at_home, frame_of, public
from blog.views.frame import frame_at
from blog.views.near import near

PLAIN = "text/plain; charset=utf-8"
LONGEST_ADDRESS = 200
A_DAY = 24 * 60 * 60


@public()
def robots(request: HttpRequest, now: datetime) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        "",
        f"Sitemap: {settings.SITE_ORIGIN}{reverse('blog:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole in the site (RFC 9116); 404 while it has no address for that.

    It expires ten to eleven months ahead and says the same all through a month.
    """
    site = SiteIdentity.current()
    if not site.contact:
        raise Http404
    now = timezone.now()
    year, month = divmod(now.year * 12 + now.month + 10, 12)
    lines = [
        f"Contact: mailto:{site.contact}",
        f"Expires: {year:04}-{month + 1:02}-01T00:00:00Z",
        f"Preferred-Languages: {site.language}",
        f"Canonical: {absolute(request.path)}",
    ]
    answer = HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)
    answer.headers["Cache-Control"] = f"max-age={A_DAY}"
    return answer


@require_safe
def icon(request: HttpRequest) -> HttpResponseRedirect:
    """What programs ask for that read no page: telephones, feed readers, old browsers."""
    answer = HttpResponseRedirect(static("img/desk-192.png"))
    answer.headers["Cache-Control"] = f"max-age={A_DAY}"
    return answer


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 if the database answers, else 503; for whoever watches over the site. Says nothing else."""
    try:
        Generation.current()
    except DatabaseError:
        answer = HttpResponse("unavailable\n", status=503, content_type=PLAIN, headers={"Retry-After": "10"})
    else:
        answer = HttpResponse("ok\n", content_type=PLAIN)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: names what stands near the address that was asked for."""
    now: datetime = getattr(request, "now", None) or timezone.now()
    with at_home(request, now, getattr(request, "frame", None) or frame_at(Generation.current(), now)):
        frame = frame_of(request)
        context = {
            "asked": _shown(request.path),
            "near": near(request.path, frame.titled),
            "has_essays": frame.rooms["essays"],
        }
        answer = render(request, "404.html", context, status=404)
    answer.headers["Cache-Control"] = "no-cache"
    # As it was before the address was looked for: one that is taken since must not be called empty.
    answer.generation = getattr(request, "generation", None)  # type: ignore[attr-defined]
    return answer


def _shown(path: str) -> str:
    """The address as a reader can take it in: no signs that print nothing, and not endless."""
    printed = "".join(sign for sign in path[: LONGEST_ADDRESS + 1] if sign.isprintable())
    return printed if len(printed) <= LONGEST_ADDRESS else printed[:LONGEST_ADDRESS] + "…"
