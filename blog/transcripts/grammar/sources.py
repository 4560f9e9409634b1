"""The source line: `Source: [title](address), date`, plain text, or a bare address."""

import re

from blog.transcripts.cleaning import BLANKS, clean_line
from blog.transcripts.exchange import SourceLine
from blog.transcripts.grammar.dates import read_date
from blog.transcripts.grammar.escapes import escape, unescape
from blog.transcripts.grammar.labels import fold_name
from blog.transcripts.grammar.words import SOURCES

_LINE = re.compile(
    r"(?:>\s?)*+(?:[-*•–—#]{1,6}\s+)?[(\[]?(?P<mark>[*_]{0,3})(?P<word>[^\W\d_]{2,8})[*_]{0,3}\s*[:：](?P<words>.*)",
    re.DOTALL,
)
_LINKED = re.compile(
    r"\[(?P<title>(?:[^\\\[\]]|\\.|\[(?:[^\\\[\]]|\\.)*+\])*+)\]"
    r"(?:\((?P<url>(?:[^\\()\s]|\\.|\((?:[^\\()\s]|\\.)*+\))*+)\))?(?P<tail>.*)",
    re.DOTALL,
)
_URL = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_HOLLOW = re.compile(r"<\s*>|\(\s*\)|\[\s*\]")
_DASHES = (" - ", " – ", " — ", " | ", " · ")
_BESIDE = " ,;–—-:|·"


def source_words(line: str) -> str | None:
    """What stands after `Source:`, `Via:` or `From:` at the start of `line`; None if it begins otherwise.

    The word may be quoted, in a list, bold, or in brackets with all the line.
    """
    line = line.strip()
    found = _LINE.match(line) if ":" in line[:80] or "：" in line[:80] else None
    if not found or fold_name(found["word"]) not in SOURCES:
        return None
    words = found["words"].strip(BLANKS)
    if mark := found["mark"]:
        words = words.removeprefix(mark).removesuffix(mark).strip()
    if line[found.start("mark") - 1] in "([" and found.start("mark"):
        words = words.removesuffix(")").removesuffix("]")
    return words


def read_source(text: str) -> SourceLine:
    """What stands after `Source:`. No word is lost: what is neither address nor date is the title."""
    text = clean_line(text)
    if text.startswith("[") and (linked := _linked(text)):
        return linked
    body, day = _split_date(text)
    if not (found := _URL.search(body)):
        return SourceLine(body, date=day) if body else SourceLine(text)
    url = _address(found[0])
    title = _HOLLOW.sub("", body[: found.start()] + body[found.start() + len(url) :])
    title = clean_line(title).strip(_BESIDE)
    if not day and (day := read_date(title)):
        title = ""
    return SourceLine(title, url, day)


def write_source(source: SourceLine) -> str:
    """The line that `read_source` reads back as the same source, in the simplest form that does."""
    end = f", {source.date}" if source.date else ""
    plain = f"{source.title or source.url}{end}"
    if read_source(plain) == source:
        return plain
    url = source.url
    for written in (url, escape(url, "()")):
        linked = f"[{escape(source.title, '[]')}]" + (f"({written})" if url else "") + end
        if read_source(linked) == source:
            return linked
    return linked


def is_address(text: str) -> bool:
    """Whether `text` is a web address and nothing else."""
    return _URL.fullmatch(text) is not None


def _linked(text: str) -> SourceLine | None:
    """`[title](url), date`; anything else after the link joins the title."""
    found = _LINKED.fullmatch(text)
    if not found or not (found["title"].strip() or found["url"]):
        return None
    title, url, tail = unescape(found["title"]), unescape(found["url"] or ""), found["tail"].strip()
    if not tail:
        return SourceLine(clean_line(title), url)
    if tail.startswith(",") and (day := read_date(tail[1:])):
        return SourceLine(clean_line(title), url, day)
    if found["url"] is None:
        return None
    more, day = _split_date(f"x{found['tail']}")
    between = " " if more[1:2].isalnum() else ""
    return SourceLine(clean_line(f"{title}{between}{more[1:]}"), url, day)


def _address(url: str) -> str:
    """`url` as found in a sentence, without the stop, quotation mark or bracket that ends it."""
    url = url.rstrip(".,;:!?'\"”’»*]")
    unopened = max(0, url.count(")") - url.count("("))
    return url[: max(len(url.rstrip(")")), len(url) - unopened)]


def _split_date(text: str) -> tuple[str, str]:
    """`Title, 31 January 2025` → the title and the date. Behind a dash or in brackets it names its month."""
    for comma, times in ((",", 2), (",", 1), ("，", 1), ("،", 1)):
        head, *tail = text.rsplit(comma, times)
        if len(tail) == times and (day := read_date(comma.join(tail))):
            return head.rstrip(), day
    parts = [text.rpartition(dash) for dash in _DASHES]
    if text.endswith(")"):
        parts.append(text[:-1].rpartition("("))
    for head, between, end in parts:
        if between and len(day := read_date(end)) >= len("2025-01"):
            return head.rstrip(), day
    return text, ""
