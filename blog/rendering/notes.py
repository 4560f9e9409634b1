"""Notes: beside the block that calls them while they are few, else at the end (DPUB-ARIA 1.1 roles)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from markdown_it.token import Token

from blog.message import Message
from blog.rendering.dialect import MARKUP, NOTE
from blog.rendering.result import Labels, Problem

SIDE_NOTES = 6
"""More notes than these stand at the end of the essay."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A note as it is written, called or not: its line (from 1), and its blocks."""

    line: int
    tokens: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class Note:
    """A note that the text calls: its number in the order of calls, its blocks, how often it is called."""

    number: int
    tokens: list[Token]
    calls: int = 0
    inside: list["Note"] = field(default_factory=list)
    """Those first called in this one."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a text in order, and how they are written: `own` marks what is ours (see sanitize)."""

    notes: list[Note]
    labels: Labels
    own: str
    at_end: bool


def gather(text: Iterable[Token], definitions: dict[str, Definition], labels: Labels, own: str) -> Notes:
    """The notes that `text` calls. They stand at the end if they are many, or hold more than paragraphs."""
    notes = _numbered(text, definitions)
    plain = {"paragraph_open", "inline", "paragraph_close"}
    rich = any(token.type not in plain for note in notes for token in note.tokens)
    return Notes(notes, labels, own, at_end=rich or len(notes) > SIDE_NOTES)


def take_notes(tokens: Sequence[Token]) -> tuple[list[Token], dict[str, Definition], list[Problem]]:
    """The text without its notes, the notes by label, and which of them were written twice."""
    text: list[Token] = []
    definitions: dict[str, Definition] = {}
    problems: list[Problem] = []
    within: list[Definition] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            within.append(Definition(token.map[0] + 1 if token.map else 1))
            if label in definitions:
                told = Message(
                    "The note [^%(label)s] is written a second time; readers get the first. "
                    "Give one of them another label.",
                    label=label[:80],
                )
                problems.append(Problem(within[-1].line, told, fatal=False))
            definitions.setdefault(label, within[-1])
        elif token.type == "footnote_reference_close":
            within.pop()
        else:
            (within[-1].tokens if within else text).append(token)
    return text, definitions, problems


def never_called(definitions: dict[str, Definition], notes: Notes) -> Iterator[Problem]:
    """Notes that readers do not get, since nothing calls them."""
    called = {id(note.tokens) for note in notes.notes}
    for label, definition in definitions.items():
        if id(definition.tokens) not in called:
            told = Message(
                "The note [^%(label)s] is not called anywhere, so readers do not get it. "
                "Write [^%(label)s] where it belongs.",
                label=label[:80],
            )
            yield Problem(definition.line, told, fatal=False)


def calls(tokens: Iterable[Token]) -> Iterator[Token]:
    """The inline tokens of `tokens` that call a note."""
    for token in tokens:
        for child in token.children or ():
            if child.type == NOTE:
                yield child


def first_called(block: Iterable[Token]) -> list[Note]:
    """The notes that `block` is the first to call, each followed by those it calls itself."""
    found = [token.meta["note"] for token in calls(block) if token.meta["call"] == 1]
    return [note for first in found for note in _with_inner(first)]


def write_calls(tokens: Iterable[Token], notes: Notes) -> None:
    """Make markup of every call in `tokens`. A call in a link is no link itself: links do not nest."""
    role = f' role="{notes.own}doc-noteref"' if notes.at_end else ""
    for token in calls(tokens):
        number, call = token.meta["note"].number, token.meta["call"]
        token.type = MARKUP
        own_id = f'id="{notes.own}{_call_id(number, call)}"'
        if token.meta["in_link"]:
            token.content = f"<sup {own_id}>{number}</sup>"
        else:
            label = f'aria-label="{notes.own}{escape(notes.labels.note)} {number}"'
            token.content = f'<sup><a{role} href="#n-{number}" {own_id} {label}>{number}</a></sup>'


def with_side_notes(block: list[Token], notes: Sequence[Note], own: str) -> list[Token]:
    """A paragraph and its notes in `div.noted`; after any other block, its notes."""
    beside = list(_side_notes(notes, own))
    if block[0].type != "paragraph_open":
        return [*block, *beside]
    return [_markup(f'<div class="{own}noted">'), *block, *beside, _markup("</div>\n")]


def end_notes(notes: Notes) -> Iterator[Token]:
    """`section.endnotes`: a list of all notes, each with a link back to every call."""
    own, heading = notes.own, escape(notes.labels.notes)
    yield _markup(
        f'<section class="{own}endnotes" role="{own}doc-endnotes" aria-labelledby="{own}notes">'
        f'<h2 id="{own}notes">{heading}</h2><ol class="{own}sm">\n'
    )
    for note in notes.notes:
        yield _markup(f'<li id="{own}n-{note.number}">')
        tokens, back = note.tokens, _markup(" " + " ".join(_backlinks(note, notes)))
        if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
            yield from [tokens[1], back]
        elif tokens and tokens[-1].type == "paragraph_close":
            yield from [*tokens[:-1], back, tokens[-1]]
        else:
            yield from [*tokens, back]
        yield _markup("</li>\n")
    yield _markup("</ol></section>\n")


def _side_notes(notes: Sequence[Note], own: str) -> Iterator[Token]:
    """`div.notes` with a `p.note` for each paragraph of these notes; the first of each has its number."""
    yield _markup(f'<div class="{own}notes">\n')
    for note in notes:
        opening = f'<p class="{own}note" id="{own}n-{note.number}">{note.number}. '
        if not note.tokens:
            yield _markup(f"{opening}</p>\n")
        for token in note.tokens:
            if token.type != "paragraph_open":
                yield token
                continue
            yield _markup(opening)
            opening = f'<p class="{own}note">'
    yield _markup("</div>\n")


def _numbered(text: Iterable[Token], definitions: dict[str, Definition]) -> list[Note]:
    """The notes that are called, in the order of first calls; calls inside notes come after the text's.

    Each call in a note or in `text` then knows its `note` and how often that was called before, in `meta`.
    """
    notes: dict[str, Note] = {}
    queue: list[Note] = []

    def call(token: Token) -> Note | None:
        label, new = token.meta["label"], None
        if label not in notes:
            tokens = definitions[label].tokens if label in definitions else []
            new = notes[label] = Note(len(notes) + 1, tokens)
            queue.append(new)
        notes[label].calls += 1
        token.meta |= {"note": notes[label], "call": notes[label].calls}
        return new

    for token in calls(text):
        call(token)
    for note in queue:
        note.inside += [new for token in calls(note.tokens) if (new := call(token))]
    return queue


def _backlinks(note: Note, notes: Notes) -> Iterator[str]:
    for call in range(1, note.calls + 1):
        label = f"{escape(notes.labels.back)} {note.number}"
        again, sign = ("", "↩") if call == 1 else (f" ({call})", f"↩{call}")
        yield (
            f'<a role="{notes.own}doc-backlink" href="#{_call_id(note.number, call)}"'
            f' aria-label="{notes.own}{label}{again}">{sign}</a>'
        )


def _call_id(number: int, call: int) -> str:
    return f"n-{number}-ref" if call == 1 else f"n-{number}-ref-{call}"


def _with_inner(note: Note) -> Iterator[Note]:
    yield note
    for inner in note.inside:
        yield from _with_inner(inner)


def _markup(html: str) -> Token:
    return Token(MARKUP, "", 0, content=html, block=True)
