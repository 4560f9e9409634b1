"""Where an exchange is from: a link to check it by in one step, and what has become of the words there."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from blog.components.html import html
from blog.components.language import in_language
from blog.components.links import robust, web
from blog.components.place import Place
from blog.dates import long_date
from blog.models import Excerpt, Source, partial_date


def source_line(excerpt: Excerpt, place: Place) -> SafeString | str:
    """It leads to the original, or to a copy where that is lost; an essay numbers its sources for paper.

    Nothing where no source is named.
    """
    if excerpt.source is None:
        return ""
    number, interface = excerpt.source.number, in_language(place.interface, place.language)
    cite = html(
        '<cite class="p-name"{}{}>{}</cite>',
        html(' data-n="{}"', number) if number else "",
        html(' dir="{}"', "auto") if place.interface else "",
        _title(excerpt, excerpt.source),
    )
    said = html(", {}", day_said(excerpt)) if excerpt.said else ""
    return html('<p class="source sm"{}>{}{}{}</p>', interface, _("Source: "), cite, said)


def day_said(excerpt: Excerpt) -> SafeString:
    """The day it was said."""
    return html(
        '<time class="dt-published" datetime="{}">{}</time>',
        excerpt.said,
        partial_date.in_words(excerpt.said),
    )


def drift(excerpt: Excerpt) -> SafeString | str:
    """What has become of its words at their source, if readers are told of it."""
    if not (found := excerpt.drift) or not excerpt.source or not excerpt.source.outcome_since:
        return ""
    since = long_date(excerpt.source.outcome_since)
    if found == "changed":
        told = _("At the source these words no longer stand as quoted, seen on %(day)s.")
        copy = _("Archived copy.") + " " if excerpt.copy_first else ""
        return html('<span class="drift">{}{}</span>', copy, told % {"day": since})
    lost = (
        _("Archived copy; the original has been offline since %(day)s")
        if excerpt.copy_first
        else _("The original has been offline since %(day)s")
    )
    return html('<span class="drift">{}</span>', lost % {"day": since})


def _title(excerpt: Excerpt, source: Source) -> SafeString | str:
    """The title of the source, as a link where there is one."""
    link = '<a class="u-url" href="{}"{}>{}</a>'
    if copy := excerpt.copy_first:
        return html(link, web(copy), robust(source, archived=True), source.title)
    if not (address := web(source.url)):
        return source.title
    at_once = excerpt.place_url if not excerpt.place_at else ""
    return html(link, web(at_once) if at_once else address, robust(source), source.title)
