"""Search: the page, the same as data, and what a browser is told of it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override

from blog import search
from blog.search.hits import Hit, hits
from blog.search.marking import Part
from blog.search.nearest import nearest
from blog.search.query import STANDINGS, Problem
from blog.syndication.addresses import absolute
from blog.views.door import public, with_site
from blog.views.narrowing import narrowings

OPENSEARCH = "application/opensearchdescription+xml; charset=utf-8"
FIRST_FEW = 8
"""Hits that are told while someone types."""

TOLD = {
    "long": gettext_lazy("Only the first %(said)s characters were read."),
    "many": gettext_lazy("Only the first %(said)s words were read."),
    "wordless": gettext_lazy("“%(said)s” has no letter and no digit, so there is nothing to look for."),
    "date": gettext_lazy("“%(said)s” is no date and was left out. Write 2025, 2025-01 or 2025-01-31."),
    "order": gettext_lazy("The first day is after the last, %(said)s: nothing lies between."),
    "in": gettext_lazy(
        "“in:%(said)s” was left out. Write in:essays, questions, answers, people, sources, series or pages."
    ),
    "verified": gettext_lazy("“verified:%(said)s” was left out. Write one of %(values)s."),
    "speaker": gettext_lazy("Nobody called “%(said)s” is quoted here."),
    "by": gettext_lazy("Nobody called “%(said)s” writes here."),
    "source": gettext_lazy("No source here is called “%(said)s”."),
    "tag": gettext_lazy("Nothing here is tagged “%(said)s”."),
}


@csp_override(settings.SECURE_CSP | {"connect-src": [CSP.SELF]})  # the script asks /search.json
@public("q", "after")
def search_page(request: HttpRequest, now: datetime) -> HttpResponse:
    query, zone = search.parse(request.GET.get("q", "")), with_site(request).tzinfo
    after = request.GET.get("after", "")
    found = search.find(query, now=now, zone=zone, after=after)
    context = {
        "query": query,
        "found": found,
        "hits": hits(found.documents, query, are_tagged=True),
        "problems": [in_words(problem) for problem in found.problems],
        "is_first": not after,
        "narrowings": [] if after else narrowings(query, found, now=now, zone=zone),
        "nearest": None if found.counted or not query else nearest(query, now=now, zone=zone),
    }
    answer = render(request, "blog/search.html", context)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@public("q")
def search_json(request: HttpRequest, now: datetime) -> HttpResponse:
    """The first few hits, for the script of the page and whoever else asks."""
    query, zone = search.parse(request.GET.get("q", "")), with_site(request).tzinfo
    found = search.find(query, now=now, zone=zone, size=FIRST_FEW)
    data = {
        "query": query.text,
        "count": len(found.counted),
        "more": found.has_more_than_counted,
        "problems": [in_words(problem) for problem in found.problems],
        "hits": [_as_data(hit) for hit in hits(found.documents, query)],
    }
    return JsonResponse(data, headers={"X-Robots-Tag": "noindex"})


@public()
def opensearch(request: HttpRequest, now: datetime) -> HttpResponse:
    """How a browser asks, for its own search field (OpenSearch 1.1)."""
    return render(request, "blog/opensearch.xml", content_type=OPENSEARCH)


def in_words(problem: Problem) -> str:
    """What of a query was not understood, and how to write it."""
    return TOLD[problem.code] % {"said": problem.said, "values": ", ".join(STANDINGS)}


def _as_data(hit: Hit) -> dict[str, Any]:
    """`heading` and the words of `lines` in parts: [text, whether it was found]."""
    return {
        "kind": hit.kind,
        "url": absolute(hit.url),
        "heading": _told(hit.heading),
        "language": hit.language,
        "date": hit.said or (hit.published_at and hit.published_at.date()),
        "lines": [
            {"label": line.label, "parts": _told(line.parts), "language": line.language} for line in hit.lines
        ],
    }


def _told(parts: list[Part]) -> list[tuple[str, bool]]:
    return [(part.text, part.is_found) for part in parts]
