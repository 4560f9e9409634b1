"""HTML that an author writes in Markdown, tamed before it meets a parser.

The HTML Standard has parsers repeat an unclosed `<b>` in every paragraph that follows (18 KB can become
7 MB), and swallow all that follows an unclosed `<title>` or quotation mark. So only whole tags that
readers may get are left, and formatting elements get names without that meaning; after sanitising,
`give_back` gives them their own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.token import Token

INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub"
    " sup time u var wbr".split()
)
BLOCKS = frozenset(
    "blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre"
    " section summary table tbody td tfoot th thead tr ul".split()
)
GONE_WITH_CONTENT = frozenset(
    "script style template noscript iframe object svg math title textarea select".split()
)
FORMATTING = frozenset("a b code em i s small strong u".split())
"""Those of INLINE that parsers repeat."""

TAMED = "x-"

_EMPTY = frozenset(["br", "img", "wbr"])
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_WHOLE_TAG = re.compile(HTML_OPEN_CLOSE_TAG_STR.removeprefix("^"))
_TAMED_TAG = re.compile(rf"(</?){TAMED}({'|'.join(sorted(FORMATTING))})(?=[ >])")


def tame(tokens: Iterable[Token]) -> None:
    """Tame the HTML in these block tokens, in place."""
    for token in tokens:
        if token.type == "html_block":
            token.content = "".join(_tamed_block(token.content))
        elif token.children and any(child.type == "html_inline" for child in token.children):
            _tame_inline(token.children)


def give_back(html: str) -> str:
    """Sanitised `html` with the names of formatting elements as they are."""
    return _TAMED_TAG.sub(r"\1\2", html) if TAMED in html else html


def gone_after(tag: str, gone: str) -> str:
    """Within which element what follows the tame `tag` is gone, if what stood before was within `gone`."""
    name, closes = _name(tag), tag.startswith("</")
    if gone:
        return "" if closes and name == gone else gone
    return name if name in GONE_WITH_CONTENT and not closes else ""


def _tame_inline(tokens: Sequence[Token]) -> None:
    """Keep the tags of elements that are closed in this block; take out all other tags, and comments."""
    open_tags: list[tuple[str, Token]] = []
    kept: dict[int, str] = {}
    for token in tokens:
        name = _name(token.content) if token.type == "html_inline" else ""
        if name not in INLINE | GONE_WITH_CONTENT:
            continue
        if name in _EMPTY:
            kept[id(token)] = token.content
        elif not token.content.startswith("</"):
            open_tags.append((name, token))
        elif (at := _last(open_tags, name)) is not None:
            opening = open_tags[at][1]
            kept |= {id(tag): _tamed(tag.content, name) for tag in (opening, token)}
            del open_tags[at:]
    for token in tokens:
        if token.type == "html_inline":
            token.content = kept.get(id(token), "")


def _last(open_tags: Sequence[tuple[str, Token]], name: str) -> int | None:
    return next((at for at in reversed(range(len(open_tags))) if open_tags[at][0] == name), None)


def _tamed_block(html: str) -> Iterator[str]:
    """Whole tags that may stay, and text. A `<` that opens no tag is text."""
    at = 0
    while (start := html.find("<", at)) >= 0:
        yield html[at:start]
        written, at = _tamed_from(html, start)
        yield written
    yield html[at:]


def _tamed_from(html: str, start: int) -> tuple[str, int]:
    """What is left of what opens at `start`, and where the text goes on."""
    if html.startswith(("<!", "<?"), start):
        end = "-->" if html.startswith("<!--", start) else ">"
        found = html.find(end, start + len("<!--" if end == "-->" else "<!"))
        return ("", found + len(end)) if found >= 0 else ("&lt;", start + 1)
    tag = _WHOLE_TAG.match(html, start)
    if not tag:
        return "&lt;", start + 1
    name = _name(tag[0])
    if name in GONE_WITH_CONTENT and not tag[0].startswith("</"):
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(html, tag.end())
        return "", closing.end() if closing else tag.end()
    return _tamed(tag[0], name) if name in INLINE | BLOCKS else "", tag.end()


def _tamed(tag: str, name: str) -> str:
    at = tag.lower().index(name)
    return f"{tag[:at]}{TAMED}{tag[at:]}" if name in FORMATTING else tag


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1].lower() if found else ""
