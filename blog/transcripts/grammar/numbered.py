"""The numbers of lines that courts and parliaments print beside a text."""

import re

_NUMBER = re.compile(r"^[ \t]*(?P<number>\d{1,3})(?:[ \t]+|$)", re.MULTILINE)
_HEAD_SIGNS = re.compile(r"[:：{]")
_MOST = 0.8
"""How many of the lines with words are numbered, at least: titles and the numbers of pages are not."""


def unnumbered(text: str) -> str:
    """`text` without the numbers of its lines, if they count on; such numbers are no words.

    Above the first of them nobody speaks: what is numbered below a speaker's name, they said.
    """
    first = _NUMBER.search(text)
    if not first or _HEAD_SIGNS.search(text, 0, first.start()):
        return text
    lines, last, found = text.split("\n"), 0, 0
    bare = lines[:]
    for at, line in enumerate(lines):
        number = _NUMBER.match(line)
        if number and (not found or int(number["number"]) in (last + 1, 1)):
            last, found, bare[at] = int(number["number"]), found + 1, line[number.end() :]
    worded = sum(1 for line in lines if line.strip())
    return "\n".join(bare) if found > 2 and found >= _MOST * worded else text
