"""Essays: the newest, all of them, one, and the years they were posted in."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from blog.models import Excerpt, GoneAddress, Post
from blog.models.excerpt import ExcerptQuerySet
from blog.models.paging import PAGE_SIZE, cut, newest_first, until
from blog.models.post import PostQuerySet
from blog.models.prepared import planned, prepared
from blog.models.tag import tag_links
from blog.syndication import citation
from blog.syndication.structured import page_metadata, post_metadata
from blog.transfer.collect import parts
from blog.transfer.collect import post_markdown as as_markdown
from blog.views.beside import by_date, part_of
from blog.views.contents import contents_of
from blog.views.door import Gone, frame_of, missing, public, with_site
from blog.views.related import related_to
from blog.views.translations import translations_of
from blog.views.years import bounds

YEAR_PAGE = 100
"""Essays on one page of a year."""


@public()
def home(request: HttpRequest, now: datetime) -> HttpResponse:
    page = cut(_newest(now), "published_at")
    newest = page.rows[0] if page.rows else None
    site = with_site(request)
    context = {
        "newest": newest,
        "opening": _with_turns(newest),
        "tags": tag_links([newest.pk])[newest.pk] if newest else [],
        "rest": page.rows[1:],
        "older": page.more,
        "metadata": page_metadata(site, title=site.name, path=request.get_full_path()),
    }
    return render(request, "blog/home.html", context)


@public("before")
def post_list(request: HttpRequest, now: datetime) -> HttpResponse:
    before = request.GET.get("before")
    page = Post.objects.published(until(now, before)).for_cards().page(before)
    metadata = page_metadata(with_site(request), title=_("Essays"), path=request.get_full_path())
    return render(request, "blog/post_list.html", {"page": page, "metadata": metadata})


@public()
def post_page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    return show(request, find_post(slug, now), now)


def show(
    request: HttpRequest, post: Post, now: datetime, template: str = "blog/post_detail.html"
) -> HttpResponse:
    """The page of `post` (from `for_page`), in its own language."""
    site = with_site(request)
    language = post.language or site.language
    part = part_of(post, now)
    beside = by_date(post, now, part)
    translations = translations_of(post, site, now)
    others = [other.post for other in translations.others]
    with translation.override(site.interface_for(language)):
        context = {
            "post": post,
            "parts": parts(post),
            "language": language,
            "contents": contents_of(post),
            "translations": translations,
            "part": part,
            "beside": beside,
            "related": related_to(post, now, beside, part),
            "cited": citation.of_essay(post, site),
            "metadata": post_metadata(post, site, part.number if part else 0, others),
        }
        return render(request, template, context)


@public()
def post_markdown(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    post = find_post(slug, now)
    part = part_of(post, now)
    original = translations_of(post, with_site(request), now).original
    text = as_markdown(
        post, part.number if part else 0, original.slug if original and original != post else ""
    )
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response.headers["Link"] = f'<{settings.SITE_ORIGIN}{post.get_absolute_url()}>; rel="canonical"'
    return response


@public("before")
def post_changes(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    """What the essay's updates changed, newest first."""
    post = find_post(slug, now)
    page = post.changes.page(request.GET.get("before"))
    title = _("What changed in “%(title)s”") % {"title": post.title}
    metadata = page_metadata(with_site(request), title=title, path=request.get_full_path())
    return render(request, "blog/post_changes.html", {"post": post, "page": page, "metadata": metadata})


@public()
def archive(request: HttpRequest, now: datetime) -> HttpResponse:
    years = frame_of(request).years
    metadata = page_metadata(with_site(request), title=_("Archive"), path=request.get_full_path())
    return render(request, "blog/archive.html", {"years": years, "metadata": metadata})


@public("before")
def archive_year(request: HttpRequest, now: datetime, year: int) -> HttpResponse:
    zone, years = with_site(request).tzinfo, frame_of(request).years
    if year not in dict(years):
        raise Http404(str(year))
    (start, end), before = bounds(year, zone), request.GET.get("before")
    shown = Post.objects.published(until(min(now, end), before))
    rows = shown.filter(published_at__gte=start, published_at__lt=end).for_cards()
    page = newest_first(rows, "published_at", before, size=YEAR_PAGE)
    context = {
        "year": year,
        "years": years,
        "count": dict(years)[year],
        "page": page,
        "metadata": page_metadata(with_site(request), title=str(year), path=request.get_full_path()),
        **_beside(year, years),
    }
    return render(request, "blog/archive_year.html", context)


def find_post(slug: str, now: datetime) -> Post:
    """The post a stranger may read at `slug`, whole. Raises Gone, Moved or Http404."""
    if found := _at(slug, now):
        return found[0]
    lost = missing(Post.objects.published(now), slug)
    if isinstance(lost, Http404):
        if gone := Post.objects.gone(now).filter(slug=slug).first():
            raise Gone(gone.withdrawn_reason)
        if deleted := GoneAddress.of(Post, slug):
            raise Gone(deleted.reason)
    raise lost


@planned
def _at(slug: str, now: datetime) -> PostQuerySet:
    return Post.objects.published(now).for_page().filter(slug=slug)


def _with_turns(post: Post | None) -> Excerpt | None:
    """The excerpt `post` opens with, ready to be shown whole."""
    if post is None or post.opening is None:
        return None
    return next(iter(_excerpts(post.opening.pk)), None)


@prepared
def _newest(now: datetime) -> PostQuerySet:
    """A page of them, and one to tell that there are more."""
    return Post.objects.published(now).for_cards().order_by("-published_at", "-pk")[: PAGE_SIZE + 1]


@planned
def _excerpts(pk: int) -> ExcerptQuerySet:
    return Excerpt.objects.with_turns().filter(pk=pk)


def _beside(year: int, years: list[tuple[int, int]]) -> dict[str, Any]:
    """The nearest earlier and later year with essays, each with its count."""
    earlier = next((pair for pair in years if pair[0] < year), None)
    later = next((pair for pair in reversed(years) if pair[0] > year), None)
    return {"earlier": earlier, "later": later}
