"""The source line: `Source: [title](address), date`, plain text, or a bare address."""

import re
from datetime import date

from blog.transcripts.escapes import escape, read_until, unescape
from blog.transcripts.exchange import SourceLine, clean_line

KEYWORDS = frozenset(["source", "via", "from"])

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,)?\s+(\d{4})",
    re.ASCII,
)
_URL = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)


def read_source(text: str) -> SourceLine:
    """What stands after `Source:`. No word is lost: what is neither address nor date is the title."""
    text = clean_line(text)
    if text.startswith("["):
        linked = _linked(text)
        if linked is not None:
            return linked
    body, day = _split_date(text)
    if found := _URL.search(body):
        url = found[0].rstrip(".,;")
        if _balanced(url) < 0:
            url = url.rstrip(")")
        title = clean_line((body[: found.start()] + body[found.start() + len(url) :]).strip(" ,–—-:<>"))
        title = title.removesuffix("()").rstrip(" ,–—-:") if title.endswith("()") else title
        return SourceLine(title=title, url=url, date=day)
    return SourceLine(title=body, date=day)


def write_source(source: SourceLine) -> str:
    """The line that `read_source` reads back as the same source, in the simplest form that does."""
    end = f", {source.date}" if source.date else ""
    plain = f"{source.title or source.url}{end}"
    if read_source(plain) == source:
        return plain
    url = f"({_write_url(source.url)})" if source.url else ""
    return f"[{escape(source.title, '[]')}]{url}{end}"


def read_date(text: str) -> str:
    """`text` as `2025-01-31`, `2025-01` or `2025` if it is a date in figures or English words."""
    text = text.strip().rstrip(".")
    if found := _ISO.fullmatch(text):
        return _iso(found[1], found[2], found[3])
    if found := _WORDS.fullmatch(text):
        month = _MONTHS.get(found[2].lower())
        if month and not (found[1] and found[3]):
            return _iso(found[4], str(month), found[1] or found[3])
    return ""


def _linked(text: str) -> SourceLine | None:
    """`[title](url), date`; anything else after the link joins the title."""
    title, at = read_until(text, 1, "]", "[")
    if at < 0:
        return None
    url, rest = "", text[at:]
    if rest.startswith("("):
        written, end = read_until(rest, 1, ")", "(")
        if end < 0:
            return None
        url, rest = unescape(written).strip(), rest[end:]
    tail = rest.strip()
    day = read_date(tail.lstrip(",").strip()) if tail.startswith(",") else ""
    title = clean_line(unescape(title))
    if tail and not day:
        more, day = _split_date(tail)
        title = clean_line(f"{title}{'' if more.startswith((',', '.')) else ' '}{more}")
    return SourceLine(title=title, url=url, date=day)


def _write_url(url: str) -> str:
    if "\\" not in url and _balanced(url) == 0 and not re.search(r"^[^(]*\)", url):
        return url
    return escape(url, "()")


def _balanced(text: str) -> int:
    return text.count("(") - text.count(")")


def _split_date(text: str) -> tuple[str, str]:
    """`Title, 31 January 2025` → the title and the date as ISO; the date may have commas of its own."""
    for commas in (2, 1):
        head, *tail = text.rsplit(",", commas)
        if len(tail) == commas and (day := read_date(",".join(tail))):
            return head.rstrip(), day
    return text, ""


def _iso(year: str, month: str | None, day: str | None) -> str:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return found.isoformat()[: 10 if day else 7 if month else 4]
