"""What a search found, and links to less of it: a page has twenty hits and thirty links."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from blog.components.html import SEPARATOR, html, joined
from blog.components.language import spoken_in
from blog.components.links import linked
from blog.components.place import Place
from blog.dates import in_form
from blog.models import partial_date
from blog.search.hits import Hit, Line
from blog.search.marking import Part

_HIT = '<li>{}<h3{}><a href="{}" dir="auto"{}>{}</a></h3>{}<p class="sm">{}</p></li>'
_DATE = '<time class="when sm" datetime="{}">{}</time>'
_LINE = '<p dir="auto"{}{}>{}{}</p>'
_CHOICE = '<a href="?q={}" rel="nofollow"{}><bdi>{}</bdi>{}</a>'


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to a query; `count` is None where more was found than is counted, or nothing is left out."""

    label: str
    query: str
    count: int | None = None
    is_current: bool = False


def hit_rows(hits: Iterable[Hit], place: Place) -> SafeString:
    """What was found, each with the words around what was sought."""
    return joined(_hit(hit, place) for hit in hits)


def choice_links(choices: Iterable[Choice]) -> SafeString:
    """Links to a part of what was found, with how much that is."""
    return joined(map(_choice, choices))


def _choice(choice: Choice) -> SafeString:
    current = html(' aria-current="true"') if choice.is_current else ""
    count = "" if choice.count is None else f" ({choice.count})"
    return html(_CHOICE, quote(choice.query, safe=""), current, choice.label, count)


def _hit(hit: Hit, place: Place) -> SafeString:
    kind = html(' class="q3"') if hit.kind == "excerpt" else ""
    spoken, lines = spoken_in(hit.language, "", place.language), [_line(line, place) for line in hit.lines]
    return html(_HIT, _date(hit), kind, hit.url, spoken, _marked(hit.heading), joined(lines, ""), _about(hit))


def _date(hit: Hit) -> SafeString | str:
    if hit.said:
        return html(_DATE, hit.said, partial_date.in_brief(hit.said))
    if hit.published_at:
        at = localtime(hit.published_at)
        return html(_DATE, at.date().isoformat(), in_form(at, "j M Y", "DATE_FORMAT"))
    return ""


def _line(line: Line, place: Place) -> SafeString:
    kind = html(' class="turn"') if line.label else ""
    who = html('<b><a href="{}">{}</a></b> ', line.url, line.label) if line.label else ""
    return html(_LINE, kind, spoken_in(line.language, "", place.language), who, _marked(line.parts))


def _about(hit: Hit) -> SafeString:
    """What it is, and where it stands."""
    match hit.kind:
        case "post":
            tags = html('<span class="tags">{}</span>', linked(hit.tags)) if hit.tags else ""
            return joined([_("Essay"), tags], SEPARATOR)
        case "excerpt":
            source = html('<span dir="auto">{}</span>', hit.source) if hit.source else ""
            return joined([_("Excerpt"), source], SEPARATOR)
    names = {"person": _("Person"), "source": _("Source"), "series": _("Series"), "page": _("Page")}
    return html("{}", names[hit.kind])


def _marked(parts: Iterable[Part]) -> SafeString:
    """A text in parts, what was found in it marked."""
    return joined((html("<mark>{}</mark>", part.text) if part.is_found else part.text for part in parts), "")
