"""The Markdown that authors write: CommonMark, tables, footnotes, and places for excerpts."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from blog.message import Message
from blog.rendering import placing, typography
from blog.rendering.limits import ADDRESSES, EMPHASIS, NESTING, RAW_TAGS, cleaned, refusal
from blog.rendering.result import Fence, Problem

MARKUP = "markup"
"""A token whose `content` is HTML of ours, written as it stands."""

NOTE = "note_ref"
"""An inline token where a note is called, by `meta["label"]`."""

_RAW = frozenset(["html_block", "html_inline"])
_NOTE = re.compile(r"\[\^(?P<label>[^\s\[\]]{1,200})\]")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text: its block tokens, the environment they are written in, and what was wrong.

    `refused` says why it cannot be written at all.
    """

    tokens: list[Token]
    env: dict[str, Any]
    problems: list[Problem]
    refused: Problem | None


def parse(text: str, *, language: str) -> Document:
    """`text` (cleaned, not refused) as tokens. Its prose is set as `language` does it; "": not at all."""
    env: dict[str, Any] = {"language": language, "unknown_notes": []}
    tokens = parser().parse(text, env)
    problems = [*env["unknown_notes"], *placing.find_problems(tokens)]
    return Document(tokens, env, problems, _excess(tokens))


def write(tokens: Sequence[Token], env: dict[str, Any]) -> str:
    """HTML of `tokens`, not sanitised."""
    html: str = parser().renderer.render(tokens, parser().options, env)
    return html


def find_fences(text: str) -> list[Fence]:
    """The `::: qa` blocks of the top level. None of a text that `render` refuses whole."""
    if ":::" not in text or refusal(text):
        return []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tokens: list[Token] = []
    parser().block.parse(cleaned(text), parser(), {}, tokens)
    found = [token.map for token in tokens if token.type == placing.FENCE and token.map]
    return [Fence(start, end, "\n".join(lines[start:end])) for start, end in found]


def replace_places(text: str, write: Callable[[str], str]) -> str:
    """`text` with each `[[qa: SLUG]]` that places an excerpt, however spaced, as `write(SLUG)`."""
    if "[[qa:" not in text or refusal(text):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tokens: list[Token] = []
    parser().block.parse(cleaned(text), parser(), {}, tokens)
    for token in tokens:
        if token.type == placing.PLACE and token.map:
            lines[token.map[0]] = write(token.meta["slug"])
    return "\n".join(lines)


@cache
def parser() -> MarkdownIt:
    """The one parser; it keeps nothing between texts."""
    made = MarkdownIt("commonmark", {"maxNesting": NESTING})
    made.enable("table")
    made.use(footnote_plugin, inline=False, move_to_end=False)
    made.inline.ruler.at("footnote_ref", _note_rule)
    placing.add_places(made)
    made.core.ruler.before("text_join", "prose", _prose_rule)
    made.add_render_rule(MARKUP, _markup)
    made.add_render_rule(placing.FENCE, _unlifted)
    return made


def _note_rule(state: StateInline, silent: bool) -> bool:
    """`[^label]`, if a note of that label stands somewhere. The plugin's own rule takes quadratic time.

    Silent, it is text, for a link that holds something like a link would be none.
    """
    if silent:
        return False
    known: dict[str, int] = state.env.get("footnotes", {}).get("refs", {})
    found = _NOTE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if not found or f":{found['label']}" not in known:
        return False
    token = state.push(NOTE, "", 0)
    token.meta = {"label": found["label"], "in_link": state.linkLevel > 0}
    state.pos = found.end()
    return True


def _prose_rule(state: StateCore) -> None:
    """Before escaped signs join the text around them: what only the text as typed can tell."""
    line = 1
    for token in state.tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type == "inline" and token.children:
            if "[^" in token.content:
                state.env["unknown_notes"] += _unknown_notes(token.children, line)
            if state.env["language"]:
                typography.typeset(token.children, state.env["language"])


def _unknown_notes(tokens: Sequence[Token], line: int) -> Iterator[Problem]:
    for token in tokens:
        line += token.type in {"softbreak", "hardbreak"}
        for found in _NOTE.finditer(token.content) if token.type == "text" else ():
            told = Message("[^%(label)s] has no note. Write one: [^%(label)s]: …", label=found["label"][:80])
            yield Problem(line, told, fatal=False)


def _excess(tokens: Sequence[Token]) -> Problem | None:
    """Why these tokens cannot be written: nested without end, or more HTML and addresses than a page has."""
    line, addresses, raw = 1, 0, 0
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.nesting == 1 and token.level + 2 > NESTING:
            told = Message("Quotations and lists stand too deep in one another here. Take some of them out.")
            return Problem(line, told, fatal=True)
        children = token.children or ()
        if not children and token.type not in _RAW:
            continue
        raw += sum(each.content.count("<") for each in (token, *children) if each.type in _RAW)
        if raw > RAW_TAGS:
            told = Message("More than 4,000 HTML tags stand up to here. Write this part in Markdown.")
            return Problem(line, told, fatal=True)
        if _depth(children) > EMPHASIS:
            told = Message(
                "Emphasis and links stand too deep in one another here. Take some of the marks out."
            )
            return Problem(line, told, fatal=True)
        addresses += sum(len(str(value)) for child in children for value in child.attrs.values())
        if addresses > ADDRESSES:
            told = Message(
                "The addresses of all links up to here, each written out, are too long together. "
                "Shorten the one they share."
            )
            return Problem(line, told, fatal=True)
    return None


def _depth(tokens: Sequence[Token]) -> int:
    depth = deepest = 0
    for token in tokens:
        depth += token.nesting
        deepest = max(deepest, depth)
    return deepest


def _markup(_renderer: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    return tokens[index].content


def _unlifted(_renderer: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    return f"<pre>{escape(tokens[index].content, quote=False)}</pre>\n"
