"""Sources: where the exchanges took place, and one with what is quoted from it."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from blog.models import Excerpt, Post, Source
from blog.models.paging import by_slug
from blog.models.source_order import InSourceOrder
from blog.syndication.structured import page_metadata
from blog.views.door import find, public, with_site
from blog.views.sections import Pageable, sections

SECTIONS = ("quoted", "quoting")


@public("after")
def source_list(request: HttpRequest, now: datetime) -> HttpResponse:
    page = by_slug(Source.objects.visible(now), request.GET.get("after"))
    counts = _excerpts([source.pk for source in page.rows], now)
    rows = [(source, counts.get(source.pk, 0)) for source in page.rows]
    metadata = page_metadata(with_site(request), title=_("Sources"), path=request.path)
    return render(request, "blog/source_list.html", {"page": page, "rows": rows, "metadata": metadata})


@public(*SECTIONS)
def source_page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    source = find(Source.objects.visible(now), slug)
    placed = Excerpt.objects.filter(placements__post=OuterRef("pk"), source=source)
    essays = Post.objects.published(now).filter(Exists(placed))
    kinds: dict[str, Pageable] = {
        "quoted": InSourceOrder(Excerpt.objects.visible(now).filter(source=source).for_cards()),
        "quoting": essays.only("title", "slug", "language", "published_at"),
    }
    context = {
        "source": source,
        "exchanges": _excerpts([source.pk], now).get(source.pk, 0),
        "sections": sections(request, kinds),
        "metadata": page_metadata(with_site(request), title=source.title, path=request.path),
    }
    return render(request, "blog/source_detail.html", context)


def _excerpts(sources: list[int], now: datetime) -> dict[int, int]:
    """How many visible excerpts are quoted from each of these sources (ids)."""
    quoted = Excerpt.objects.visible(now).filter(source__in=sources)
    return dict(quoted.values_list("source").annotate(Count("pk")).order_by())
