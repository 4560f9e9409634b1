"""A body of Markdown becomes segments: HTML between excerpts, cut only between top-level blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from blog.rendering import dialect, notes, sanitize
from blog.rendering.anchors import name_paragraphs
from blog.rendering.decoration import Decorator, is_figure
from blog.rendering.limits import broken_signs, cleaned, refusal, without_unseen
from blog.rendering.placing import FENCE, PLACE
from blog.rendering.raw_html import tame
from blog.rendering.reading import count_words, lines_of, minutes_to_read, words_of
from blog.rendering.result import Anchor, Labels, Problem, Rendered, Segment

RENDERER_VERSION = 6
"""Goes up whenever a text would be stored as something else; `rebuild_html` then renders all anew."""

type Block = list[Token]


@dataclass(frozen=True, slots=True)
class _Text:
    """A parsed text, taken apart: top-level blocks without the notes, and the notes they call."""

    blocks: list[Block]
    notes: notes.Notes
    problems: list[Problem]


def render(
    text: str,
    *,
    anchors: Sequence[Anchor] = (),
    language: str = "en",
    decorate: bool = True,
    sanitise: bool = True,
    labels: Labels | None = None,
) -> Rendered:
    """`text` in Markdown as segments, plain text, contents, anchors and problems. Never raises.

    `anchors` are those of the last rendering: by them paragraphs keep their ids. `language` (BCP 47) decides
    on quotation marks. Without `decorate` and `sanitise` the HTML is CommonMark's. A text that is too long,
    or asks for too much work, yields no segments and one fatal problem.
    """
    if refused := refusal(text):
        return _refused(refused, anchors)
    document = dialect.parse(cleaned(text), language=language if decorate else "")
    if document.refused:
        return _refused(document.refused, anchors)
    sanitizer = sanitize.Sanitizer() if sanitise else None
    own = sanitizer.own if sanitizer else ""
    read = _taken_apart(document, labels or Labels(), own)
    if sanitizer:
        tame(document.tokens)
    plain = _plain_text(read)
    decorator = Decorator.of(read.blocks, read.notes.labels, own, language) if decorate else None
    names, stored = _named(read.blocks, anchors) if decorate else ({}, [list(anchor) for anchor in anchors])
    segments = list(_segments(_set(read, decorator, names), document, sanitizer))
    return Rendered(
        segments=segments,
        plain_text=plain,
        contents=decorator.contents if decorator else [],
        words=count_words(plain),
        minutes=minutes_to_read(plain),
        anchors=stored,
        placements=tuple(part["excerpt"] for part in segments if "excerpt" in part),
        problems=tuple(sorted([*broken_signs(text), *read.problems], key=lambda problem: problem.line)),
        version=RENDERER_VERSION,
    )


def _refused(problem: Problem, anchors: Sequence[Anchor]) -> Rendered:
    stored = [list(anchor) for anchor in anchors]
    return Rendered([], "", [], 0, 1, stored, (), (problem,), RENDERER_VERSION)


def _taken_apart(document: dialect.Document, labels: Labels, own: str) -> _Text:
    tokens, definitions, problems = notes.take_notes(document.tokens)
    called = notes.gather(tokens, definitions, labels, own)
    problems += [*document.problems, *notes.never_called(definitions, called)]
    problems += sanitize.find_problems(document.tokens)
    return _Text(list(_blocks(tokens)), called, problems)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """The tokens of each top-level block."""
    block: Block = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _plain_text(read: _Text) -> str:
    """What is said, a blank line between blocks. It opens with prose: headings before it come at the end."""
    silent = {"heading_open", "hr", FENCE, PLACE}
    blocks = read.blocks
    opening = next(
        (at for at, block in enumerate(blocks) if block[0].type not in silent and not is_figure(block)), 0
    )
    said = [*blocks[opening:], *blocks[:opening], *(note.tokens for note in read.notes.notes)]
    return without_unseen("\n\n".join(part for block in said if (part := "\n".join(lines_of(block)))))


def _named(blocks: Sequence[Block], anchors: Sequence[Anchor]) -> tuple[dict[int, str], list[Anchor]]:
    """The ids of paragraphs, by the number of their block, and the anchors to store."""
    paragraphs = [
        at for at, block in enumerate(blocks) if block[0].type == "paragraph_open" and not is_figure(block)
    ]
    names, stored = name_paragraphs([words_of(blocks[at][1]) for at in paragraphs], anchors)
    return dict(zip(paragraphs, names, strict=True)), stored


def _set(read: _Text, decorator: Decorator | None, names: dict[int, str]) -> Iterator[Block]:
    """Each block as it is written, with its notes beside it, or all of them at the end."""
    beside = [notes.first_called(block) if not read.notes.at_end else [] for block in read.blocks]
    for tokens in (*read.blocks, *(note.tokens for note in read.notes.notes)):
        notes.write_calls(tokens, read.notes)
    for at, block in enumerate(read.blocks):
        written = block
        if decorator and at in names:
            written = decorator.paragraph(block, names[at], last=at == len(read.blocks) - 1)
        elif decorator and is_figure(block):
            written = decorator.figure(block)
        elif decorator:
            written = decorator.block(block)
        yield notes.with_side_notes(written, beside[at], read.notes.own) if beside[at] else written
    if read.notes.at_end:
        yield list(notes.end_notes(read.notes))


def _segments(
    blocks: Iterator[Block], document: dialect.Document, sanitizer: sanitize.Sanitizer | None
) -> Iterator[Segment]:
    """HTML between excerpts; an excerpt placed twice stands where it is placed first."""
    placed: set[str] = set()
    waiting: Block = []
    for block in blocks:
        if block[0].type != PLACE:
            waiting += block
        elif (slug := block[0].meta["slug"]) not in placed:
            placed.add(slug)
            yield from _html(waiting, document, sanitizer)
            yield {"excerpt": slug}
            waiting = []
    yield from _html(waiting, document, sanitizer)


def _html(
    tokens: Block, document: dialect.Document, sanitizer: sanitize.Sanitizer | None
) -> Iterator[Segment]:
    html = dialect.write(tokens, document.env)
    if sanitizer:
        html = sanitizer.clean(html).strip()
    if html:
        yield {"html": html}
