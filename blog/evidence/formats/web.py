"""A page of HTML: the text someone sees who scrolls through it, without what leads elsewhere."""

import re
from html.parser import HTMLParser

from blog.evidence.formats import Text, join

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol"
    " optgroup option p pre search section summary table tbody tfoot thead title tr ul".split()
)
_UNSEEN = frozenset(
    "audio canvas datalist embed iframe nav noframes noscript object picture rp rt script select style svg"
    " template textarea title video".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_ENDED_BY: dict[str, frozenset[str]] = {
    "p": _BLOCKS,
    "li": frozenset({"li"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "tr", "tbody", "tfoot"})),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
}
"""Elements that may go without an end tag, and what begins after them."""
_HOLDERS = frozenset("ul ol menu dl table".split())
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\f\r]+")
_AROUND_BREAKS = re.compile(r" *([\n\t]) *| +")


def read(text: str) -> Text:
    page = _Page()
    page.feed(text)
    page.close()
    page.end_block()
    return Text(join(page.blocks))


class _Page(HTMLParser):
    """What is unseen is passed by from its start tag to its end; nothing else needs to be nested."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._block: list[str] = []
        self._unseen: list[str] = []
        """The open elements, from the outermost that is not shown."""
        self._is_preformatted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen and tag in _ENDED_BY.get(self._unseen[0], ()) and not _HOLDERS & {*self._unseen[1:]}:
            self._unseen.clear()
        if tag in _BLOCKS:
            self.end_block()
        if self._unseen or tag in _UNSEEN or _is_hidden(tag, dict(attrs)):
            self._unseen += [] if tag in _VOID else [tag]
        elif tag == "pre":
            self._is_preformatted = True
        elif tag in {"br", "td", "th"}:
            self._block.append("\n" if tag == "br" else "\t")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<br/>`. On all but drawings the slash means nothing."""
        self.handle_starttag(tag, attrs)
        if self._unseen and "svg" in self._unseen:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[len(self._unseen) - 1 - self._unseen[::-1].index(tag) :]
        elif self._unseen and self._unseen[0] in _ENDED_BY and tag in _BLOCKS:
            self._unseen.clear()
        if tag in _BLOCKS:
            self.end_block()
        if tag == "pre":
            self._is_preformatted = False

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._block.append(data if self._is_preformatted else _SPACE.sub(" ", data))

    def end_block(self) -> None:
        """What was said since the last one began is a block, if it is anything."""
        text = "".join(self._block)
        if text and not text.isspace():
            tidy = text if self._is_preformatted else _AROUND_BREAKS.sub(lambda gap: gap[1] or " ", text)
            self.blocks.append(tidy.strip("\n"))
        self._block.clear()


def _is_hidden(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag == "dialog" and "open" not in attributes:
        return True
    is_closed = "hidden" in attributes and attributes["hidden"] != "until-found"
    return is_closed or bool(_NOT_SHOWN.search(attributes.get("style") or ""))
