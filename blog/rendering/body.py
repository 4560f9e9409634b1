"""A body of Markdown becomes segments: HTML between excerpts, cut only between top-level blocks."""

import re
import secrets
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from blog.rendering.anchors import name_paragraphs
from blog.rendering.dialect import dialect
from blog.rendering.notes import Note, collect_notes, endnotes_html, notes_html
from blog.rendering.placing import FENCE, PLACE, problems_of
from blog.rendering.reading import count
from blog.rendering.result import Anchor, Problem, Rendered, Segment
from blog.rendering.sanitize import sanitize

RENDERER_VERSION = 1
BODY_LIMIT = 256 * 1024
"""Most bytes of a body."""
MOST_BLOCKS = 20_000
CODE = frozenset(["fence", "code_block"])
SIDE_NOTES = 6
"""More notes than these stand at the end of the essay."""

_TITLE_SIGNS = re.compile(r"[^\w\s-]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Labels:
    """What a screen reader is told of links and regions; the words around a number in the site's language."""

    paragraph: str = "Link to paragraph"
    heading: str = "Link to this heading"
    note: str = "Note"
    notes: str = "Notes"
    back: str = "Back to the text, note"
    table: str = "Table"
    code: str = "Code"


@dataclass(slots=True)
class _Work:
    """One rendering: the parser, its environment, and what has been found so far."""

    md: MarkdownIt
    env: dict[str, Any]
    decorate: bool
    texts: list[str] = field(default_factory=list)
    contents: list[dict[str, str | int]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def html(self, tokens: Sequence[Token]) -> str:
        return str(self.md.renderer.render(list(tokens), self.md.options, self.env))


def render(
    text: str,
    *,
    anchors: Sequence[Anchor] = (),
    language: str = "en",
    decorate: bool = True,
    sanitise: bool = True,
    labels: Labels | None = None,
) -> Rendered:
    """`text` in Markdown as segments, plain text, contents, anchors and problems. Total; same in, same out.

    `anchors` are those stored with the last rendering, so that paragraphs keep their ids. `decorate` adds what
    is ours: notes, anchors, typography, regions; without it and `sanitise` the HTML is CommonMark's.
    """
    if refused := _refusal(text):
        return _empty(refused, anchors)
    md = dialect(language, decorate=decorate)
    ours = f"x{secrets.token_hex(8)}-" if sanitise else ""
    env: dict[str, Any] = {"ours": ours, "labels": labels or Labels()}
    work = _Work(md, env, decorate)
    tokens = md.parse(text, env)
    if len(tokens) > MOST_BLOCKS * 3:
        return _empty(
            Problem(1, "The text has too many paragraphs and lists. Split it in two essays."), anchors
        )
    tokens, notes = collect_notes(tokens) if decorate else (tokens, [])
    blocks = list(_blocks(tokens))
    stored = _name_paragraphs(work, blocks, anchors) if decorate else [list(anchor) for anchor in anchors]
    segments = [
        {"html": sanitize(part["html"], ours)} if sanitise and "html" in part else part
        for part in _segments(work, blocks, notes)
    ]
    plain = "\n\n".join([*_plain(tokens), *(words for note in notes for words in _plain(note.tokens))])
    words, minutes = count(plain)
    placements = tuple(dict.fromkeys(token.meta["slug"] for token in tokens if token.type == PLACE))
    problems = (*problems_of([*tokens, *(token for note in notes for token in note.tokens)]), *_unused(env))
    return Rendered(
        segments, plain, work.contents, words, minutes, stored, placements, problems, RENDERER_VERSION
    )


def _refusal(text: str) -> Problem | None:
    """What keeps a text from being rendered at all."""
    if (size := len(text.encode(errors="replace"))) > BODY_LIMIT:
        return Problem(1, f"The text is {size // 1024} KB long; at most {BODY_LIMIT // 1024} KB fit.")
    if (at := text.find("\0")) >= 0:
        return Problem(
            text.count("\n", 0, at) + 1, "A NUL character stands here. Remove it; it cannot be stored."
        )
    return None


def _empty(problem: Problem, anchors: Sequence[Anchor]) -> Rendered:
    kept = [list(anchor) for anchor in anchors]
    return Rendered([], "", [], 0, 1, kept, (), (problem,), RENDERER_VERSION)


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each top-level block."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def _segments(work: _Work, blocks: Sequence[list[Token]], notes: Sequence[Note]) -> Iterator[Segment]:
    beside = {note.number: note for note in notes} if len(notes) <= SIDE_NOTES else {}
    html: list[str] = []
    for block in blocks:
        if block[0].type == PLACE:
            if "".join(html).strip():
                yield {"html": "".join(html)}
            html = []
            yield {"excerpt": block[0].meta["slug"]}
        elif block[0].type != FENCE:
            html.append(_block_html(work, block, beside))
    if len(notes) > SIDE_NOTES:
        html.append(endnotes_html(notes, work.html, work.env))
    if "".join(html).strip():
        yield {"html": "".join(html)}


def _block_html(work: _Work, block: list[Token], beside: dict[int, Note]) -> str:
    """One block, with the notes it is the first to mention beside it."""
    if not work.decorate:
        return work.html(block)
    if block[0].type == "heading_open":
        _name_heading(work, block)
    elif block[0].type == "table_open":
        _mark_cells(block)
    html = work.html(block)
    mentioned = list(_mentioned(block, beside))
    if not mentioned:
        return html
    return f'<div class="noted">{html}{notes_html(mentioned, work.html, work.env)}</div>\n'


def _mentioned(block: Sequence[Token], beside: dict[int, Note]) -> Iterator[Note]:
    """The notes first mentioned in `block`, and those first mentioned in these."""
    for token in block:
        for child in token.children or ():
            if child.type == "footnote_ref" and (note := beside.pop(child.meta["id"] + 1, None)):
                yield note
                yield from _mentioned(note.tokens, beside)


def _name_paragraphs(work: _Work, blocks: Sequence[list[Token]], anchors: Sequence[Anchor]) -> list[Anchor]:
    """Give every top-level paragraph its id and its link; returns the anchors to store."""
    paragraphs = [block for block in blocks if block[0].type == "paragraph_open"]
    ids, stored = name_paragraphs([_text(block[1]) for block in paragraphs], anchors)
    for own, block in zip(ids, paragraphs, strict=True):
        block[0].attrSet("id", f"{work.env['ours']}{own}")
        link = Token("html_inline", "", 0)
        label = f"{work.env['labels'].paragraph} {own[1:]}"
        link.content = f'<a class="pa" href="#{own}" aria-label="{label}"></a>'
        block[1].children = [*(block[1].children or []), link]
    return stored


def _name_heading(work: _Work, block: list[Token]) -> None:
    """An id of its words, a link to itself, an entry in the contents. Only the page's title is an h1."""
    opening, inline, closing = block
    text = _text(inline)
    words = _TITLE_SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())
    base = "h-" + ("-".join(words.replace("_", " ").replace("-", " ").split())[:60].strip("-") or "section")
    own, number = base, 1
    while own in work.taken:
        number += 1
        own = f"{base}-{number}"
    work.taken.add(own)
    opening.tag = closing.tag = f"h{max(2, int(opening.tag[1]))}"
    opening.attrSet("id", f"{work.env['ours']}{own}")
    closing.meta["own"] = own
    work.contents.append({"id": own, "text": text, "level": int(opening.tag[1])})


def _mark_cells(block: Sequence[Token]) -> None:
    """Say what a cell heads, and align figures by class: inline styles are nowhere allowed."""
    for opening, inline, closing in zip(block, block[1:], block[2:], strict=False):
        if opening.type in {"th_open", "td_open"}:
            if opening.attrs.pop("style", "") == "text-align:right":
                opening.attrSet("class", "num")
            if not inline.content:
                opening.tag = closing.tag = "td"  # an empty corner heads nothing
            elif opening.type == "th_open":
                opening.attrSet("scope", "col")


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of each paragraph, heading, cell and code block."""
    for token in tokens:
        words = (
            _text(token)
            if token.type == "inline"
            else token.content
            if token.type in {"fence", "code_block"}
            else ""
        )
        if words.strip():
            yield words.strip()


def _text(token: Token) -> str:
    """The words of inline content, without its markup."""
    words = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            words.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif child.type == "image":
            words.append(_text(child))
    return "".join(words)


def _unused(env: dict[str, Any]) -> Iterator[Problem]:
    """Notes that are written and never referred to: readers do not get them."""
    for label, number in env.get("footnotes", {}).get("refs", {}).items():
        if number < 0:
            yield Problem(
                1, f"The note [^{label.removeprefix(':')}] is never referred to in the text.", fatal=False
            )
