"""`>` before lines, as mail and Markdown quote."""

import re
from collections.abc import Sequence

from blog.transcripts.grammar.heads import read_head

DEEPEST = 3
_MARK = re.compile(r" ?>[ \u00a0]?")


def unquoted(lines: Sequence[str]) -> tuple[Sequence[str], frozenset[int]]:
    """The lines without the marks of a quotation, and the numbers, from 1, of those that come after one.

    Where every line with words is quoted, so is the exchange. Else a quotation that begins with the head of a
    turn is one, and unquoted words below it are not its speaker's.
    """
    for _level in range(DEEPEST):
        if not any(line.startswith((">", " >")) for line in lines):
            return lines, frozenset()
        if not all(_MARK.match(line) for line in lines if line.strip()):
            return _parts_unquoted(lines)
        lines = [_MARK.sub("", line, count=1) for line in lines]
    return lines, frozenset()


def _parts_unquoted(lines: Sequence[str]) -> tuple[Sequence[str], frozenset[int]]:
    found, after = list[str](), set[int]()
    is_quoted = is_exchange = False
    for number, line in enumerate(lines, 1):
        mark = _MARK.match(line)
        if mark and not is_quoted:
            is_exchange = read_head(line[mark.end() :]) is not None
        elif is_exchange and not mark and line.strip():
            after.add(number)
            is_exchange = False
        is_quoted = bool(mark) or (is_quoted and not line.strip())
        found.append(line[mark.end() :] if mark and is_exchange else line)
    return found, frozenset(after)
