"""Notes: beside their paragraphs while they are few, else at the end of the essay (DPUB-ARIA roles)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

type Html = Callable[[Sequence[Token]], str]


@dataclass(frozen=True, slots=True)
class Note:
    """A note as the text mentions it: its number from 1, and its blocks."""

    number: int
    tokens: list[Token]


def collect_notes(tokens: Sequence[Token]) -> tuple[list[Token], list[Note]]:
    """The tokens of the text, and the notes that the footnote plug-in has moved to its end."""
    start = next((at for at, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    notes: list[Note] = []
    for token in tokens[start:]:
        if token.type == "footnote_open":
            notes.append(Note(token.meta["id"] + 1, []))
        elif token.type == "footnote_anchor" or token.type.startswith(("footnote_block", "footnote_close")):
            continue
        elif notes:
            notes[-1].tokens.append(token)
    return list(tokens[:start]), notes


def notes_html(notes: Sequence[Note], html: Html, env: dict[str, Any]) -> str:
    """`div.notes` with a `p.note` for each; a note of several blocks is a `div.note`."""
    inside = "\n".join(_side_note(note, html, env["ours"]) for note in notes)
    return f'<div class="notes">{inside}</div>'


def endnotes_html(notes: Sequence[Note], html: Html, env: dict[str, Any]) -> str:
    """`section.endnotes`: a list with links back to where each note was first mentioned."""
    ours, labels = env["ours"], env["labels"]
    items = "\n".join(
        f'<li id="{ours}n-{note.number}">{_inline(note, html)} '
        f'<a role="doc-backlink" href="#n-{note.number}-ref" aria-label="{labels.back} {note.number}">'
        "↩</a></li>"
        for note in notes
    )
    return (
        f'<section class="endnotes" role="doc-endnotes" aria-labelledby="{ours}notes">'
        f'<h2 id="{ours}notes">{labels.notes}</h2><ol class="sm">\n{items}\n</ol></section>\n'
    )


def _side_note(note: Note, html: Html, ours: str) -> str:
    tag = "p" if _is_one_paragraph(note) else "div"
    return f'<{tag} class="note" id="{ours}n-{note.number}">{note.number}. {_inline(note, html)}</{tag}>'


def _inline(note: Note, html: Html) -> str:
    """The note's words without a paragraph around them, where one paragraph is all it has."""
    return html(note.tokens[1:2] if _is_one_paragraph(note) else note.tokens).strip()


def _is_one_paragraph(note: Note) -> bool:
    return [token.type for token in note.tokens] == ["paragraph_open", "inline", "paragraph_close"]
