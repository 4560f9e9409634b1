"""Every correction, in one list."""

from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from blog.models import Event, Placement
from blog.models.visibility import published
from blog.syndication.structured import page_metadata
from blog.views.door import public, with_site


@public("before")
def correction_list(request: HttpRequest, now: datetime) -> HttpResponse:
    showing = Placement.objects.filter(published(now, "post"), excerpt=OuterRef("excerpt"))
    counted = showing.order_by().values("excerpt").annotate(n=Count("pk")).values("n")
    rows = (
        Event.objects.visible(now)
        .corrections()
        .select_related("post", "excerpt")
        .only(
            *("kind", "at", "text", "language", "source", "url"),
            *("post__title", "post__slug", "post__language"),
            *("excerpt__question", "excerpt__slug", "excerpt__language"),
        )
        .annotate(essays=Subquery(counted))
    )
    page = rows.page(request.GET.get("before"))
    metadata = page_metadata(with_site(request), title=_("Corrections"), path=request.get_full_path())
    return render(request, "blog/corrections.html", {"page": page, "metadata": metadata})
