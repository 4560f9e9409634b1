"""The Markdown authors write: CommonMark, tables, footnotes, our blocks, and typography in prose."""

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from blog.rendering.placing import FENCE, PLACE, our_blocks

QUOTES: dict[str, str | list[str]] = {
    "en": "“”‘’",
    "de": "„“‚‘",
    "fr": ["«\u202f", "\u202f»", "“", "”"],
    "es": "«»“”",
    "it": "«»“”",
    "pt": "“”‘’",
    "ru": "«»„“",
    "pl": "„”‚’",
    "cs": "„“‚‘",
    "sv": "””’’",
    "fi": "””’’",
    "nl": "“”‘’",
}
"""Opening and closing quotation marks, double then single, by primary language."""

UNTOUCHED = frozenset(["zh", "ja", "ko", "yue", "ar", "he", "fa", "ur"])
"""Languages whose marks are typed as they are meant."""


@cache
def dialect(language: str, *, decorate: bool = True) -> MarkdownIt:
    """Parser and renderer for a text in `language`; without `decorate`, of CommonMark and our blocks."""
    if not decorate:
        md = MarkdownIt("commonmark")
        our_blocks(md)
        _drop_our_blocks(md)
        return md
    primary = language.split("-")[0].lower()
    md = MarkdownIt("commonmark", {"typographer": True, "quotes": QUOTES.get(primary, QUOTES["en"])})
    our_blocks(md)
    md.enable("table").use(footnote_plugin)
    if primary not in UNTOUCHED:
        md.enable(["replacements", "smartquotes"])
    _drop_our_blocks(md)
    for name, rule in {
        "footnote_ref": _note_reference,
        "heading_close": _heading_close,
        "table_open": _table_open,
        "table_close": _table_close,
        "fence": _code,
        "code_block": _code,
        "image": _image,
    }.items():
        md.add_render_rule(name, rule)
    return md


def _drop_our_blocks(md: MarkdownIt) -> None:
    """They are no HTML: an excerpt is a segment of its own."""
    for name in (PLACE, FENCE):
        md.add_render_rule(name, _nothing)


def _nothing(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return ""


def _note_reference(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    number, again = tokens[at].meta["id"] + 1, tokens[at].meta.get("subId", 0)
    own = f' id="{env["ours"]}n-{number}-ref"' if not again else ""
    return f'<sup><a href="#n-{number}"{own} aria-label="{env["labels"].note} {number}">{number}</a></sup>'


def _heading_close(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    own = tokens[at].meta.get("own")
    link = f'<a class="pa" href="#{own}" aria-label="{env["labels"].heading}"></a>' if own else ""
    return f"{link}</{tokens[at].tag}>\n"


def _table_open(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<div class="table" tabindex="0" role="region" aria-label="{env["labels"].table}"><table>\n'


def _table_close(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table></div>\n"


def _code(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return (
        f'<pre tabindex="0" role="region" aria-label="{env["labels"].code}">'
        f"<code>{escapeHtml(tokens[at].content)}</code></pre>\n"
    )


def _image(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    """An image of ours; one from elsewhere is a link to it, since no reader's browser is sent elsewhere."""
    token = tokens[at]
    address = escapeHtml(str(token.attrGet("src") or ""))
    words = escapeHtml(self.renderInlineAsText(token.children or [], options, env))
    if address.startswith(("/media/", "media:")):
        return f'<img src="{address}" alt="{words}">'
    return f'<a href="{address}">{words or address}</a>'
