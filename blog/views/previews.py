"""An essay before readers see it, for whoever was given a link to it."""

import logging
import re
from datetime import datetime

from django.core.cache import caches
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog import caching
from blog.models import Generation, Image, Post, PreviewLink, WorkingCopy
from blog.publishing import previews
from blog.publishing.previewing import as_if_shown
from blog.publishing.text import Refused
from blog.views import media, posts
from blog.views.door import at_home
from blog.views.meta import not_found

logger = logging.getLogger(__name__)

_IMAGE = re.compile(rb'(?<=[" ])/media/(?=[0-9a-f]{32}/)')
"""Where the page names a file: made relative to its own address, the link opens that, too."""
HEADERS = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The essay with the edits that wait. It leads to the essay once readers see the same."""
    now = timezone.now()
    link = PreviewLink.objects.alive(now).of(token).select_related("post", "made_by").first()
    if link is None:
        answer = not_found(request, Http404())
    elif link.post.is_published(now) and not WorkingCopy.objects.filter(post=link.post).exists():
        answer = redirect(link.post)
    else:
        answer = HttpResponse(_page(request, link, now))
    if link is not None:
        _note_use(link, now)
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer


@require_safe
def preview_image(request: HttpRequest, token: str, key: str, file: str) -> HttpResponse:
    """A file of an image that the essay shows: a stranger gets it only beside its page."""
    link = PreviewLink.objects.alive(timezone.now()).of(token).select_related("post").first()
    image = Image.objects.of_post(link.post).filter(key=key).first() if link else None
    if image is None:
        raise Http404(file)
    answer = media.file_of(image, file)
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer


def _page(request: HttpRequest, link: PreviewLink, now: datetime) -> bytes:
    """The page, made once for each version: making it holds the one writer's place for some 100 ms."""
    post, made = link.post, caches["previews"]
    key = f"{caching.release()}-{Generation.current().number}-{post.pk}-{post.version}-{link.made_by_id}"
    page: bytes | None = made.get(key)
    if page is None:
        with at_home(request, now):
            page = _made(request, link, now)
        made.set(key, page)
    return page


def _made(request: HttpRequest, link: PreviewLink, now: datetime) -> bytes:
    try:
        with as_if_shown(link.post, by=link.made_by, now=now) as shown:
            post = Post.objects.for_page().get(pk=shown.pk)
            page = posts.show(request, post, now, template="blog/post_shared.html").content
            return _IMAGE.sub(b"media/", page)
    except Refused:
        return render(request, "blog/unshowable.html").content


def _note_use(link: PreviewLink, now: datetime) -> None:
    """Where nothing can be written, the essay is shown all the same."""
    try:
        previews.note_use(link, now)
    except DatabaseError:
        logger.exception("That a preview link was opened could not be noted.")
