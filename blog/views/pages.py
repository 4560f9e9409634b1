"""Pages outside the timeline, such as About."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from blog.models import Page
from blog.transfer.collect import page_parts
from blog.views.door import find, public, with_site


@public()
def page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    page = find(Page.objects.published(), slug)
    language = page.language or with_site(request).language
    with translation.override(language):
        context = {"page": page, "parts": page_parts(page), "language": language}
        return render(request, "blog/page_detail.html", context)
