"""An exchange as pages show it: its words, where they are from, and what there is to do with it."""

from dataclasses import replace

from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.components.act import act
from blog.components.html import html, joined
from blog.components.language import in_language
from blog.components.place import Place
from blog.components.source_line import source_line
from blog.components.turn import turn
from blog.models import Event, Excerpt, Turn
from blog.rendering.exchange import Layout, lay_out


def exchange(excerpt: Excerpt, place: Place) -> SafeString:
    """An excerpt from `for_page`; where it stands `bare` from `with_turns`."""
    shown = lay_out(excerpt.turn_list)
    return html(
        '<div class="qa h-cite{}{}{}"{}>\n{}{}{}{}</div>',
        "" if place.bare else " wide",
        " page" if place.own else "",
        " multi" if shown.several else "",
        "" if place.own or place.bare else html(' id="x-{}"', excerpt.slug),
        _context(excerpt, place),
        _words(excerpt, shown, place),
        "" if place.bare else html("{}\n", source_line(excerpt, place)),
        "" if place.bare or place.framed else html("{}\n", act(excerpt, shown, place)),
    )


def reply(event: Event, excerpt: Excerpt, place: Place) -> SafeString:
    """A reply to an excerpt (from `for_page`), set as its turns are."""
    shown, place = lay_out([Turn.of_reply(event, excerpt)]), replace(place, bare=True)
    turns = joined(turn(row, excerpt, place) for row in (*shown.rows, *shown.folded))
    return html('<div class="qa multi reply">\n<blockquote>\n{}\n</blockquote>\n</div>', turns)


def _context(excerpt: Excerpt, place: Place) -> SafeString | str:
    """What led to it, in a line, named as a fence names it in any language: a reader's copy pastes back."""
    if not excerpt.context or place.bare:
        return ""
    return html(
        '<p class="ctx sm"{}><span class="vh">Context: </span>{}</p>\n',
        in_language(excerpt.language, place.language),
        linebreaksbr(excerpt.context),
    )


def _words(excerpt: Excerpt, shown: Layout, place: Place) -> SafeString:
    """Its turns; a first question is the heading of its own page."""
    is_heading = place.own and shown.rows[0].turn.kind == Turn.Kind.QUESTION
    turns = [
        turn(row, excerpt, place, "h1" if is_heading and not at else "p") for at, row in enumerate(shown.rows)
    ]
    return html(
        '<blockquote class="p-content">\n{}\n{}</blockquote>\n',
        joined(turns),
        _fold(excerpt, shown, place) if shown.folded else "",
    )


def _fold(excerpt: Excerpt, shown: Layout, place: Place) -> SafeString:
    """The rest of a long exchange, open to find-in-page, links to turns, and print."""
    return html(
        '<details class="fold">\n<summary class="sm"{}>{}</summary>\n{}\n</details>\n',
        in_language(place.interface, place.language),
        _how_much(shown),
        joined(turn(row, excerpt, place) for row in shown.folded),
    )


def _how_much(shown: Layout) -> str:
    if not shown.folded_turns:
        return _("Show the rest, %(words)s words") % {"words": shown.folded_words}
    told = ngettext(
        "Show %(turns)s more turn, %(words)s words",
        "Show %(turns)s more turns, %(words)s words",
        shown.folded_turns,
    )
    return told % {"turns": shown.folded_turns, "words": shown.folded_words}
