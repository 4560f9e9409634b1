"""What HTML a reader gets: our allow-list, over every stored segment. Everything else is taken away."""

import re
from collections.abc import Callable

import nh3

TAGS = set(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption"
    " figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub"
    " summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
EVERYWHERE = {"lang", "dir", "class", "id"}
ATTRIBUTES: dict[str, set[str]] = {
    "*": EVERYWHERE,
    "a": {"href", "aria-label", "role", "title", "hreflang"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "div": {"tabindex", "role", "aria-label"},
    "img": {"src", "alt", "width", "height"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "pre": {"tabindex", "role", "aria-label"},
    "section": {"role", "aria-labelledby"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
CLASSES = frozenset("pa noted notes note endnotes table num sm".split())
ROLES = frozenset(["region", "doc-endnotes", "doc-backlink"])
SCHEMES = {"http", "https", "mailto", "media"}

_LINK = re.compile(r"(?:https?://|mailto:|media:\w|#|/(?!/)).*", re.IGNORECASE | re.DOTALL)
_IMAGE = re.compile(r"(?:media:\w|/media/)\S*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_NUMBER = re.compile(r"\d{1,4}")


def sanitize(html: str, ours: str) -> str:
    """`html` with nothing in it but what the lists above allow.

    `ours` is a prefix no author can know: ids that begin with it are ours and lose it, all others go.
    """
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg", "math"},
        attributes=ATTRIBUTES,
        attribute_filter=_filter(ours),
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def _filter(ours: str) -> Callable[[str, str, str], str | None]:
    def keep(tag: str, name: str, value: str) -> str | None:
        if name in {"id", "aria-labelledby"}:
            return value.removeprefix(ours) if value.startswith(ours) else None
        if name == "class":
            return " ".join(word for word in value.split() if word in CLASSES) or None
        allowed = _ALLOWED.get(name)
        return value if allowed is None or allowed(value) else None

    return keep


_ALLOWED: dict[str, Callable[[str], object]] = {
    "href": _LINK.fullmatch,
    "src": _IMAGE.fullmatch,
    "lang": _LANGUAGE.fullmatch,
    "hreflang": _LANGUAGE.fullmatch,
    "dir": {"ltr", "rtl", "auto"}.__contains__,
    "role": ROLES.__contains__,
    "tabindex": {"0"}.__contains__,
    "colspan": _NUMBER.fullmatch,
    "rowspan": _NUMBER.fullmatch,
    "span": _NUMBER.fullmatch,
    "width": _NUMBER.fullmatch,
    "height": _NUMBER.fullmatch,
}
