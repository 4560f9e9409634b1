"""Where excerpts stand in a text: `[[qa: SLUG]]` alone on its line, and the `::: qa` fence.

Both are blocks of the top level. A place anywhere else is a problem: who wrote it meant an excerpt to appear.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from blog.message import Message
from blog.rendering.result import Problem

PLACE = "excerpt_place"
FENCE = "excerpt_fence"

_PLACE = re.compile(r"\[\[qa: *(?P<slug>[^\]\s]+) *\]\][ \t]*")
_ANY_PLACE = re.compile(r"(?<!\\)\[\[(?P<word>qa):(?P<slug>[^\]\n]*)(?P<end>\]\])?", re.IGNORECASE)
_VERBATIM_PLACE = re.compile(r"\[\[qa: *(?P<slug>[\w-]+) *\]\]")
_OPENING = re.compile(r" {0,3}(?P<colons>:{3,})[ \t]*qa(?![^\s{])")
_CLOSING = re.compile(r" {0,3}(?P<colons>:{3,})[ \t]*")
_ANY_OPENING = re.compile(r"^:{3,}[ \t]*qa(?![^\s{])", re.MULTILINE)
_ENDS_OTHERS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def named_places(text: str) -> frozenset[str]:
    """What any `[[qa: SLUG]]` in `text` names, however spaced, also where it would place nothing."""
    return frozenset(found["slug"] for found in _PLACE.finditer(text))


def add_places(parser: MarkdownIt) -> None:
    """Teach `parser` both blocks: tokens PLACE, with `meta["slug"]`, and FENCE, with its lines in `map`."""
    parser.block.ruler.before("code", PLACE, _place_rule, _ENDS_OTHERS)
    parser.block.ruler.before("code", FENCE, _fence_rule, _ENDS_OTHERS)


def find_problems(tokens: Sequence[Token]) -> Iterator[Problem]:
    """Places that place nothing, fences that are not lifted, and excerpts placed twice."""
    placed: dict[str, int] = {}
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        match token.type:
            case "excerpt_place":
                slug = token.meta["slug"]
                if slug in placed:
                    told = Message(
                        "“%(slug)s” stands on line %(first)d already; an essay shows it once. "
                        "Delete one of the two.",
                        slug=slug,
                        first=placed[slug],
                    )
                    yield Problem(line, told)
                placed.setdefault(slug, line)
            case "excerpt_fence":
                told = Message("This exchange becomes an excerpt when the essay is saved.")
                yield Problem(line, told, fatal=False)
            case "inline":
                yield from _in_prose(token, line)
            case "fence":
                yield from _in_verbatim(token, line + 1, Message("outside code"))
            case "code_block":
                where = Message("not indented: four spaces before it make it code")
                yield from _in_verbatim(token, line, where)
            case "html_block" if not token.content.lstrip().startswith("<!--"):
                yield from _in_verbatim(token, line, Message("outside HTML"))


_NEVER_CLOSED = Message("“::: qa” opens an exchange that is never closed. End it with a line “:::”.")
_SET_IN = Message("“::: qa” must stand alone on its line, outside lists and quotations.")


def _in_prose(token: Token, line: int) -> Iterator[Problem]:
    written = token.content
    at, counted = line, 0
    for found in _ANY_OPENING.finditer(written) if ":::" in written else ():
        at, counted = at + written.count("\n", counted, found.start()), found.start()
        yield Problem(at, _NEVER_CLOSED if token.level == 1 else _SET_IN)
    in_code = [child.content for child in token.children or () if child.type == "code_inline"]
    for found in _ANY_PLACE.finditer(written) if "[[" in written else ():
        place = found[0].partition("`")[0]
        if any(place in said for said in in_code) and not _could_be_meant(place):
            continue
        yield Problem(line + written.count("\n", 0, found.start()), _misplaced(found))


def _misplaced(found: re.Match[str]) -> Message:
    """What keeps this place, in the middle of prose, from placing anything."""
    slug = found["slug"].strip()
    if not found["end"]:
        return Message("“]]” is missing after “[[qa: %(slug)s”. Add it.", slug=slug[:80])
    if slug.split() != [slug] or found["word"] != "qa":
        return Message("“%(place)s” names no excerpt. Write [[qa: its-name]].", place=found[0][:90])
    return _stands_alone(slug, Message("outside lists, quotations, sentences and code"))


def _stands_alone(slug: str, where: Message) -> Message:
    return Message("[[qa: %(slug)s]] must stand alone on its line, %(where)s.", slug=slug[:80], where=where)


def _in_verbatim(token: Token, line: int, where: Message) -> Iterator[Problem]:
    """Places in code or HTML, if they could be meant."""
    for found in _VERBATIM_PLACE.finditer(token.content) if "[[" in token.content else ():
        if _could_be_meant(found[0]):
            at = line + token.content.count("\n", 0, found.start())
            yield Problem(at, _stands_alone(found["slug"], where))


def _could_be_meant(place: str) -> bool:
    """Whether it names an excerpt. No name has capitals, so code may show how one is placed: [[qa: SLUG]]."""
    found = _VERBATIM_PLACE.fullmatch(place)
    return found is not None and found["slug"] == found["slug"].casefold()


def _place_rule(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Silent, it ends whatever block stands above, nested or not; only at the top level it makes a token."""
    if state.is_code_block(start) or (state.level and not silent):
        return False
    found = _PLACE.fullmatch(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if found and not silent:
        state.line = start + 1
        token = state.push(PLACE, "", 0)
        token.map = [start, state.line]
        token.meta = {"slug": found["slug"]}
    return found is not None


def _fence_rule(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    if state.is_code_block(start) or (state.level and not silent):
        return False
    if not state.src.startswith(":::", state.bMarks[start] + state.tShift[start]):
        return False
    after = _line_after_fence(state, start)
    if after and not silent:
        state.line = after
        token = state.push(FENCE, "", 0)
        token.map = [start, after]
        token.content = state.src[state.bMarks[start] : state.eMarks[after - 1]]
    return after is not None


def _line_after_fence(state: StateBlock, start: int) -> int | None:
    """The line after the fence that opens at `start`; None if none opens there or it is never closed."""
    if "fence_ends" not in state.env:
        state.env["fence_ends"] = _ends(_marks(state.src))
    ends: dict[int, int] = state.env["fence_ends"]
    return ends.get(start)


class _Mark(NamedTuple):
    """A line of colons: it opens a fence, or else may close one."""

    line: int
    colons: int
    opens: bool


def _ends(marks: Sequence[_Mark]) -> dict[int, int]:
    """The line after each fence that is closed, by the line that opens it; in one walk, from the last mark.

    As many colons as opened it close a fence. An opening of as many tells that it was forgotten.
    """
    ends: dict[int, int] = {}
    following: list[_Mark] = []  # the nearest last, with no more colons than those farther away
    for mark in reversed(marks):
        while following and following[-1].colons < mark.colons:
            following.pop()
        if mark.opens and following and not following[-1].opens:
            ends[mark.line] = following[-1].line + 1
        following.append(mark)
    return ends


def _marks(text: str) -> list[_Mark]:
    marks = []
    for number, line in enumerate(text.split("\n")):
        if ":::" not in line:
            continue
        if found := _OPENING.match(line):
            marks.append(_Mark(number, len(found["colons"]), opens=True))
        elif found := _CLOSING.fullmatch(line):
            marks.append(_Mark(number, len(found["colons"]), opens=False))
    return marks
