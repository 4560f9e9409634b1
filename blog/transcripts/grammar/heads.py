"""The head of a turn: who speaks, in what capacity, when. Read from a line in any of the pasted forms."""

import re
from functools import lru_cache
from typing import NamedTuple

from blog.transcripts.cleaning import BLANKS, clean_line
from blog.transcripts.grammar.labels import UNSEEN, are_pronouns, is_label

REACH = 480
"""How far into a line a head may reach, in characters."""

_TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?(?!\w))?"
_IS_TIME = re.compile(_TIME)
_LEADING_TIME = re.compile(
    rf"[\[(]\s*(?P<time>{_TIME})(?:\s+[-–—>]+\s+{_TIME})?\s*[\])]\s*(?:[-–—]\s+)?|(?P<bare>{_TIME})\s+(?:[-–—]\s+)?(?=\D)",
)
_TIME_FIRST = re.compile(rf"[\[(](?P<time>{_TIME})[\])](?:\s+|$)")
_REST_OF_TIME = re.compile(r"[\d:.,]{2,12}(?:\s?[AaPp]\.?[Mm]\.?)?(?=[:：](?!\d))")
_TRAILING_TIME = re.compile(rf"(?P<name>.*\S)[\s(·–—-]+(?P<time>{_TIME})", re.DOTALL)
_LEAD = re.compile(r"(?:[-*•–—]|#{1,6}|>{1,3}|\d{1,3}[.)])\s+(?=\S)|>{2,3}(?=\w)")
_LEADS = "-*•–—#>0123456789"
_NO_WORDS = ("//", ":", "=")
_TIME_BEGINS = "[(0123456789"
_MARKS = ("***", "___", "**", "__", "*", "_")
_ROLE_AND_SIGN = re.compile(
    r"(?P<label>[QA]\d{0,4})(?:(?:[.)]|\s?[-–—])\s+|\t|[ \u00a0]{3,})(?P<words>\S.*)", re.DOTALL
)
_NAME = re.compile(r"(?:[^:：()\[\]（）]++|\([^()]*+\)|\[[^\[\]]*+\]|（[^（）]*+）)*+(?=[:：])")
_BRACKET = re.compile(
    r"\s*(?:\((?P<round>[^()]{1,300})\)|\[(?P<square>[^\[\]]{1,300})\]|（(?P<wide>[^（）]{1,300})）)$"
)


class Head(NamedTuple):
    """`words` is the line after the head; `kind` and `language` are there if its author wrote them."""

    label: str
    words: str
    capacity: str = ""
    time: str = ""
    kind: str = ""
    language: str = ""


def read_head(line: str) -> Head | None:
    """The head `line` begins with, in any pasted form, or None for prose."""
    at = line.find(":", 0, REACH)
    at = at if at >= 0 else line.find("：", 0, REACH)
    if at > 0 and _is_bare(line[:at]) and not line.startswith(_NO_WORDS, at + 1):
        return _timed(Head(line[:at], line[at + 1 :].lstrip(BLANKS)))
    head = _head_with_colon(line) if at >= 0 else None
    return head or (_head_without_colon(line) if line[:1] in ("Q", "A", "*", "_", *_LEADS) else None)


def _head_with_colon(line: str) -> Head | None:
    """`[41:07] **Name** (role): words`, with any of it left out."""
    time = ""
    if line[0] in _LEADS and (lead := _LEAD.match(line)):
        line = line[lead.end() :]
    if line[0] in _TIME_BEGINS and (leading := _LEADING_TIME.match(line)):
        time, line = leading["time"] or leading["bare"], line[leading.end() :]
    if line[:1] in ("*", "_") and (plain := _without_marks(line)):
        line = plain
        if line[0] in _TIME_BEGINS and (leading := _LEADING_TIME.match(line)):
            time, line = leading["time"] or leading["bare"], line[leading.end() :]
    split = _split(line)
    if split is None:
        return None
    label, capacity, later = read_name(split[0])
    if not is_label(label) or split[1].startswith(_NO_WORDS):
        return None
    return _timed(Head(label, split[1].lstrip(BLANKS), capacity, time or later))


def _timed(head: Head) -> Head:
    """`head` with the time its words begin with, if it has none: `Name: (00:03)`, then the words."""
    if head.time or head.words[:1] not in ("(", "["):
        return head
    found = _TIME_FIRST.match(head.words)
    return head._replace(time=found["time"], words=head.words[found.end() :]) if found else head


@lru_cache(maxsize=4096)
def read_name(text: str) -> tuple[str, str, str]:
    """Label, capacity and time from a name with brackets after it; pronouns stay with the name.

    Behind a name in capitals the capacity may stand without brackets, as radio writes it: `ANN BEE, HOST`.
    """
    name, pronouns, capacity, time = clean_line(text).strip(f" {UNSEEN}"), "", "", ""
    while name.endswith((")", "]", "）")) and (found := _BRACKET.search(name[-REACH:])):
        inside = (found["round"] or found["square"] or found["wide"]).strip()
        if _IS_TIME.fullmatch(inside) and not time:
            time = inside
        elif are_pronouns(inside) and not pronouns:
            pronouns = f" {found[0].strip()}"
        elif capacity or not inside:
            break
        else:
            capacity = inside
        name = name[: len(name) - len(found[0])]
    before, comma, after = name.partition(", ")
    if comma and not capacity and name.isupper() and not is_label(name):
        name, capacity = before, after
    return name + pronouns, capacity, time


@lru_cache(maxsize=4096)
def _is_bare(text: str) -> bool:
    """Whether `text` is a label with nothing around it; most are, and speakers come again."""
    return text.replace(" ", "").isalpha() and text == clean_line(text) and is_label(text)


def is_time(text: str) -> bool:
    """Whether `text` is the time of day or the place in a recording, and nothing else."""
    return _IS_TIME.fullmatch(text) is not None


def _head_without_colon(line: str) -> Head | None:
    """`Q. words`, `A) words`, `Q12 – words`, `Q    words`; also in bold, or behind a bullet."""
    if lead := _LEAD.match(line):
        line = line[lead.end() :]
    if line[:1] in ("*", "_"):
        line = _without_marks(line)
    found = _ROLE_AND_SIGN.match(line)
    return Head(found["label"], found["words"]) if found else None


def _split(line: str) -> tuple[str, str] | None:
    """Name and words on either side of the first colon outside brackets; `Name 10:32: words` has two."""
    found = _NAME.match(line[:REACH])
    if not found:
        return None
    at = found.end()
    if not (line[at - 1 : at].isdecimal() and line[at + 1 : at + 3].isdecimal()):
        return line[:at], line[at + 1 :]
    further = _REST_OF_TIME.match(line, at)
    named = _TRAILING_TIME.fullmatch(line, 0, further.end()) if further else None
    return (f"{named['name']} ({named['time']})", line[further.end() + 1 :]) if further and named else None


def _without_marks(line: str) -> str:
    """`line` without the marks around its head: `**Name:** x`, `**Name** (role): x`, `**Q: x**`; or empty."""
    mark = next(mark for mark in _MARKS if line.startswith(mark))
    inside, found, rest = line[len(mark) : REACH].partition(mark)
    if not found or not inside.strip() or rest[:1].isalnum():
        return ""
    rest += line[REACH:]
    colons = [at for at in (inside.find(":"), inside.find("：")) if at >= 0]
    if not colons or inside.rstrip().endswith((":", "：")) or not rest.strip():
        return inside.lstrip() + rest
    at = min(colons) + 1
    return f"{inside[:at].lstrip()} {mark}{inside[at:].lstrip()}{mark}{rest}"
