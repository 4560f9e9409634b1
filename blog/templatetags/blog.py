"""Filters and tags of the reading pages. The project's only `mark_safe` is here, for stored segments."""

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template import Context, Engine
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.utils.safestring import SafeString, mark_safe

from blog import components
from blog.components.links import linked, robust, web
from blog.components.sources import Quoted
from blog.dates import in_form
from blog.forms.moments import tell_moment
from blog.memo import memoized
from blog.models import Event, Excerpt, Image, Person, partial_date, source
from blog.models.addresses import address
from blog.rendering import picture_html
from blog.rendering.exchange import Layout, lay_out
from blog.rendering.language import direction
from blog.rendering.pictures import SIZES

register = template.Library()
for each in (direction, linked, web):
    register.filter(each)
register.simple_tag(robust)
register.simple_tag(components.metadata)

UNSAID = dict.fromkeys(["own", "origin", "rel", "since", "listed"], "")
"""Options of components where nobody gives them: to find that there is no such name takes Django 30 µs."""
_EVERYWHERE = ("language", "interface", "origin")
_LINE_BREAK = re.compile(r"\n\s*")
_OWN_FACES = frozenset(["ja", "ko", "yue", "zh"])


@register.filter
def stored(html: str) -> SafeString:
    """HTML the renderer wrote: a stored segment, sanitised when it was saved, or a picture. Nothing else."""
    return mark_safe(html)  # noqa: S308


@register.simple_tag
def picture(image: Image, lazy: bool = False, sizes: str = SIZES, origin: str = "") -> SafeString:
    """An image (with its renditions) by itself; the renderer writes and escapes it."""
    return stored(picture_html(image.as_picture(), origin=origin, lazy=lazy, sizes=sizes))


@register.filter
def reads_newsreader(language: str) -> bool:
    """Whether text in this language is set in Newsreader, so that it is worth fetching early."""
    return language.lower().split("-")[0] not in _OWN_FACES


@register.filter
def told(at: datetime) -> str:
    """An instant as people say it, by the clocks of the page and in UTC."""
    return tell_moment(at, timezone.get_current_timezone())


@register.simple_tag(takes_context=True)
def in_language(context: Context, language: str) -> str:
    """` lang="…" dir="…"`, where it differs from the page's `language`; else nothing."""
    return components.in_language(language, _page_language(context))


def _page_language(context: Context) -> str:
    return str(context.get("language") or settings.LANGUAGE_CODE)


def place_in(context: Context, **options: object) -> components.Place:
    """Where a component stands."""
    interface, origin = context.get("interface") or "", context.get("origin") or ""
    given = {name: bool(value) for name, value in options.items()}
    return components.Place(_page_language(context), interface, origin, **given)


@register.simple_tag(takes_context=True)
def exchange(context: Context, excerpt: Excerpt, **options: object) -> SafeString:
    """An excerpt, with options as in `blog.components.Place`."""
    return components.exchange(excerpt, place_in(context, **options))


@register.simple_tag(takes_context=True)
def reply(context: Context, event: Event, excerpt: Excerpt) -> SafeString:
    return components.reply(event, excerpt, place_in(context))


@register.simple_tag(takes_context=True)
def quotation(context: Context, excerpt: Excerpt, linked: object) -> SafeString:
    """An exchange for feed readers; in an essay it is `linked`."""
    return components.quotation(excerpt, place_in(context), in_essay=bool(linked))


@register.simple_tag(takes_context=True)
def quoted_reply(context: Context, event: Event, excerpt: Excerpt) -> SafeString:
    return components.quoted_reply(event, excerpt, place_in(context))


@register.simple_tag(takes_context=True)
def sources(context: Context, quoted: Sequence[Quoted]) -> SafeString:
    return components.sources(quoted, _page_language(context))


@register.filter
def laid_out(excerpt: Excerpt) -> Layout:
    """The rows of an excerpt (from `with_turns`) for its component."""
    return lay_out(excerpt.turn_list)


@register.filter
def in_words(day: str) -> str:
    """`31 January 2025`, `January 2025` or `2025`, of a date known in part."""
    return partial_date.in_words(day)


@register.filter
def said_when(day: str) -> str:
    """`said on 31 January 2025`, or less, of a date known in part."""
    return partial_date.said_when(day)


@register.filter
def in_brief(day: str) -> str:
    """`31 Jan 2025`, `Jan 2025` or `2025`, of a date known in part."""
    return partial_date.in_brief(day)


@register.filter
def host(address: str) -> str:
    """`quayhall.example` of `https://www.quayhall.example/2`; the whole where it cannot be read."""
    try:
        found = urlsplit(address).hostname or address
    except ValueError:
        return address
    return found.removeprefix("www.")


@register.filter
def readable(address: str) -> str:
    """An address as one reads it off paper: letters of any script, and no percent signs in their place."""
    return uri_to_iri(address)


@register.filter
def archived_on(address: str) -> str:
    """The day an archived copy was made, in words, where its address tells it; else where the copy stands."""
    day = source.archived_on(address)
    return partial_date.in_words(day.isoformat()) if day else host(address)


@register.simple_tag
def names_besides(excerpt: Excerpt, person: Person | None) -> list[str]:
    """Who speaks in an excerpt (from `for_cards`), by their labels; on a person's own page the others."""
    return [turn.label for turn in excerpt.speakers if not person or turn.person_id != person.pk]


@register.simple_tag(takes_context=True)
def spoken_in(context: Context, language: str, found: str) -> str:
    """` lang="…" dir="…"` of quoted words where they differ from the page; `found` is how they run."""
    return components.spoken_in(language, found, _page_language(context))


class Tight(template.Node):
    def __init__(self, inside: template.NodeList) -> None:
        self.inside = inside

    def render(self, context: Context) -> str:
        return _LINE_BREAK.sub("", self.inside.render(context))


@register.tag
def tight(parser: Parser, token: Token) -> Tight:
    """Leave out the line breaks and indents between these tags: a reader's copy would keep them as spaces."""
    inside = parser.parse(("endtight",))
    parser.delete_first_token()
    return Tight(inside)


class Memoized(template.Node):
    def __init__(self, name: str, given: dict[str, FilterExpression]) -> None:
        self.name, self.given = name, given

    def render(self, context: Context) -> SafeString:
        values = {name: context.get(name, "") for name in _EVERYWHERE}
        values |= {name: value.resolve(context) for name, value in self.given.items()}

        def make() -> SafeString:
            component = Engine.get_default().get_template(self.name)
            return component.render(context.new(UNSAID | values))

        return memoized(self.name, make, values)


@register.tag("memoized")
def do_memoized(parser: Parser, token: Token) -> Memoized:
    """`{% memoized "components/related.html" related=related %}`: a component, made once (blog.memo).

    It sees what it is given here, and the page's languages and origin: nothing else can change it.
    """
    _tag, name, *given = token.split_contents()
    return Memoized(name.strip('"'), token_kwargs(given, parser))


@register.simple_tag
def path(page: str, slug: str = "") -> str:
    """The address of a public page by its name, as `{% url %}` gives it, at once."""
    return address(f"blog:{page}", slug)


@register.simple_tag
def absolute(path: str) -> str:
    """`path` on the configured origin, whatever host was asked."""
    return f"{settings.SITE_ORIGIN}{path}"


@register.filter(expects_localtime=True)
def day(instant: datetime) -> str:
    """`2025-02-01`, for programs."""
    return instant.date().isoformat()


@register.filter(expects_localtime=True)
def year(instant: datetime) -> str:
    return f"{instant.year:04}"


@register.filter(expects_localtime=True)
def long_date(instant: datetime) -> str:
    """`1 February 2025`, or the form the active language uses."""
    return in_form(instant, "j F Y", "DATE_FORMAT")


@register.filter(expects_localtime=True)
def short_date(instant: datetime) -> str:
    """`1 Feb 2025`."""
    return in_form(instant, "j M Y", "DATE_FORMAT")


@register.filter(expects_localtime=True)
def day_and_month(instant: datetime) -> str:
    """`1 Feb`, under a heading that names the year."""
    return in_form(instant, "j M", "MONTH_DAY_FORMAT")
