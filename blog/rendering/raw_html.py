"""HTML that an author writes in Markdown, tamed before it meets a parser.

The HTML Standard has parsers repeat an unclosed `<b>` in every paragraph that follows: 18 KB can become
7 MB. So what is left open in a block is taken out, and formatting elements get names without that meaning;
after sanitising, `give_back` gives them their own.
"""

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

TAMED = "x-"
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub"
    " sup time u var wbr".split()
)
_EMPTY = frozenset(["br", "img", "wbr"])
_NAMES = "|".join(sorted(FORMATTING))
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)")
_FORMATTING_TAG = re.compile(rf"(</?)({_NAMES})(?=[\s/>])", re.IGNORECASE)
_TAMED_TAG = re.compile(rf"(</?){TAMED}({_NAMES})(?=[ >])")


def tame(tokens: Iterable[Token]) -> None:
    """Tame the HTML in these block tokens, in place."""
    for token in tokens:
        if token.type == "html_block":
            token.content = _FORMATTING_TAG.sub(rf"\1{TAMED}\2", token.content)
        elif token.children and any(child.type == "html_inline" for child in token.children):
            _tame_inline(token.children)


def give_back(html: str) -> str:
    """Sanitised `html` with the names of formatting elements as they are."""
    return _TAMED_TAG.sub(r"\1\2", html) if TAMED in html else html


def _tame_inline(tokens: Sequence[Token]) -> None:
    """Keep inline elements that are closed in this block; take out all other tags, and comments."""
    open_tags: list[tuple[str, Token]] = []
    kept: set[int] = set()
    for token in tokens:
        if token.type != "html_inline" or not (found := _TAG.match(token.content)):
            continue
        name = found["name"].lower()
        if name in _EMPTY:
            kept.add(id(token))
        elif not found["end"]:
            open_tags.append((name, token))
        else:
            at = next((at for at in reversed(range(len(open_tags))) if open_tags[at][0] == name), None)
            if at is not None:
                kept |= {id(token), id(open_tags[at][1])}
                del open_tags[at:]
    for token in tokens:
        if token.type == "html_inline":
            token.content = _tamed(token.content) if id(token) in kept else ""


def _tamed(tag: str) -> str:
    found = _TAG.match(tag)
    if not found or found["name"].lower() not in INLINE:
        return ""
    return _FORMATTING_TAG.sub(rf"\1{TAMED}\2", tag, count=1)
