"""Sources: where the exchanges took place, and one with what is quoted from it."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.models import Excerpt, Placement, Post, Source, Tally
from blog.models.paging import among, by_slug, until
from blog.models.source_order import InSourceOrder
from blog.syndication.structured import page_metadata
from blog.views.door import find, public, with_site
from blog.views.sections import Pageable, sections

SECTIONS = ("quoted", "quoting")
What = Tally.What
STANDING = (What.VERIFIED, What.CUT, What.FAILED, What.WAITING)


@public("after")
def source_list(request: HttpRequest, now: datetime) -> HttpResponse:
    shown = Source.objects.visible(now).only("title", "slug", "kind", "publisher", "said")
    page = by_slug(shown, request.GET.get("after"))
    counts = Tally.objects.of_each([source.pk for source in page.rows], What.SOURCE)
    rows = [(source, counts[source.pk].get(What.SOURCE, 0)) for source in page.rows]
    metadata = page_metadata(with_site(request), title=_("Sources"), path=request.get_full_path())
    return render(request, "blog/source_list.html", {"page": page, "rows": rows, "metadata": metadata})


@public(*SECTIONS)
def source_page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    source = find(Source.objects.visible, slug, now)
    placed = Placement.objects.filter(excerpt__source=source)
    shown = Post.objects.published(until(now, request.GET.get("quoting")))
    counts = Tally.objects.of_each([source.pk], What.SOURCE, *STANDING)[source.pk]
    exchanges = counts.get(What.SOURCE, 0)
    essays = among(shown, placed, "post", exchanges)
    kinds: dict[str, Pageable] = {
        "quoted": InSourceOrder(Excerpt.objects.visible(now).filter(source=source).for_cards()),
        "quoting": essays.only("title", "slug", "language", "published_at"),
    }
    context = {
        "source": source,
        "checked": _checked(counts),
        "exchanges": exchanges,
        "sections": sections(request, kinds),
        "metadata": page_metadata(with_site(request), title=source.title, path=request.get_full_path()),
    }
    return render(request, "blog/source_detail.html", context)


def _checked(counts: Mapping[str, int]) -> list[str]:
    """How many of its visible excerpts stand how to it, in words; nothing where none was compared."""
    numbers = verified, cut, failed, waiting = [counts.get(what, 0) for what in STANDING]
    told = (
        ngettext("%(n)d verified", "%(n)d verified", verified),
        ngettext("%(n)d verified with cuts", "%(n)d verified with cuts", cut),
        ngettext("%(n)d not as it stands there", "%(n)d not as they stand there", failed),
        ngettext("%(n)d not checked", "%(n)d not checked", waiting),
    )
    compared = waiting < sum(numbers)
    return [words % {"n": n} for words, n in zip(told, numbers, strict=True) if n] if compared else []
