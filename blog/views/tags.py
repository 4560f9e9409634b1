"""Topics: all of them, and the essays under one."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from blog.models import Post, Tag, Tally
from blog.models.paging import until
from blog.models.tag import TagLink, tag_links
from blog.syndication.structured import page_metadata
from blog.views.door import find, public, with_site

OFTEN_WITH = 3


@public()
def tag_list(request: HttpRequest, now: datetime) -> HttpResponse:
    counts = Tally.objects.numbers(Tally.What.TAGGED)
    tags = [(tag, counts[tag.pk]) for tag in Tag.objects.order_by("key") if tag.pk in counts]
    metadata = page_metadata(with_site(request), title=_("Tags"), path=request.get_full_path())
    return render(request, "blog/tag_list.html", {"tags": tags, "metadata": metadata})


@public("before")
def tag_page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    tag = find(Tag.objects.visible, slug, now)
    before = request.GET.get("before")
    count = Tally.objects.number(Tally.What.TAGGED, tag.pk)
    page = Post.objects.published(until(now, before)).tagged(tag, count).for_cards().page(before)
    context = {
        "tag": tag,
        "count": count,
        "page": page,
        "often_with": _often_with(tag, page.rows),
        "metadata": page_metadata(with_site(request), title=tag.name, path=request.get_full_path()),
    }
    return render(request, "blog/tag_detail.html", context)


def _often_with(tag: Tag, posts: Iterable[Post]) -> list[TagLink]:
    """The other tags most of these posts carry; those on two or more of them."""
    links = tag_links([post.pk for post in posts])
    others = Counter(other for post in posts for other in links[post.pk] if other.slug != tag.slug)
    return [other for other, count in others.most_common(OFTEN_WITH) if count > 1]
