"""A whole essay as people keep it in a file: its header line, and an exchange at its very top."""

import re
from dataclasses import dataclass

from blog.transcripts.exchange import Exchange, unix_lines
from blog.transcripts.reading import parse
from blog.transcripts.source import KEYWORDS

_POSTED = re.compile(r"Posted on(?P<date>[^\n:]{0,60}|[^\n]{0,60}?)::\s*Tags:(?P<tags>[^\n]{0,500})")
_SOURCE = re.compile(rf"[*_]{{0,3}}(?:{'|'.join(sorted(KEYWORDS))})[*_]{{0,3}}\s*:", re.IGNORECASE)
_END = re.compile(r"[ \t]*(?:-{3,}|:{2}|\*{3,}|_{3,})[ \t]*")


@dataclass(frozen=True, slots=True)
class Header:
    """What stood above the text: a line about the site, and `Posted on DATE :: Tags: a, b`."""

    site_line: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()


def split_header(text: str) -> tuple[Header, str]:
    """The header at the top of `text` and what follows; without one, an empty header and all of `text`."""
    lines = unix_lines(text).split("\n")
    told = [number for number, line in enumerate(lines[:8]) if line.strip()][:2]
    for place, number in enumerate(told):
        if found := _POSTED.fullmatch(lines[number].strip()):
            site_line = lines[told[0]].strip() if place else ""
            tags = tuple(tag for part in found["tags"].split(",") if (tag := part.strip()))
            rest = "\n".join(lines[number + 1 :]).strip("\n")
            return Header(site_line, found["date"].strip(), tags), rest
    return Header(), text


def lift_opening(text: str) -> tuple[Exchange, str] | None:
    """The exchange at the very top of `text`, and the text after it; None where prose comes first.

    It counts only if a Source line, `---` or `::` ends it and it has a question and an answer.
    """
    lines = unix_lines(text).split("\n")
    end = next((n for n, line in enumerate(lines) if _SOURCE.match(line) or _END.fullmatch(line)), None)
    if end is None:
        return None
    has_source = _SOURCE.match(lines[end]) is not None
    parsed = parse("\n".join(lines[: end + 1] if has_source else lines[:end]))
    if not parsed.offered or parsed.leftovers:
        return None
    following = next((n for n in range(end + 1, len(lines)) if lines[n].strip()), len(lines))
    if has_source and following < len(lines) and _END.fullmatch(lines[following]):
        following += 1
    return parsed.exchange, "\n".join(lines[following:]).strip("\n")
