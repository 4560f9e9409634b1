"""Copies from forums, chats and threads: who wrote and when, scores and buttons, then words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from blog.transcripts.cleaning import clean_line
from blog.transcripts.formats import Raw, RawTurn
from blog.transcripts.grammar.facts import CLOCK, are_facts, clock, facts_end
from blog.transcripts.grammar.heads import read_head
from blog.transcripts.grammar.labels import fold_name, is_label
from blog.transcripts.grammar.words import LEVELS, NO_LABELS

LONGEST = 160
"""The longest line, in characters, that may be about a message and not of it."""

LOOK = 400
"""How many lines are looked at to tell a thread: one shows itself early."""

_TELLS = re.compile(r"\d:\d\d|\bago\b|\d ?(?:points?|mo|[hdmwy])\b|\bReply\b|^<\S{1,40}> |@\w", re.MULTILINE)
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_STAMP = rf"{_DATE},?\s{CLOCK}|{CLOCK},\s{_DATE}"
_STAMPS = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rf"\[?(?P<facts>{_STAMP})\]?\s?(?:-\s)?(?P<name>[^:\[\]]{{1,60}}): ?(?P<words>.*)",
        rf"(?P<facts>{CLOCK})\s+From\s+(?P<name>[^:]{{1,60}}?)(?P<to>\s+to\s+[^:]{{1,60}})?\s*:\s?(?P<words>.*)",
        r"(?P<facts>\d{1,2}:\d\d:\d\d)\t(?P<name>[^:\t]{1,60})\t(?P<words>.*)",
        rf"(?P<name>[^,:\[\]]{{1,60}}), \[(?P<facts>{_DATE},?\s{CLOCK})\]:?(?P<words>)",
    )
]
"""A phone's chat, a meeting's chat, a table, a messenger's export: any name may stand beside a full stamp."""
_LESS_SURE_STAMPS = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rf"(?:\[?(?P<facts>{CLOCK})\]?\s+)?<[@+ ]?(?P<name>[^<>\s]{{1,40}})>\s(?P<words>.*)",
        rf"\[(?P<facts>(?:{_DATE},?\s)?{CLOCK})\]\s(?P<name>[^:\[\]]{{1,60}}):?(?P<words>)",
    )
]
_TAGS = frozenset(
    "a b br code dd div dl dt em figure h1 h2 h3 h4 hr i img li ol p pre q s span strong table td th tr u"
    " ul".split()
)
_GAP = re.compile(r"\s*[·•|⋅—–]\s*|\s+")
_UNSEEN = "\u200e\u200f"
_COLLAPSE, _OWN = re.compile(r"\[[–-]\]\s?"), "[S]"
_NOT_IN_NAMES = re.compile(r"[:：\[\](){}<>\\]")
_HANDLE = re.compile(r"[^\W_][\w.'’-]{1,38}|(?:u/|@)[\w.-]{1,38}")


class MessageHead(NamedTuple):
    """What stands above, or before, the words of a message; `end` is the line it goes on at, from 0."""

    name: str
    facts: tuple[str, ...]
    words: str
    end: int


def applies(text: str) -> bool:
    """Whether two lines name a writer as forums and chats do, and no more begin with a name and a colon.

    Replies may be set in, the first message is not: an indented line of a Transcript box only continues.
    """
    if not _TELLS.search(text):
        return False
    lines = text.split("\n", LOOK)[:LOOK]
    at = messages = heads = 0
    while at < len(lines):
        message = _message(lines, at) if messages or not lines[at][:1].isspace() else None
        messages += message is not None
        heads += message is None and read_head(lines[at]) is not None
        at = message.end if message else at + 1
    return messages > 1 and messages >= heads


def read(text: str) -> Raw:
    """Turns by writer; scores, buttons, days and times ago fit nowhere. Replies may be set in."""
    raw, lines, at, indent = Raw(), text.split("\n"), 0, ""
    while at < len(lines):
        line, number = lines[at], at + 1
        if message := _message(lines, at):
            indent = line[: len(line) - len(line.lstrip(" \t"))]
            time = next(filter(None, map(clock, message.facts)), "")
            raw.turns.append(RawTurn(message.name, [message.words], number, time=time))
            raw.beside += [(number, told) for told in message.facts if told.strip("[()]") != time]
            at = message.end
            continue
        if not raw.turns:
            raw.before += [(number, line)] if line.strip() else []
        elif _is_furniture(lines, at):
            raw.beside.append((number, line.strip()))
        else:
            raw.turns[-1].lines.append(line.removeprefix(indent))
        at += 1
    return raw


def _message(lines: Sequence[str], at: int) -> MessageHead | None:
    """The message that begins at a line, told with what it says of itself on the lines right below."""
    line = lines[at].lstrip(" \t").strip(_UNSEEN).rstrip()
    if not line or line[0].isspace():
        return None
    if line[0] in "[<0123456789" or "[" in line[:LONGEST]:
        stamped = _stamped(line)
        if stamped:
            told = tuple(
                clean_line(stamped[name]) for name in ("facts", "to") if stamped.groupdict().get(name)
            )
            return MessageHead(clean_line(stamped["name"]), told, stamped["words"], at + 1)
    if len(line) > LONGEST:
        return None
    if named := _name_and_facts(line):
        end, facts = _facts_below(lines, at + 1)
        return MessageHead(named[0], (named[1], *facts), "", end)
    if _is_writer(line) and (line[0] == "@" or not are_facts(line)):
        end, facts = _facts_below(lines, at + 1)
        return MessageHead(clean_line(line), facts, "", end) if facts else None
    return None


def _stamped(line: str) -> re.Match[str] | None:
    for stamp in _STAMPS:
        if found := stamp.fullmatch(line):
            name = found["name"].split()
            return found if name and name[0].lower() not in LEVELS else None
    for stamp in _LESS_SURE_STAMPS:
        if found := stamp.fullmatch(line):
            name = clean_line(found["name"])
            return found if name.lower() not in _TAGS and _is_writer(name) else None
    return None


def _name_and_facts(line: str) -> tuple[str, str] | None:
    """`mei_tan 40 points 2 hours ago` in two. Where one space parts them, the facts must tell of a time."""
    line = _COLLAPSE.sub("", line, count=1) if line.startswith("[") else line
    tried = 0
    for gap in _GAP.finditer(line):
        if gap.start() == 0 or gap.end() < tried:
            continue
        tried = facts_end(line, gap.end())
        facts = line[gap.end() :]
        if tried == len(line) and facts:
            name = clean_line(line[: gap.start()].removesuffix(_OWN))
            given_last = name.replace(", ", " ", 1)
            told = gap[0] != " " or clock(facts) or facts.endswith("ago") or " ago" in facts
            return (name, clean_line(facts)) if told and _is_writer(given_last) else None
    return None


def _facts_below(lines: Sequence[str], start: int) -> tuple[int, tuple[str, ...]]:
    """Where the words begin, and the lines of facts before them; one blank line may stand between."""
    at, facts = start, list[str]()
    while at < len(lines):
        beyond = at + 1 if not lines[at].strip() and at + 1 < len(lines) else at
        if not _is_furniture(lines, beyond):
            break
        facts.append(clean_line(lines[beyond]))
        at = beyond + 1
    return at, tuple(facts)


def _is_furniture(lines: Sequence[str], at: int) -> bool:
    """Whether a line is about a message: facts, or a number among them, as counters under a button are."""
    line = lines[at].strip()
    if not line or len(line) > LONGEST:
        return False
    if line.isdecimal():
        beside = [lines[near].strip() for near in (at - 1, at + 1) if 0 <= near < len(lines)]
        return any(near and len(near) <= LONGEST and are_facts(near) for near in beside)
    return are_facts(line)


def _is_writer(name: str) -> bool:
    """Whether a name may be one writes under: a label, or a single word such as `mei_tan`."""
    if _NOT_IN_NAMES.search(name):
        return False
    handle = _HANDLE.fullmatch(name) is not None and not name.isdecimal()
    return is_label(name) or (handle and fold_name(name) not in NO_LABELS)
