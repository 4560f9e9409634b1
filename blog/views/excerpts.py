"""Excerpts: all of them by their questions, and one as a page, as data and as a fence."""

from datetime import datetime

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from blog.models import Excerpt, GoneAddress, Post
from blog.models.authorship import give_authors
from blog.models.excerpt import ExcerptQuerySet
from blog.models.post import PostQuerySet
from blog.models.prepared import Rows, planned, prepared
from blog.syndication import citation, letters, oembed
from blog.syndication.structured import excerpt_metadata, page_metadata
from blog.transfer.collect import excerpt_markdown as as_markdown
from blog.views.door import Gone, missing, public, with_site
from blog.views.excerpt_data import as_data
from blog.views.speaking import speakers_of


@public("before")
def excerpt_list(request: HttpRequest, now: datetime) -> HttpResponse:
    page = Excerpt.objects.visible(now).for_cards().page(request.GET.get("before"))
    metadata = page_metadata(with_site(request), title=_("Excerpts"), path=request.get_full_path())
    return render(request, "blog/excerpt_list.html", {"page": page, "metadata": metadata})


@public()
def excerpt_page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    return show(request, find_excerpt(slug, now), now)


def show(
    request: HttpRequest, excerpt: Excerpt, now: datetime, template: str = "blog/excerpt_detail.html"
) -> HttpResponse:
    """The page of `excerpt` (from `for_page`)."""
    site, essays = with_site(request), quoting(excerpt, now)
    context = {
        "excerpt": excerpt,
        "speakers": speakers_of(excerpt),
        "quoting": essays,
        "cited": citation.of_excerpt(excerpt, essays[-1], site) if essays else None,
        "copies": {"text": excerpt.as_box(), "markdown": as_markdown(excerpt)},
        "oembed": {form: oembed.discovery(excerpt, form) for form in oembed.FORMS},
        "beside": _beside(excerpt, now),
        "report": letters.misquote(excerpt, site),
        "metadata": excerpt_metadata(excerpt, site),
    }
    return render(request, template, context)


@public()
def excerpt_json(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    excerpt = find_excerpt(slug, now)
    return JsonResponse(
        as_data(excerpt, quoting(excerpt, now)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )


@public()
def excerpt_markdown(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    excerpt = find_excerpt(slug, now)
    response = HttpResponse(as_markdown(excerpt), content_type="text/markdown; charset=utf-8")
    response.headers["Link"] = f'<{settings.SITE_ORIGIN}{excerpt.get_absolute_url()}>; rel="canonical"'
    return response


def find_excerpt(slug: str, now: datetime) -> Excerpt:
    """The excerpt a stranger may read at `slug`, whole. Raises Gone, Moved or Http404."""
    if found := _at(slug, now):
        return found[0]
    lost = missing(Excerpt.objects.visible(now), slug)
    if isinstance(lost, Http404):
        if gone := Excerpt.objects.gone(now).filter(slug=slug).first():
            last = Post.objects.gone(now).filter(excerpts=gone).order_by("-withdrawn_at").first()
            raise Gone(last.withdrawn_reason if last else "")
        if deleted := GoneAddress.of(Excerpt, slug):
            raise Gone(deleted.reason)
    raise lost


def quoting(excerpt: Excerpt, now: datetime) -> list[Post]:
    """The essays that show `excerpt`, newest first, with their authors."""
    return _quoting(excerpt.pk, now)


@planned
def _at(slug: str, now: datetime) -> ExcerptQuerySet:
    return Excerpt.objects.visible(now).for_page().filter(slug=slug)


@prepared
def _quoting(excerpt: int, now: datetime) -> PostQuerySet:
    posts = Post.objects.published(now).filter(placements__excerpt=excerpt)
    named = posts.order_by("-published_at", "-pk").only("title", "slug", "language", "published_at")
    return named.completed_by(give_authors)


def _beside(excerpt: Excerpt, now: datetime) -> int:
    """How many other excerpts of the same source are shown."""
    return (
        sum(number for (number,) in _others(excerpt.source_id, excerpt.pk, now)) if excerpt.source_id else 0
    )


@prepared
def _others(source: int, excerpt: int, now: datetime) -> Rows:
    shown = Excerpt.objects.visible(now).filter(source=source).exclude(pk=excerpt)
    return shown.order_by().values("source").annotate(number=Count("pk")).values_list("number")
