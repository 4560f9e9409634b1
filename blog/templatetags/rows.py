"""Rows of lists, set in Python: a page has up to a hundred, and a template takes 0.25 ms for each."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from html import escape

from django.template import Context, Library
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blog.dates import in_form
from blog.models import Excerpt, Person, Post, Source
from blog.templatetags.blog import (
    day,
    day_and_month,
    in_brief,
    in_language,
    names_besides,
    picture,
    short_date,
    spoken_in,
)

register = Library()

MOST_WORDS, MOST_SIGNS = 40, 280
"""Of a question."""
_SEPARATOR = ' <span class="sep" aria-hidden="true">::</span> '
"""As components/sep.html."""


@register.simple_tag(takes_context=True)
def post_rows(context: Context, posts: Iterable[Post], under: str) -> SafeString:
    """Essays (from `for_cards`) `under` a "year" or a "month", each with the question it opens with."""
    rows = []
    for post in posts:
        at = localtime(post.published_at)
        when = day_and_month(at) if under == "year" else in_form(at, "j", "j")
        rows.append(f"{_titled(context, post, at, when)}{_cover(post)}{_opening(context, post)}</li>")
    return SafeString("\n".join(rows))


@register.simple_tag(takes_context=True)
def post_row(context: Context, post: Post) -> SafeString:
    """An essay (from `for_page`) as it stands in a list under its year."""
    return post_rows(context, [post], "year")


@register.simple_tag(takes_context=True)
def title_rows(context: Context, posts: Iterable[Post]) -> SafeString:
    """Essays with title, slug, language and published_at, in a list about something else."""
    dated = ((post, localtime(post.published_at)) for post in posts)
    return SafeString("\n".join(f"{_titled(context, post, at, short_date(at))}</li>" for post, at in dated))


@register.simple_tag(takes_context=True)
def excerpt_rows(context: Context, excerpts: Iterable[Excerpt]) -> SafeString:
    """Exchanges (from `for_cards`) under the year they were first shown in."""
    rows = []
    for excerpt in excerpts:
        at = localtime(excerpt.first_shown_at)
        date = f'<time class="when sm" datetime="{day(at)}">{escape(day_and_month(at))}</time>\n'
        rows.append(_exchange(context, excerpt, date))
    return SafeString("\n".join(rows))


@register.simple_tag(takes_context=True)
def said_rows(
    context: Context, excerpts: Iterable[Excerpt], person: Person | str, source: Source | str
) -> SafeString:
    """Exchanges (from `for_cards`) on the page of `person` or of `source`, who is not named again; the other
    is "". Each with the time or the date it was said at, where that is not the source's.
    """
    known = source.said if isinstance(source, Source) else ""
    rows = []
    for excerpt in excerpts:
        date = ""
        if time := getattr(excerpt, "time", ""):  # from InSourceOrder
            date = f'<span class="when sm">{escape(time)}</span>\n'
        elif excerpt.said and excerpt.said != known:
            said = escape(excerpt.said)
            date = f'<time class="when sm" datetime="{said}">{escape(in_brief(excerpt.said))}</time>\n'
        rows.append(_exchange(context, excerpt, date, person, source))
    return SafeString("\n".join(rows))


def _titled(context: Context, post: Post, at: datetime, when: str) -> str:
    """The beginning of the row of an essay: its date and its title."""
    return (
        '<li class="h-entry">\n'
        f'<time class="when sm dt-published" datetime="{day(at)}">{escape(when)}</time>\n'
        f'<h3><a class="u-url p-name" href="{escape(post.get_absolute_url())}"'
        f"{in_language(context, post.language)}>{escape(post.title)}</a></h3>\n"
    )


def _cover(post: Post) -> str:
    return f'<div class="thumb">{picture(post.cover, lazy=True, sizes="6rem")}</div>\n' if post.cover else ""


def _opening(context: Context, post: Post) -> str:
    opening = post.opening
    if opening is None or not opening.question:
        return ""
    mark = escape(pgettext("mark before a question", "Q"))
    return (
        f'<p class="sm"{in_language(context, opening.language)}>'
        f'<span class="qmark" aria-hidden="true">{mark}</span>{escape(_shortened(opening.question))}</p>\n'
    )


def _exchange(
    context: Context, excerpt: Excerpt, date: str, person: Person | str = "", source: Source | str = ""
) -> str:
    asked = excerpt.asked
    question, language = excerpt.question, (asked and asked.language) or excerpt.language
    if asked and asked.translation:
        question, language = asked.translation, asked.translation_language
    return (
        f'<li class="h-entry">\n{date}'
        f'<h3 class="q3"><a class="u-url p-name" href="{escape(excerpt.get_absolute_url())}" dir="auto"'
        f"{spoken_in(context, language, '')}>{escape(_shortened(question))}</a></h3>\n"
        f"{_circumstances(excerpt, person, source)}</li>"
    )


def _circumstances(excerpt: Excerpt, person: Person | str, source: Source | str) -> str:
    """Who speaks and where, but for what is known of the page's own; and as what the person speaks."""
    known = person if isinstance(person, Person) else None
    names = names_besides(excerpt, known)
    told = [escape(pgettext("in a list", ", ").join(names))] if names else []
    if excerpt.source and excerpt.source != source:
        told.append(f'<span dir="auto">{escape(excerpt.source.title)}</span>')
    spoken = (turn.capacity for turn in excerpt.turn_list if known and turn.person_id == known.pk)
    if capacity := next(filter(None, spoken), ""):
        told.append(_("as %(capacity)s") % {"capacity": escape(capacity)})
    return f'<p class="sm">{_SEPARATOR.join(told)}</p>\n' if told else ""


def _shortened(question: str) -> str:
    """As Django's `truncatewords` and `truncatechars` have it: to tell that it is short takes them longer."""
    words = question.split()
    text = " ".join(words) if len(words) <= MOST_WORDS else Truncator(question).words(MOST_WORDS, " …")
    return (
        unicodedata.normalize("NFC", text) if len(text) <= MOST_SIGNS else Truncator(text).chars(MOST_SIGNS)
    )
