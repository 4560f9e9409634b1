"""An excerpt on other sites: the page they frame, and the address they ask what to frame."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.csp import CSP, build_policy

from blog.models import Excerpt
from blog.syndication import oembed
from blog.views.door import Moved, public, with_site
from blog.views.excerpts import find_excerpt

ANY_SIZE = 100_000
POLICY = build_policy(
    {
        "default-src": [CSP.NONE],
        "style-src": [CSP.SELF],
        "img-src": [CSP.SELF],
        "font-src": [CSP.SELF],
        "base-uri": [CSP.NONE],
        "form-action": [CSP.NONE],
        "frame-ancestors": ["*"],
    }
)


def framed_anywhere(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let any site frame what `view` shows; 304 says the same as the page it stands for, errors do not."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        if response.status_code in {200, 304}:
            response.xframe_options_exempt = True  # type: ignore[attr-defined]  # Django's middleware asks
            response.headers["Content-Security-Policy"] = POLICY
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


@framed_anywhere
@public()
def excerpt_embed(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    excerpt = find_excerpt(slug, now)
    context = {"excerpt": excerpt, "language": excerpt.language or with_site(request).language}
    return render(request, "blog/excerpt_embed.html", context)


@public("url", "format", "maxwidth", "maxheight")
def describe(request: HttpRequest, now: datetime) -> HttpResponse:
    """The oEmbed answer: 404 for what is no excerpt here, 501 for a form that is not written."""
    form = request.GET.get("format", "json")
    if form not in oembed.FORMS:
        return HttpResponse("json or xml\n", status=501, content_type="text/plain; charset=utf-8")
    excerpt = _at(request.GET.get("url", ""), now)
    sizes = (_size(request.GET.get(name, "")) for name in ("maxwidth", "maxheight"))
    told = oembed.describe(excerpt, with_site(request), *sizes)
    if form == "xml":
        return HttpResponse(oembed.as_xml(told), content_type="text/xml; charset=utf-8")
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _at(url: str, now: datetime) -> Excerpt:
    """The excerpt whose page is at `url`, also by a former address. Raises Gone or Http404."""
    try:
        address = urlsplit(url)
        match = resolve(unquote(address.path))
    except (ValueError, Resolver404):
        raise Http404(url) from None
    if f"{address.scheme}://{address.netloc}" != settings.SITE_ORIGIN or match.view_name != "blog:excerpt":
        raise Http404(url)
    try:
        return find_excerpt(match.kwargs["slug"], now)
    except Moved as moved:
        return find_excerpt(moved.slug, now)


def _size(asked: str) -> int:
    """The most dots asked for; what is no number asks for nothing."""
    return min(int(asked), ANY_SIZE) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else ANY_SIZE
