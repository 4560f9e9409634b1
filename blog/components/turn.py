"""A turn of an exchange: a paragraph each, with who speaks; a translated one with the words as spoken."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from blog.components.html import html, joined
from blog.components.language import spoken_in
from blog.components.links import web
from blog.components.place import Place
from blog.models import Excerpt
from blog.rendering.exchange import Paragraph, Piece, Row, Spoken, colon

LONG_HEADING = 160

_CARD = '<a class="p-author h-card" href="{}{}">{}</a>'
_ASIDE = ' <span class="{}"><span class="vh">(</span>{}<span class="vh">)</span></span>'
_COLON = '<span class="vh">{}</span>'
_BREAK = html("<{}>", "br")


def turn(row: Row, excerpt: Excerpt, place: Place, tag: str = "p") -> SafeString:
    """No space stands between its tags: a reader's copy would keep it. `tag` may be h1."""
    if row.translated:
        return _translated(row, excerpt, place, tag)
    language = spoken_in(row.turn.language or excerpt.language, row.direction, place.language)
    first = "" if row.continued else _first(row, excerpt, place, tag, language)
    rest = row.said if row.continued else row.said[1:]
    return html("{}{}", first, _more(row, rest, language))


def written(words: Paragraph) -> SafeString:
    """One paragraph of quoted words. A space between two pieces is the speaker's."""
    return joined(map(_piece, words), "")


def _first(row: Row, excerpt: Excerpt, place: Place, tag: str, language: str) -> SafeString:
    """The paragraph that begins with who speaks."""
    opening = _opening(row, excerpt, tag, _anchor(row, excerpt, place), language)
    return html("{}{}{}</{}>", opening, _speaker(row.turn, excerpt, place), written(row.said[0]), tag)


def _more(row: Row, paragraphs: tuple[Paragraph, ...], language: str) -> SafeString:
    form = '<p class="{} more"{}>{}</p>'
    return joined((html(form, row.classes, language, written(words)) for words in paragraphs), "")


def _opening(row: Row, excerpt: Excerpt, tag: str, anchor: str, language: str) -> SafeString:
    size = " long" if tag == "h1" and len(excerpt.question) > LONG_HEADING else ""
    return html('<{} class="{}{}"{}{}>', tag, row.classes, size, anchor, language)


def _anchor(row: Row, excerpt: Excerpt, place: Place) -> str:
    if place.bare:
        return ""
    if place.own:
        return html(' id="t{}"', row.turn.number)
    return html(' id="x-{}-t{}"', excerpt.slug, row.turn.number)


def _translated(row: Row, excerpt: Excerpt, place: Place, tag: str) -> SafeString:
    """The speaker's own words stand first, so that a copy pastes back; the style sheet shows them below."""
    spoken = spoken_in(row.turn.language or excerpt.language, row.direction, place.language)
    told = spoken_in(row.turn.translation_language, row.translated_direction, place.language)
    name = _speaker(row.turn, excerpt, place, clipped=True)
    said = [
        html('<p class="{} more tr"{}>{}{}</p>', row.classes, spoken, "" if at else name, written(words))
        for at, words in enumerate(row.said)
    ]
    return html(
        '<div class="said"{}>{}{}{}{}{}</{}>{}</div>',
        _anchor(row, excerpt, place),
        joined(said, ""),
        _opening(row, excerpt, tag, "", told),
        _speaker(row.turn, excerpt, place, again=True),
        _translator(row.turn),
        written(row.translated[0]),
        tag,
        _more(row, row.translated[1:], told),
    )


def _speaker(
    turn: Spoken, excerpt: Excerpt, place: Place, *, clipped: bool = False, again: bool = False
) -> SafeString:
    """Who speaks; clipped from sight, or `again` over a translation and left out without a style sheet."""
    name = turn.label
    if turn.speaker_url and not clipped:
        name = html(_CARD, place.origin, turn.speaker_url, turn.label)
    return html(
        '<b class="who{}"{}>{}{}{}{}</b>',
        " vh" if clipped else "",
        " hidden" if again else "",
        name,
        html(_ASIDE, "cap", turn.capacity) if turn.capacity else "",
        html(_ASIDE, "at", turn.time_code) if turn.time_code else "",
        " " if again else html(_COLON, colon(excerpt.language or place.language)),
    )


def translated_by(translator: str) -> str:
    """Says that words are translated, and by whom where that is known."""
    return _("Translated by %(translator)s") % {"translator": translator} if translator else _("Translated")


def _translator(turn: Spoken) -> SafeString:
    """As a fence writes it, in whatever language the page is: a reader's copy pastes back."""
    by = f", {turn.translator}" if turn.translator else ""
    return html('<span class="vh">Translation ({}{}): </span>', turn.translation_language, by)


def _piece(piece: Piece) -> str:
    match piece.kind:
        case "link":
            return html('<a href="{}" rel="nofollow">{}</a>', web(piece.text), piece.text)
        case "editor":
            return html('<span class="ed">{}</span>', piece.text)
        case "break":
            return _BREAK
    return piece.text
