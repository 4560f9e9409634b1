"""The pictures that stand for an exchange, and for the site, elsewhere. A task draws them."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse

from blog.media.cards import Card
from blog.syndication.sharing import excerpt_card as card_of
from blog.syndication.sharing import image_of_excerpt, site_cards
from blog.views.door import public, with_site
from blog.views.excerpts import find_excerpt
from blog.views.media import A_YEAR, SANDBOX

ICON = "img/desk-512.png"


@public()
def excerpt_image(request: HttpRequest, now: datetime, slug: str) -> HttpResponseBase:
    """Leads to the card as it is now, to the site's while there is none, to its icon where nothing draws."""
    image = image_of_excerpt(find_excerpt(slug, now), with_site(request))
    return HttpResponseRedirect(image.url if image else static(ICON))


@public()
def excerpt_card(request: HttpRequest, now: datetime, slug: str, digest: str) -> HttpResponseBase:
    """The card of these words; of words that were others meanwhile it leads to the present one."""
    card = card_of(find_excerpt(slug, now), with_site(request))
    if card.digest != digest:
        return HttpResponseRedirect(reverse("blog:excerpt_image", args=[slug]))
    return _file(card)


@public()
def site_image(request: HttpRequest, now: datetime, digest: str) -> HttpResponseBase:
    card = next((card for card in site_cards(with_site(request)) if card.digest == digest), None)
    if card is None:
        raise Http404(digest)
    return _file(card)


def _file(card: Card) -> HttpResponse:
    """The file, to be kept by browsers and by nobody between: what is withdrawn should be gone."""
    try:
        answer = HttpResponse(card.file.read_bytes(), content_type="image/png")
    except FileNotFoundError as error:
        raise Http404(card.digest) from error
    answer.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
