"""What HTML a reader gets: our allow-list, over every stored segment. Everything else is taken away."""

import re
import secrets
from collections.abc import Iterable, Iterator
from html import escape, unescape

import nh3
from markdown_it.token import Token

from blog.message import Message
from blog.rendering.limits import without_unseen
from blog.rendering.raw_html import BLOCKS, FORMATTING, GONE_WITH_CONTENT, INLINE, TAMED, give_back
from blog.rendering.result import Problem

TAGS = {*INLINE, *BLOCKS, *(TAMED + name for name in FORMATTING)}
ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title", "role", "aria-label", "aria-labelledby", "tabindex"},
    "a": {"href", "hreflang", "rel"},
    f"{TAMED}a": {"href", "hreflang", "rel"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto", "media"}

_NUMBER = re.compile(r"-?\d{1,4}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_WORDS = re.compile(r".{0,2000}", re.DOTALL)
_BY_AUTHORS = {
    "lang": _LANGUAGE,
    "hreflang": _LANGUAGE,
    "dir": re.compile("ltr|rtl|auto"),
    "title": _WORDS,
    "alt": _WORDS,
    "class": re.compile(r"num|mid|sm|language-[^\s\"<>]{1,40}"),
    "rel": re.compile("(?:(?:nofollow|noopener|noreferrer|ugc|sponsored|external|me|license|author) ?)+"),
    "datetime": re.compile(r"[\w:.+ -]{1,40}"),
    "open": re.compile("(?:open)?"),
    "reversed": re.compile("(?:reversed)?"),
    "type": re.compile("[1aAiI]"),
    "scope": re.compile("col|row|colgroup|rowgroup"),
    "loading": re.compile("lazy|eager"),
    **dict.fromkeys(["span", "width", "height", "value", "start", "colspan", "rowspan"], _NUMBER),
}
"""What an author may write in an attribute. `role`, `tabindex` and `aria-…` only we may."""

_OUTSIDE = "".join(map(chr, range(0x21)))
_LINK = re.compile(r"https?://[^\s/\\].*|mailto:.+|media:[\w-]{1,64}|#.*|/(?![/\\]).*", re.IGNORECASE)
_FOREIGN = re.compile(r"https?://[^\s/\\].*", re.IGNORECASE)
_HIDING = {
    "<!--": "-->",
    "<script": "</script>",
    "<style": "</style>",
    "<textarea": "</textarea>",
    "<?": "?>",
    "<![cdata[": "]]>",
}
_OUR_NAMES = re.compile(r"(?:p\d+|[hnux]-.+|notes|top)?")
_LINK_OR_IMAGE = re.compile(r"""<(?:a|img)(?P<attributes>(?: [a-z-]+="[^"]*")*)>|</a>""")
_SOURCE = re.compile(r""" (?P<name>src|alt)="(?P<value>[^"]*)\"""")


class Sanitizer:
    """Sanitises the segments of one text. A value that begins with `own` is ours; nobody can guess it."""

    def __init__(self) -> None:
        self.own = f"own{secrets.token_hex(8)}-"
        self._ids: set[str] = set()
        self._cleaner = nh3.Cleaner(
            tags=TAGS,
            clean_content_tags=set(GONE_WITH_CONTENT),
            attributes=ATTRIBUTES,
            attribute_filter=self._attribute,
            url_schemes=SCHEMES,
            link_rel=None,
        )

    def clean(self, html: str) -> str:
        """`html` with nothing in it but what the lists above allow; every attribute in double quotes."""
        clean = give_back(self._cleaner.clean(html))
        return without_unseen("".join(self._links_and_images(clean)))

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if value.startswith(self.own):
            return value.removeprefix(self.own)
        if name == "href":
            address = link_address(value)
            return address and _in_page(address)
        if name == "src":
            address = link_address(value) or ""
            return f"/{self.own}{address}" if _FOREIGN.fullmatch(address) else _kept_source(address)
        if name == "id":
            return self._author_id(value)
        allowed = _BY_AUTHORS.get(name)
        return value if allowed and allowed.fullmatch(value) else None

    def _author_id(self, value: str) -> str | None:
        """`u-` and the id, once: so it is never one of ours, nor of the page around."""
        name = "u-" + "-".join(value.split())[:80]
        if name == "u-" or name in self._ids:
            return None
        self._ids.add(name)
        return name

    def _links_and_images(self, html: str) -> Iterator[str]:
        """Links in links, and to nowhere, lose their tags. An image from elsewhere, which no page may load,
        is a link to it."""
        links: list[bool] = []
        at = 0
        for found in _LINK_OR_IMAGE.finditer(html):
            yield html[at : found.start()]
            at = found.end()
            if found[0] == "</a>":
                yield found[0] if links and links.pop() else ""
            elif found[0].startswith("<a"):
                leads = ' href="' in found[0] or ' id="' in found[0]
                links.append(leads and True not in links)
                yield found[0] if links[-1] else ""
            else:
                yield self._image(found, in_link=True in links)
        yield html[at:]

    def _image(self, found: re.Match[str], *, in_link: bool) -> str:
        told = {match["name"]: match["value"] for match in _SOURCE.finditer(found["attributes"])}
        address, words = told.get("src", ""), escape(unescape(told.get("alt", "")), quote=False)
        if address and not address.startswith(f"/{self.own}"):
            return found[0]
        address = address.removeprefix(f"/{self.own}")
        words = words or escape(unescape(address), quote=False)
        return words if in_link or not address else f'<a href="{address}">{words}</a>'


def link_address(value: str) -> str | None:
    """`value` as a browser reads it, if a link may lead there: http(s), mailto, media, `/path`, `#place`."""
    address = value.strip(_OUTSIDE).translate({9: None, 10: None, 13: None})
    return address if _LINK.fullmatch(address) else None


def find_problems(tokens: Iterable[Token]) -> Iterator[Problem]:
    """Links that lead nowhere and images from elsewhere. Fatal: HTML never closed, which hides the rest."""
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        at = line
        if token.type == "html_block" and (end := _missing_end(token.content)):
            told = Message(
                "Here HTML opens that is never closed, and all that follows would be hidden. "
                "End it with %(end)s",
                end=end,
            )
            yield Problem(line, told, fatal=True)
        for child in token.children or ():
            at += child.type in {"softbreak", "hardbreak"}
            if child.type == "link_open" and link_address(shown := str(child.attrGet("href"))) is None:
                told = Message(
                    "The link to “%(address)s” leads nowhere. Begin it with https://, /, # or mailto:.",
                    address=shown[:80],
                )
                yield Problem(at, told, fatal=False)
            elif child.type == "image" and _kept_source(shown := str(child.attrGet("src"))) is None:
                told = Message(
                    "The image “%(address)s” is shown as a link: pages load nothing from elsewhere. "
                    "Upload it.",
                    address=shown[:80],
                )
                yield Problem(at, told, fatal=False)


def _missing_end(block: str) -> str:
    """What would close this block of HTML, if it hides its content and goes on to the end of the text."""
    text = block.lstrip().lower()
    ends = (end for start, end in _HIDING.items() if text.startswith(start))
    return next((end for end in ends if end not in text), "")


def _kept_source(address: str) -> str | None:
    return address if re.match(r"media:[\w-]{1,64}$|/(?![/\\])", address) else None


def _in_page(address: str) -> str:
    """A link to an author's own id, which has got its `u-`; one to a name of ours stays."""
    if address.startswith("#") and not _OUR_NAMES.fullmatch(address[1:]):
        return f"#u-{address[1:]}"
    return address
