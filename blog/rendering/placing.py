"""Where excerpts stand in a text: `[[qa: SLUG]]` alone on its line, and the `::: qa` fence.

Both are blocks of the top level. Anywhere else a place is a problem, for an author who wrote one meant
an excerpt to appear.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from blog.rendering.limits import Problem

PLACE = "excerpt_place"
FENCE = "excerpt_fence"

_PLACE = re.compile(r"\[\[qa: *(?P<slug>[^\]\s]+) *\]\][ \t]*")
_ANY_PLACE = re.compile(r"(?<!\\)\[\[(?P<qa>qa):(?P<slug>[^\]\n]*)(?P<end>\]\])?", re.IGNORECASE)
_PLACE_IN_CODE = re.compile(r"\[\[qa: *(?P<slug>[\w-]+) *\]\]")
_OPENING = re.compile(r"(?P<colons>:{3,})[ \t]*qa(?![^\s{])")
_CLOSING = re.compile(r" {0,3}(:{3,})[ \t]*")
_ANY_OPENING = re.compile(r"^:{3,}[ \t]*qa(?![^\s{])", re.MULTILINE)
_ENDS_A_BLOCK = {"alt": ["paragraph", "reference", "blockquote", "list"]}


@dataclass(frozen=True, slots=True)
class Fence:
    """A `::: qa` block of a text: its lines [start, end), counted from 0, and what they say."""

    start: int
    end: int
    text: str


def add_places(parser: MarkdownIt) -> None:
    """Teach `parser` both blocks. Their tokens are PLACE, with `meta["slug"]`, and FENCE, with `content`."""
    parser.block.ruler.before("code", PLACE, _place_rule, _ENDS_A_BLOCK)
    parser.block.ruler.before("code", FENCE, _fence_rule, _ENDS_A_BLOCK)


def find_problems(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Problem]:
    """Places that place nothing, fences that lift nothing, and excerpts placed twice."""
    first: dict[str, int] = {}
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type == PLACE:
            if before := first.setdefault(slug := token.meta["slug"], line) != line and first[slug]:
                yield _fatal(
                    line, f"“{slug}” is placed on line {before} already; an essay shows it once. Delete one."
                )
        elif token.type == FENCE:
            yield Problem(
                line, "This exchange becomes an excerpt when the essay is saved, not before.", fatal=False
            )
        elif token.type == "inline":
            yield from _in_prose(token, line)
        elif token.type in {"fence", "code_block"}:
            yield from _in_code(token, line, lines)
        elif token.type == "html_block" and not token.content.lstrip().startswith("<!--"):
            yield from _misplaced(_PLACE_IN_CODE, token.content, line, "in HTML")


def _in_prose(token: Token, line: int) -> Iterator[Problem]:
    if ":::" in token.content:
        for found in _ANY_OPENING.finditer(token.content):
            at = line + token.content.count("\n", 0, found.start())
            yield _fatal(at, _FENCE_TOLD[token.level > 1])
    if "[[" not in token.content:
        return
    for found in _ANY_PLACE.finditer(token.content):
        at = line + token.content.count("\n", 0, found.start())
        slug = found["slug"].strip()
        if not found["end"]:
            yield _fatal(at, f"“[[qa:{found['slug'][:40]}” is not closed. End it with “]]”.")
        elif not slug or " " in slug or found["qa"] != "qa":
            yield _fatal(at, f"“{found[0][:80]}” names no excerpt. Write [[qa: its-name]], in small letters.")
        else:
            yield _fatal(
                at, f"[[qa: {slug}]] stands alone on its line, outside lists, quotations and sentences."
            )


_FENCE_TOLD = (
    "“::: qa” opens an exchange that is never closed. End it with a line “:::”.",
    "“::: qa” stands alone on its line, outside lists and quotations. Take it out of them.",
)


def _in_code(token: Token, line: int, lines: Sequence[str]) -> Iterator[Problem]:
    if "[[qa:" in token.content:
        inside = line + (token.type == "fence")
        where = "outside code" if token.type == "fence" else "not indented (that makes it code)"
        yield from _misplaced(_PLACE_IN_CODE, token.content, inside, where)


def _misplaced(pattern: re.Pattern[str], content: str, line: int, where: str) -> Iterator[Problem]:
    for found in pattern.finditer(content):
        if found["slug"] == found["slug"].casefold():
            at = line + content.count("\n", 0, found.start())
            yield _fatal(at, f"[[qa: {found['slug']}]] stands alone on its line, {where}.")


def _fatal(line: int, message: str) -> Problem:
    return Problem(line, message, fatal=True)


def _place_rule(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    found = _at_margin(state, start) and _PLACE.fullmatch(
        state.src, _begin(state, start), state.eMarks[start]
    )
    if not found or (state.level and not silent):
        return False
    if not silent:
        state.line = start + 1
        token = state.push(PLACE, "", 0)
        token.map = [start, start + 1]
        token.meta = {"slug": found["slug"]}
    return True


def _fence_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _at_margin(state, start) and _OPENING.match(state.src, _begin(state, start), state.eMarks[start])
    if not found or (state.level and not silent):
        return False
    after = _line_after(state, start, end, len(found["colons"]))
    if after is None:
        return False
    if not silent:
        state.line = after
        token = state.push(FENCE, "", 0)
        token.map = [start, after]
        token.content = state.src[state.bMarks[start] : state.eMarks[after - 1]]
    return True


def _line_after(state: StateBlock, start: int, end: int, colons: int) -> int | None:
    """The line after the fence that opens at `start`; None where it is never closed.

    A fence is closed by at least as many colons as opened it. An opening of as many before that tells
    that this one was forgotten. What was found is kept: the same line is asked more than once.
    """
    known: dict[int, int | None] = state.env.setdefault("fence_ends", {})
    if start not in known:
        known[start] = None
        for line in range(start + 1, end):
            written = state.src[state.bMarks[line] : state.eMarks[line]]
            if ":::" not in written:
                continue
            if (closing := _CLOSING.fullmatch(written)) and len(closing[1]) >= colons:
                known[start] = line + 1
                break
            if (opening := _OPENING.match(written.lstrip())) and len(opening["colons"]) >= colons:
                break
    return known[start]


def _at_margin(state: StateBlock, line: int) -> bool:
    return not state.is_code_block(line)


def _begin(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]
