"""An exchange for feed readers, who bring a style of their own: a quotation, and where it is from."""

from collections.abc import Iterable, Iterator

from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString

from blog.components.html import html, joined
from blog.components.language import in_language, spoken_in
from blog.components.place import Place
from blog.components.source_line import drift, source_line
from blog.components.turn import translated_by, written
from blog.models import Event, Excerpt, Turn, partial_date
from blog.rendering.exchange import Row, colon, lay_out


def quotation(excerpt: Excerpt, place: Place, *, in_essay: bool) -> SafeString:
    """An excerpt from `for_page`; in an essay it can be linked to, and so can its turns."""
    shown = lay_out(excerpt.turn_list)
    return html(
        "{}<blockquote{}>\n{}\n</blockquote>\n{}",
        _context(excerpt, place),
        html(' id="x-{}"', excerpt.slug) if in_essay else "",
        _turns((*shown.rows, *shown.folded), excerpt, place, in_essay),
        _source(excerpt, place),
    )


def quoted_reply(event: Event, excerpt: Excerpt, place: Place) -> SafeString:
    """A reply to an excerpt (from `for_page`)."""
    shown = lay_out([Turn.of_reply(event, excerpt)])
    return _turns((*shown.rows, *shown.folded), excerpt, place, in_essay=False)


def _context(excerpt: Excerpt, place: Place) -> SafeString | str:
    if not excerpt.context:
        return ""
    language = in_language(excerpt.language, place.language)
    return html("<p{}><i>{}</i></p>\n", language, linebreaksbr(excerpt.context))


def _source(excerpt: Excerpt, place: Place) -> SafeString | str:
    """Where it is from and what has become of it there; else when it was said, if that is known."""
    interface = in_language(place.interface, place.language)
    if excerpt.source:
        found = drift(excerpt)
        told = html("<p{}>{}</p>", interface, found) if found else ""
        return html("{}{}\n", source_line(excerpt, place), told)
    if not excerpt.said:
        return ""
    said = partial_date.in_words(excerpt.said)
    return html('<p{}><time datetime="{}">{}</time></p>\n', interface, excerpt.said, said)


def _turns(rows: Iterable[Row], excerpt: Excerpt, place: Place, in_essay: bool) -> SafeString:
    """A paragraph each, that begins with who speaks."""
    return joined(each for row in rows for each in _turn(row, excerpt, place, in_essay))


def _turn(row: Row, excerpt: Excerpt, place: Place, in_essay: bool) -> Iterator[SafeString]:
    language = spoken_in(row.turn.language or excerpt.language, row.direction, place.language)
    for at, words in enumerate(row.said):
        begins = not at and not row.continued
        anchor = html(' id="x-{}-t{}"', excerpt.slug, row.turn.number) if begins and in_essay else ""
        speaker = _speaker(row, excerpt.language or place.language) if begins else ""
        yield html("<p{}{}>{}{}</p>", anchor, language, speaker, written(words))
    told = spoken_in(row.turn.translation_language, row.translated_direction, place.language)
    for at, words in enumerate(row.translated):
        yield html("<p{}>{}{}</p>", told, "" if at else _translator(row, place), written(words))


def _speaker(row: Row, language: str) -> SafeString:
    beside = [f" ({each})" for each in (row.turn.capacity, row.turn.time_code) if each]
    return html("<b>{}{}{}</b>", row.turn.label, "".join(beside), colon(language))


def _translator(row: Row, place: Place) -> SafeString:
    language = in_language(place.interface, row.turn.translation_language or place.language)
    return html("<i{}>{}{}</i>", language, translated_by(row.turn.translator), colon(place.interface))
