"""One series: its parts in order."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from blog.models import Post, Series
from blog.syndication.structured import page_metadata
from blog.views.door import find, public, with_site


@public()
def series_page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    series = find(Series.objects.visible, slug, now)
    rows = Post.objects.published(now).in_series(series)
    parts = list(rows.only("title", "slug", "language", "description", "published_at"))
    dates = [post.published_at for post in parts if post.published_at]
    context = {
        "series": series,
        "parts": parts,
        "so_far": ngettext("%(n)d part so far", "%(n)d parts so far", len(parts)) % {"n": len(parts)},
        "first": min(dates),
        "last": max(dates),
        "metadata": page_metadata(
            with_site(request),
            title=series.title,
            path=request.get_full_path(),
            description=series.summary,
        ),
    }
    return render(request, "blog/series_detail.html", context)
