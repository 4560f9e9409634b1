"""Sources: where the exchanges took place, and one with what is quoted from it."""

from collections import Counter
from datetime import datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.models import FAILED, Check, Excerpt, Placement, Post, Source, Tally, Turn, Verdict
from blog.models.paging import among, by_slug, until
from blog.models.source_order import InSourceOrder
from blog.syndication.structured import page_metadata
from blog.views.door import find, public, with_site
from blog.views.sections import Pageable, sections

SECTIONS = ("quoted", "quoting")


@public("after")
def source_list(request: HttpRequest, now: datetime) -> HttpResponse:
    shown = Source.objects.visible(now).only("title", "slug", "kind", "publisher", "said")
    page = by_slug(shown, request.GET.get("after"))
    counts = Tally.objects.of_each([source.pk for source in page.rows], Tally.What.SOURCE)
    rows = [(source, counts[source.pk].get(Tally.What.SOURCE, 0)) for source in page.rows]
    metadata = page_metadata(with_site(request), title=_("Sources"), path=request.get_full_path())
    return render(request, "blog/source_list.html", {"page": page, "rows": rows, "metadata": metadata})


@public(*SECTIONS)
def source_page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    source = find(Source.objects.visible, slug, now)
    placed = Placement.objects.filter(excerpt__source=source)
    shown = Post.objects.published(until(now, request.GET.get("quoting")))
    exchanges = Tally.objects.number(Tally.What.SOURCE, source.pk)
    essays = among(shown, placed, "post", exchanges)
    kinds: dict[str, Pageable] = {
        "quoted": InSourceOrder(Excerpt.objects.visible(now).filter(source=source).for_cards()),
        "quoting": essays.only("title", "slug", "language", "published_at"),
    }
    context = {
        "source": source,
        "checked": _checked(source, now),
        "exchanges": exchanges,
        "sections": sections(request, kinds),
        "metadata": page_metadata(with_site(request), title=source.title, path=request.get_full_path()),
    }
    return render(request, "blog/source_detail.html", context)


def _checked(source: Source, now: datetime) -> list[str]:
    """How many of its visible excerpts stand how to it, in words; nothing where none was compared."""
    of_excerpt = Check.objects.filter(turn__excerpt=OuterRef("pk"))
    spoken = Turn.objects.filter(excerpt=OuterRef("pk")).exclude(kind=Turn.Kind.EDITOR)
    waits = Exists(spoken.filter(Q(found=None) | Q(found__verdict=Verdict.UNCHECKED))) | ~Exists(of_excerpt)
    rows = Excerpt.objects.visible(now).filter(source=source).order_by()
    found = Counter(
        rows.annotate(
            fails=Exists(of_excerpt.filter(verdict__in=FAILED)),
            waits=ExpressionWrapper(waits, BooleanField()),
            has_cuts=Exists(of_excerpt.filter(verdict=Verdict.ELIDED)),
        ).values_list("fails", "waits", "has_cuts")
    )
    failed = sum(number for (fails, _waits, _cuts), number in found.items() if fails)
    waiting = sum(number for (fails, waits, _cuts), number in found.items() if waits and not fails)
    told = (
        (ngettext("%(n)d verified", "%(n)d verified", n := found[False, False, False]), n),
        (ngettext("%(n)d verified with cuts", "%(n)d verified with cuts", n := found[False, False, True]), n),
        (ngettext("%(n)d not as it stands there", "%(n)d not as they stand there", failed), failed),
        (ngettext("%(n)d not checked", "%(n)d not checked", waiting), waiting),
    )
    return [words % {"n": number} for words, number in told if number] if waiting < found.total() else []
