"""Rows of lists: essays, exchanges, people and sources, each with what tells it from the others."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from blog.components.html import SEPARATOR, html, joined
from blog.components.language import in_language, spoken_in
from blog.components.place import Place
from blog.dates import in_form
from blog.models import Excerpt, Image, Person, Post, Source, partial_date
from blog.models.source import Kind

MOST_WORDS, MOST_SIGNS = 40, 280
"""Of a question."""
_ESSAY = (
    '<li class="h-entry">\n<time class="when sm dt-published" datetime="{}">{}</time>\n'
    '<h3><a class="u-url p-name" href="{}"{}>{}</a></h3>\n{}{}</li>'
)
_EXCHANGE = (
    '<li class="h-entry">\n{}<h3 class="q3">'
    '<a class="u-url p-name" href="{}" dir="auto"{}>{}</a></h3>\n{}</li>'
)


def post_rows(
    posts: Iterable[Post], place: Place, under: str, picture: Callable[[Image], SafeString]
) -> SafeString:
    """Essays (from `for_cards`) `under` a "year" or a "month", each with the question it opens with."""
    rows = []
    for post in posts:
        at = localtime(post.published_at)
        when = _day_and_month(at) if under == "year" else in_form(at, "j", "j")
        cover = html('<div class="thumb">{}</div>\n', picture(post.cover)) if post.cover else ""
        rows.append(_essay(post, place, at, when, cover, _opening(post, place)))
    return joined(rows)


def title_rows(posts: Iterable[Post], place: Place) -> SafeString:
    """Essays with title, slug, language and published_at, in a list about something else."""
    dated = [(post, localtime(post.published_at)) for post in posts]
    return joined(_essay(post, place, at, in_form(at, "j M Y", "DATE_FORMAT")) for post, at in dated)


def excerpt_rows(excerpts: Iterable[Excerpt], place: Place) -> SafeString:
    """Exchanges (from `for_cards`) under the year they were first shown in."""
    rows = []
    for excerpt in excerpts:
        at = localtime(excerpt.first_shown_at)
        rows.append(_exchange(excerpt, place, _date(at.date().isoformat(), _day_and_month(at)), None, None))
    return joined(rows)


def said_rows(
    excerpts: Iterable[Excerpt], place: Place, person: Person | None, source: Source | None
) -> SafeString:
    """Exchanges (from `for_cards`) on the page of `person` or of `source`, who is not named again.

    A person's are in the order they were first shown in, and beside each stands that day; a source's have the
    time or the date they were said at, where that is not the source's.
    """
    known = source.said if source else ""
    rows = []
    for excerpt in excerpts:
        date: SafeString | str = ""
        if person:
            at = localtime(excerpt.first_shown_at)
            date = _date(at.date().isoformat(), in_form(at, "j M Y", "DATE_FORMAT"))
        elif time := getattr(excerpt, "time", ""):  # from InSourceOrder
            date = html('<span class="when sm">{}</span>\n', time)
        elif excerpt.said and excerpt.said != known:
            date = _date(excerpt.said, partial_date.in_brief(excerpt.said))
        rows.append(_exchange(excerpt, place, date, person, source))
    return joined(rows)


def source_rows(sources: Iterable[tuple[Source, int]]) -> SafeString:
    """Sources, each with how many exchanges are quoted from it."""
    rows = []
    for source, quoted in sources:
        told = [
            str(Kind(source.kind).label) if source.kind else "",
            html('<span dir="auto">{}</span>', source.publisher) if source.publisher else "",
            ngettext("%(n)s excerpt", "%(n)s excerpts", quoted) % {"n": quoted},
        ]
        date = _date(source.said, partial_date.in_brief(source.said)) if source.said else ""
        rows.append(_named(source, source.title, told, date))
    return joined(rows)


def person_rows(people: Iterable[tuple[Person, Sequence[str], int]]) -> SafeString:
    """People, each with how often they spoke, in phrases, and how many essays they wrote."""
    rows = []
    for person, phrases, wrote in people:
        spoke = pgettext("in a list", ", ").join(phrases)
        essays = ngettext("%(n)s essay", "%(n)s essays", wrote) % {"n": wrote} if wrote else ""
        rows.append(_named(person, person.name, [spoke, essays]))
    return joined(rows)


def _named(row: Source | Person, name: str, told: Iterable[str], date: str = "") -> SafeString:
    return html(
        '<li>\n{}<h3><a href="{}" dir="auto">{}</a></h3>\n<p class="sm">{}</p>\n</li>',
        date,
        row.get_absolute_url(),
        name,
        joined(told, SEPARATOR),
    )


def _day_and_month(at: datetime) -> str:
    return in_form(at, "j M", "MONTH_DAY_FORMAT")


def _date(day: str, when: str) -> SafeString:
    return html('<time class="when sm" datetime="{}">{}</time>\n', day, when)


def _essay(
    post: Post, place: Place, at: datetime, when: str, cover: str = "", opening: str = ""
) -> SafeString:
    language = in_language(post.language, place.language)
    day, url = at.date().isoformat(), post.get_absolute_url()
    return html(_ESSAY, day, when, url, language, post.title, cover, opening)


def _opening(post: Post, place: Place) -> SafeString | str:
    if not post.leading:
        return ""
    question, language = post.leading[0].question
    if not question:
        return ""
    return html(
        '<p class="sm"{}><span class="qmark" aria-hidden="true">{}</span>{}</p>\n',
        in_language(language, place.language),
        pgettext("mark before a question", "Q"),
        _shortened(question),
    )


def _exchange(
    excerpt: Excerpt, place: Place, date: str, person: Person | None, source: Source | None
) -> SafeString:
    asked = excerpt.asked
    question, language = excerpt.question, (asked and asked.language) or excerpt.language
    if asked and asked.translation:
        question, language = asked.translation, asked.translation_language
    spoken, told = spoken_in(language, "", place.language), _circumstances(excerpt, person, source)
    return html(_EXCHANGE, date, excerpt.get_absolute_url(), spoken, _shortened(question), told)


def _circumstances(excerpt: Excerpt, person: Person | None, source: Source | None) -> SafeString | str:
    """Who speaks and where, but for whom and what the page is of; and as what that person speaks."""
    names = [turn.label for turn in excerpt.speakers if not person or turn.person_id != person.pk]
    told = [pgettext("in a list", ", ").join(names)] if names else []
    if excerpt.source and excerpt.source != source:
        told.append(html('<span dir="auto">{}</span>', excerpt.source.title))
    spoken = (turn.capacity for turn in excerpt.turn_list if person and turn.person_id == person.pk)
    if capacity := next(filter(None, spoken), ""):
        told.append(_("as %(capacity)s") % {"capacity": capacity})
    if person and excerpt.said:
        said = partial_date.said_when(excerpt.said)
        told.append(html('<time datetime="{}">{}</time>', excerpt.said, said))
    if not told:
        return ""
    return html('<p class="sm">{}</p>\n', joined(told, SEPARATOR))


def _shortened(question: str) -> str:
    """As Django's `truncatewords` and `truncatechars` have it: to tell that it is short takes them longer."""
    words = question.split()
    text = " ".join(words) if len(words) <= MOST_WORDS else Truncator(question).words(MOST_WORDS, " …")
    return Truncator(text).chars(MOST_SIGNS) if len(text) > MOST_SIGNS else unicodedata.normalize("NFC", text)
