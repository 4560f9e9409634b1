"""Feeds and the sitemap, and the page that says what the feeds are."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from blog.models import Person, Series, Source, Tag
from blog.syndication import announced, feeds, formats, sitemaps
from blog.syndication.addresses import absolute
from blog.syndication.structured import page_metadata
from blog.views.door import find, public, with_site

XML = "application/xml; charset=utf-8"


@public()
def feed_list(request: HttpRequest, now: datetime) -> HttpResponse:
    context = {
        "tag": announced.example_tag(now),
        "has_excerpts": announced.excerpts(now).exists(),
        "metadata": page_metadata(with_site(request), title=_("Feeds"), path=request.get_full_path()),
    }
    return render(request, "blog/feeds.html", context)


@public("before")
def feed(request: HttpRequest, now: datetime, form: formats.Form) -> HttpResponse:
    return _written(request, feeds.essays(with_site(request), now, request.GET.get("before")), form)


@public("before")
def tag_feed(request: HttpRequest, now: datetime, slug: str, form: formats.Form) -> HttpResponse:
    tag = find(Tag.objects.visible, slug, now)
    return _written(request, feeds.tagged(tag, with_site(request), now, request.GET.get("before")), form)


@public("before")
def excerpt_feed(request: HttpRequest, now: datetime, form: formats.Form) -> HttpResponse:
    return _written(request, feeds.excerpts(with_site(request), now, request.GET.get("before")), form)


@public("before")
def series_feed(request: HttpRequest, now: datetime, slug: str, form: formats.Form) -> HttpResponse:
    series = find(Series.objects.visible, slug, now)
    return _written(
        request, feeds.in_series(series, with_site(request), now, request.GET.get("before")), form
    )


@public("before")
def person_feed(request: HttpRequest, now: datetime, slug: str, form: formats.Form) -> HttpResponse:
    person = find(Person.objects.visible, slug, now)
    return _written(
        request, feeds.by_person(person, with_site(request), now, request.GET.get("before")), form
    )


@public("before")
def source_feed(request: HttpRequest, now: datetime, slug: str, form: formats.Form) -> HttpResponse:
    source = find(Source.objects.visible, slug, now)
    return _written(
        request, feeds.of_source(source, with_site(request), now, request.GET.get("before")), form
    )


@public()
def sitemap(request: HttpRequest, now: datetime) -> HttpResponse:
    return HttpResponse(sitemaps.sitemap(now), content_type=XML)


@public()
def sitemap_shard(request: HttpRequest, now: datetime, kind: str, number: int) -> HttpResponse:
    content = sitemaps.shard(kind, number, now)
    if content is None:
        raise Http404(f"{kind} {number}")
    return HttpResponse(content, content_type=XML)


def _written(request: HttpRequest, feed: feeds.Feed, form: formats.Form) -> HttpResponse:
    content = formats.write(feed, form, absolute(request.path), request.GET.get("before"))
    return HttpResponse(content, content_type=formats.CONTENT_TYPES[form])
