"""What stands beside an exchange and is never part of a copy: how its words stand, and what to do with it."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from blog.components.checked import checked
from blog.components.html import html, joined
from blog.components.language import in_language
from blog.components.links import web
from blog.components.place import Place
from blog.components.source_line import day_said, drift
from blog.components.turn import translated_by
from blog.models import Excerpt
from blog.models.addresses import address
from blog.rendering.exchange import Layout


def act(excerpt: Excerpt, shown: Layout, place: Place) -> SafeString:
    """The line under an exchange: `shown` is its layout."""
    parts = [
        drift(excerpt),
        checked(excerpt, place),
        day_said(excerpt) if excerpt.said and not excerpt.source else "",
        *map(_translated, shown.translators),
        html('<span class="to">\n{}\n</span>', joined(_links(excerpt, place))),
    ]
    interface = in_language(place.interface, place.language)
    return html('<div class="act sm"{}>\n{}\n</div>', interface, joined(parts))


def _translated(translator: str) -> SafeString:
    return html("<span>{}</span>", translated_by(translator))


def _links(excerpt: Excerpt, place: Place) -> Iterator[SafeString | str]:
    page = f"{place.origin}{excerpt.get_absolute_url()}"
    image = f"{place.origin}{address('blog:excerpt_image', excerpt.slug)}"
    named = '<a href="{}" aria-label="{}">{}</a>'
    if excerpt.place_at and not excerpt.drift:
        told = _("From %(at)s") if ":" in excerpt.place_at else _("Page %(at)s")
        yield html('<a href="{}">{}</a>', web(excerpt.place_url), told % {"at": excerpt.place_at})
    yield html(named, page, _("Link to this excerpt"), _("Link"))
    yield html(named, image, _("Image of this excerpt"), _("Image"))
    if place.cited or not place.own:
        yield html(named, f"{'' if place.own else page}#cite", _("Cite this excerpt"), _("Cite"))
