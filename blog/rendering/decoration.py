"""What a page adds to an author's blocks: names to link to, regions that can be scrolled, captions.

Each function changes the tokens of one top-level block. `own` stands before every value that only we may
write; the sanitiser takes it off again, and takes away what lacks it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Self

from markdown_it.token import Token

from blog.rendering.dialect import MARKUP
from blog.rendering.language import direction
from blog.rendering.reading import words_of
from blog.rendering.result import Labels

HEADING_ID = 80
"""Most characters of a heading's id, after `h-`."""

_RIGHT_LETTER = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ALIGNED = {"right": "num", "center": "mid"}
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


@dataclass(slots=True)
class Decorator:
    """Decorates the blocks of one text, in order, and gathers its contents."""

    labels: Labels
    own: str
    language: str
    raised: bool = False
    """Whether the text uses h1: then each heading is one lower, for a page's only h1 is its title."""
    contents: list[dict[str, str | int]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: Iterable[Sequence[Token]], labels: Labels, own: str, language: str) -> Self:
        """The decorator of a text of these blocks."""
        raised = any(token.tag == "h1" for block in blocks for token in block)
        return cls(labels, own, language, raised=raised)

    def block(self, tokens: list[Token]) -> list[Token]:
        """The tokens of a block that is no paragraph, decorated."""
        match tokens[0].type:
            case "heading_open":
                self._heading(tokens)
            case "fence" | "code_block":
                return [self._code(tokens[0])]
            case _:
                return self._inner(tokens)
        return tokens

    def paragraph(self, tokens: list[Token], name: str, *, last: bool) -> list[Token]:
        """A paragraph with its id and a link to itself; an image alone becomes a figure."""
        opening, inline, _closing = tokens
        opening.attrSet("id", self.own + name)
        if last:
            opening.attrSet("class", self.own + "end")
        if turned := self._turned(words_of(inline)):
            opening.attrSet("dir", turned)
        inline.children = [*(inline.children or []), self._link(name, f"{self.labels.paragraph} {name[1:]}")]
        return tokens

    def figure(self, tokens: list[Token]) -> list[Token]:
        """An image alone in its paragraph; its title becomes the caption."""
        image = next(child for child in tokens[1].children or () if child.type == "image")
        caption = image.attrs.pop("title", "")
        parts = [_markup("<figure>"), tokens[1]]
        if caption:
            parts.append(_markup(f'<figcaption class="{self.own}sm">{escape(str(caption))}</figcaption>'))
        return [*parts, _markup("</figure>\n")]

    def _heading(self, tokens: list[Token]) -> None:
        opening, inline, closing = tokens
        opening.tag = closing.tag = self._lowered(opening)
        text = words_of(inline)
        name = self._free(heading_id(text))
        opening.attrSet("id", self.own + name)
        self.contents.append({"id": name, "text": text, "level": int(opening.tag[1])})
        inline.children = [*(inline.children or []), self._link(name, self.labels.heading)]

    def _inner(self, tokens: list[Token]) -> list[Token]:
        """Lists, quotations and tables: code and tables in them are regions too, headings sink."""
        decorated: list[Token] = []
        _mend_cells(tokens, self.own)
        for token in tokens:
            match token.type:
                case "fence" | "code_block":
                    decorated.append(self._code(token))
                case "table_open":
                    opening = f'<div class="{self.own}table" {self._region(self.labels.table, "")}>'
                    decorated += [_markup(opening), token]
                case "table_close":
                    decorated += [token, _markup("</div>\n")]
                case "heading_open" | "heading_close":
                    token.tag = self._lowered(token)
                    decorated.append(token)
                case _:
                    decorated.append(token)
        return decorated

    def _lowered(self, token: Token) -> str:
        return f"h{min(6, int(token.tag[1]) + self.raised)}"

    def _code(self, token: Token) -> Token:
        """The first word after ``` is the language; what follows names the region."""
        language, _space, title = token.info.strip().partition(" ")
        known = f' class="language-{escape(language)}"' if language else ""
        region = self._region(self.labels.code, title.strip())
        words = escape(token.content.removesuffix("\n"), quote=False)
        return _markup(f"<pre {region}><code{known}>{words}</code></pre>\n")

    def _region(self, label: str, title: str) -> str:
        """Attributes of what a keyboard can reach to scroll it. Each region has a name of its own."""
        number = self.numbers[label] = self.numbers.get(label, 0) + 1
        name = escape(f"{label} {number}: {title}" if title else f"{label} {number}")
        return f'tabindex="{self.own}0" role="{self.own}region" aria-label="{self.own}{name}"'

    def _link(self, name: str, label: str) -> Token:
        attributes = f'class="{self.own}pa" href="#{escape(name)}" aria-label="{self.own}{escape(label)}"'
        return _markup(f"<a {attributes}></a>")

    def _free(self, name: str) -> str:
        """`name`, or `name-2` and so on, where a heading before has it."""
        free = name
        while free in self.taken:
            self.taken[name] += 1
            free = f"{name}-{self.taken[name]}"
        self.taken[free] = 1
        return free

    def _turned(self, text: str) -> str:
        """`rtl` or `ltr` where every letter runs against the text's language; else nothing."""
        right = direction(self.language) == "rtl"
        if bool(_RIGHT_LETTER.search(text)) == right:
            return ""
        kinds = {unicodedata.bidirectional(sign) for sign in text}
        if right:
            return "ltr" if "L" in kinds else ""
        return "" if "L" in kinds else "rtl"


def is_figure(tokens: Sequence[Token]) -> bool:
    """Whether a block is a paragraph of one image, or of one image in a link, and nothing else."""
    if tokens[0].type != "paragraph_open":
        return False
    kinds = [child.type for child in tokens[1].children or () if child.type != "text" or child.content]
    return kinds in (["image"], ["link_open", "image", "link_close"])


def _mend_cells(tokens: Sequence[Token], own: str) -> None:
    """Say what a cell heads (an empty one nothing), and align by class: no inline style is allowed."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type in {"th_open", "td_open"}:
            aligned = str(opening.attrs.pop("style", "")).removeprefix("text-align:")
            if aligned in _ALIGNED:
                opening.attrSet("class", own + _ALIGNED[aligned])
            if not inline.content:
                opening.tag = closing.tag = "td"
            elif opening.type == "th_open":
                opening.attrSet("scope", "col")


def heading_id(text: str) -> str:
    """`h-` and the words of a heading: NFKC, casefolded, letters and digits of any script, hyphens."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = [sign if unicodedata.category(sign)[0] in "LNM" else "-" for sign in _APOSTROPHE.sub("", folded)]
    words = re.sub("-+", "-", "".join(kept)).strip("-")
    if len(words) > HEADING_ID:
        words = words[: HEADING_ID + 1].rpartition("-")[0] or words[:HEADING_ID]
    return f"h-{words or 'section'}"


def _markup(html: str) -> Token:
    return Token(MARKUP, "", 0, content=html)
