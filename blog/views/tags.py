"""Topics: all of them, and the essays under one."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from blog.models import Post, Tag
from blog.views.door import find, public

OFTEN_WITH = 3


@public()
def tag_list(request: HttpRequest, now: datetime) -> HttpResponse:
    return render(request, "blog/tag_list.html", {"tags": list(Tag.objects.with_counts(now))})


@public("before")
def tag_page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    tag = find(Tag.objects.with_counts(now), slug)
    page = Post.objects.published(now).tagged(tag).for_cards().page(request.GET.get("before"))
    return render(
        request, "blog/tag_detail.html", {"tag": tag, "page": page, "often_with": _often_with(tag, page.rows)}
    )


def _often_with(tag: Tag, posts: Iterable[Post]) -> list[Tag]:
    """The other tags most of these posts carry; those on two or more of them."""
    others = Counter(other for post in posts for other in post.shown_tags if other != tag)
    return [other for other, count in others.most_common(OFTEN_WITH) if count > 1]
