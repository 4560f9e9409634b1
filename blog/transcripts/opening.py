"""A whole essay as people keep it in a file: its header line, and an exchange at its very top."""

import re
from dataclasses import dataclass

from blog.transcripts.cleaning import unix_lines
from blog.transcripts.exchange import Exchange
from blog.transcripts.grammar.sources import is_address, source_words
from blog.transcripts.reading import parse

_POSTED = re.compile(r"Posted on(?P<date>[^\n]{0,60}?)::\s*Tags:(?P<tags>[^\n]{0,500})")
_SITE_LINE = 200
_END = re.compile(r"[ \t]*(?:-{3,}|:{2}|\*{3,}|_{3,})[ \t]*")


@dataclass(frozen=True, slots=True)
class Header:
    """What stood above the text: a line about the site, and `Posted on DATE :: Tags: a, b`."""

    site_line: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()


def split_header(text: str) -> tuple[Header, str]:
    """The header at the top of `text` and what follows; without one, an empty header and all of `text`."""
    lines = unix_lines(text[:4096]).split("\n")
    worded = [at for at, line in enumerate(lines) if line.strip()][:2]
    for place, at in enumerate(worded):
        found = _POSTED.fullmatch(lines[at].strip())
        if found and len(lines[worded[0]]) <= (_SITE_LINE if place else 600):
            tags = found["tags"].partition("::")[0].split(",")
            site_line = lines[worded[0]].strip() if place else ""
            header = Header(
                site_line, found["date"].strip(), tuple(tag.strip() for tag in tags if tag.strip())
            )
            return header, "\n".join(unix_lines(text).split("\n")[at + 1 :]).strip("\n")
    return Header(), text


def lift_opening(text: str) -> tuple[Exchange, str] | None:
    """The exchange at the very top of `text`, and the text after it; None where prose comes first.

    It counts only if a Source line, `---` or `::` ends it and it has a question and an answer.
    """
    lines = unix_lines(text).split("\n")
    end = next((at for at, line in enumerate(lines) if _END.fullmatch(line) or source_words(line)), None)
    if end is None:
        return None
    is_rule = _END.fullmatch(lines[end]) is not None
    beyond = end + 1
    if not is_rule and beyond < len(lines) and is_address(lines[beyond].strip()):
        beyond += 1
    parsed = parse("\n".join(lines[: end if is_rule else beyond]))
    if not parsed.offered or parsed.leftovers:
        return None
    following = next((at for at in range(beyond, len(lines)) if lines[at].strip()), len(lines))
    if not is_rule and following < len(lines) and _END.fullmatch(lines[following]):
        following += 1
    return parsed.exchange, "\n".join(lines[following:]).strip("\n")
