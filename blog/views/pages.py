"""Pages outside the timeline, such as About."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from blog.models import Page
from blog.syndication.structured import page_metadata
from blog.transfer.collect import page_parts
from blog.views.door import find, public, with_site


@public()
def page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    page = find(_shown, slug, now)
    site = with_site(request)
    language = page.language or site.language
    metadata = page_metadata(
        site, title=page.title, path=request.get_full_path(), description=page.description, language=language
    )
    context = {"page": page, "parts": page_parts(page), "language": language, "metadata": metadata}
    with translation.override(site.interface_for(language)):
        return render(request, "blog/page_detail.html", context)


def _shown(_now: datetime) -> QuerySet[Page, Page]:
    return Page.objects.published().for_page()
