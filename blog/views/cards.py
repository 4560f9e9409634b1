"""The pictures that stand for an essay, an exchange and the site elsewhere. A task draws them."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse

from blog.media.cards import Card
from blog.models import SiteIdentity
from blog.syndication import sharing
from blog.syndication.sharing import SharedImage, image_of_excerpt, image_of_post, image_of_site
from blog.views.door import public, with_site
from blog.views.excerpts import find_excerpt
from blog.views.media import A_YEAR, SANDBOX
from blog.views.posts import find_post

ICON = "img/desk-512.png"


@public()
def post_image(request: HttpRequest, now: datetime, slug: str) -> HttpResponseBase:
    """Leads to the essay's cover, else to its card."""
    site = with_site(request)
    return _to(image_of_post(find_post(slug, now), site), site)


@public()
def post_card(request: HttpRequest, now: datetime, slug: str, digest: str) -> HttpResponseBase:
    card = sharing.post_card(find_post(slug, now), with_site(request))
    return _present(card, digest, "blog:post_image", slug)


@public()
def excerpt_image(request: HttpRequest, now: datetime, slug: str) -> HttpResponseBase:
    site = with_site(request)
    return _to(image_of_excerpt(find_excerpt(slug, now), site), site)


@public()
def excerpt_card(request: HttpRequest, now: datetime, slug: str, digest: str) -> HttpResponseBase:
    card = sharing.excerpt_card(find_excerpt(slug, now), with_site(request))
    return _present(card, digest, "blog:excerpt_image", slug)


@public()
def site_image(request: HttpRequest, now: datetime, digest: str) -> HttpResponseBase:
    card = next((card for card in sharing.site_cards(with_site(request)) if card.digest == digest), None)
    if card is None:
        raise Http404(digest)
    return _file(card)


def _to(image: SharedImage | None, site: SiteIdentity) -> HttpResponseRedirect:
    """To the image as it is now, to the site's while there is none, to its icon where nothing draws."""
    found = image or image_of_site(site)
    return HttpResponseRedirect(found.url if found else static(ICON))


def _present(card: Card, digest: str, view: str, slug: str) -> HttpResponseBase:
    """The card of these words; of words that were others meanwhile it leads to the present one."""
    return _file(card) if card.digest == digest else HttpResponseRedirect(reverse(view, args=[slug]))


def _file(card: Card) -> HttpResponse:
    """The file, to be kept by browsers and by nobody between: what is withdrawn should be gone."""
    try:
        answer = HttpResponse(card.file.read_bytes(), content_type="image/png")
    except FileNotFoundError as error:
        raise Http404(card.digest) from error
    answer.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
