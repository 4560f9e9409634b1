"""The head of a turn: who speaks, in what capacity, when. Read from a line in any of the pasted forms."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from blog.transcripts.escapes import escape, read_until, unescape
from blog.transcripts.exchange import clean_line
from blog.transcripts.names import NO_LABELS, are_pronouns, bare_name, fold_name, is_role

REACH = 240
"""How far into a line a head may reach, in characters."""
LABEL_WORDS = 6
LABEL_LENGTH = 60

_COLON = re.compile(r"[:：]")
_TIME = re.compile(r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?", re.ASCII)
_LEADING_TIME = re.compile(
    rf"[\[(]\s*(?P<time>{_TIME.pattern})\s*[\])]\s*|(?P<bare>{_TIME.pattern})\s+(?=\D)", re.ASCII
)
_BRACKET = re.compile(
    r"\s*(?:\((?P<round>[^()\n]{1,160})\)|\[(?P<square>[^\[\]\n]{1,40})\]|（(?P<wide>[^（）\n]{1,80})）)$"
)
_BULLET = re.compile(r"[-*•–]\s+(?=\S)")
_TIME_BEGINS = "[(0123456789"
_MARKS = ("***", "**", "__", "*", "_")
_DOTTED_ROLE = re.compile(r"(?P<label>[QA]\d{0,4})[.)]\s+(?P<rest>\S.*)", re.DOTALL)
_ATTRIBUTES = re.compile(r"\s*\{(?P<inside>[^{}\n]*)\}\s*[:：]\s?(?P<rest>.*)", re.DOTALL)
_ATTRIBUTE = re.compile(r"([a-z]+)=(\S+)")
_JOINING = frozenset(
    [
        "of",
        "the",
        "and",
        "&",
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "du",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "y",
        "e",
        "zu",
        "dos",
        "das",
    ]
)
_BRACKETS = "()[]{}（）"


@dataclass(frozen=True, slots=True)
class Head:
    """`rest` is the line after the head; `sure` that an author marked it as one (`{…}:`)."""

    label: str
    rest: str
    capacity: str = ""
    time: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    sure: bool = False


def read_head(line: str) -> Head | None:
    """The head `line` begins with, in any pasted form, or None for prose."""
    start = line[:REACH]
    if ":" not in start and "：" not in start:
        dotted = _DOTTED_ROLE.match(line)
        return Head(dotted["label"], dotted["rest"]) if dotted else None
    return _marked_head(line) or _pasted_head(line)


def write_head(head: Head) -> str:
    """The head and `: `, in the plainest form that `read_head` reads back as the same."""
    plain = head.label
    plain += f" ({head.capacity})" if head.capacity else ""
    plain += f" [{head.time}]" if head.time else ""
    if (
        not head.attributes
        and (read := read_head(f"{plain}: x"))
        and read == Head(head.label, "x", head.capacity, head.time)
    ):
        return f"{plain}: "
    marked = escape(head.label, f":：{_BRACKETS}")
    marked += f" ({escape(head.capacity, _BRACKETS)})" if head.capacity else ""
    marked += f" [{escape(head.time, _BRACKETS)}]" if head.time else ""
    attributes = " ".join(f"{name}={value}" for name, value in head.attributes.items())
    return f"{marked} {{{attributes}}}: "


def _marked_head(line: str) -> Head | None:
    """`Name (capacity) [time] {kind=… lang=…}: words`, where a backslash takes a sign's meaning away."""
    if "{" not in line[: REACH * 4]:
        return None
    before, at = read_until(line, 0, "{")
    if at < 0 or at > REACH * 4 or _name_end(before) is not None:
        return None
    found = _ATTRIBUTES.match(line, at - 1)
    if not found:
        return None
    attributes = dict(_ATTRIBUTE.findall(found["inside"]))
    if set(attributes) - {"kind", "lang"} or _ATTRIBUTE.sub("", found["inside"]).strip():
        return None
    label, capacity, time = _written_parts(before.strip())
    return Head(label, found["rest"], capacity, time, attributes, sure=True) if label else None


def _written_parts(text: str) -> tuple[str, str, str]:
    """Label, capacity and time of `Label (capacity) [time]` with escapes."""
    label, at = _until_any(text, "([")
    capacity = time = ""
    while at < len(text):
        close = ")" if text[at] == "(" else "]"
        inside, end = read_until(text, at + 1, close)
        if end < 0:
            return clean_line(unescape(text)), "", ""
        if close == ")":
            capacity = clean_line(unescape(inside))
        else:
            time = clean_line(unescape(inside))
        at = end + len(text[end:]) - len(text[end:].lstrip())
        if at < len(text) and text[at] not in "([":
            return clean_line(unescape(text)), "", ""
    return clean_line(unescape(label)), capacity, time


def _until_any(text: str, signs: str) -> tuple[str, int]:
    at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in signs:
            return text[:at], at
        at += 1
    return text, len(text)


def _pasted_head(line: str) -> Head | None:
    time = ""
    if bullet := line[:1] in "-*•–" and _BULLET.match(line):
        line = line[bullet.end() :]
    if leading := line[:1] in _TIME_BEGINS and _LEADING_TIME.match(line):
        time, line = leading["time"] or leading["bare"], line[leading.end() :]
    split = _split_at_colon(line)
    if split is None:
        return None
    name, rest = split
    label, capacity, later = _brackets(name)
    if not _is_label(label) or rest.startswith("//"):
        return None
    return Head(label, rest.lstrip(" \t\u00a0"), capacity, time or later)


def _split_at_colon(line: str) -> tuple[str, str] | None:
    """Name and words on either side of the colon; bold or italic marks around the name are no part of it."""
    for mark in _MARKS if line[:1] in "*_" else ():
        if line.startswith(mark):
            inside, found, rest = line[len(mark) : REACH].partition(mark)
            rest += line[REACH:] if found else ""
            if not found:
                return None
            if inside.rstrip().endswith((":", "：")):
                return inside.rstrip()[:-1], rest
            after = rest.lstrip()
            bracket = re.match(r"[(\[][^()\[\]\n]{1,160}[)\]]\s*", after)
            tail = after[bracket.end() :] if bracket else after
            if tail[:1] in (":", "："):
                return f"{inside} {bracket[0] if bracket else ''}", tail[1:]
            return None
    colon = _name_end(line)
    return (line[:colon], line[colon + 1 :]) if colon is not None else None


def _name_end(line: str) -> int | None:
    """Where the first colon outside brackets stands; `(10:32)` and `[41:07]` have colons of their own."""
    depth, escaped = 0, False
    for at, sign in enumerate(line[: REACH * 4]):
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign in "([（":
            depth += 1
        elif sign in ")]）":
            depth = max(0, depth - 1)
        elif depth == 0 and sign in ":：":
            return at
    return None


def _brackets(name: str) -> tuple[str, str, str]:
    """Label, capacity and time from a name with brackets after it; pronouns stay with the name."""
    capacity = time = ""
    name = clean_line(name)
    while name.endswith((")", "]", "）")) and (found := _BRACKET.search(name)):
        inside = clean_line(found["round"] or found["square"] or found["wide"])
        if _TIME.fullmatch(inside) and not time:
            time = inside
        elif found["round"] or found["wide"]:
            if capacity or are_pronouns(inside):
                break
            capacity = inside
        else:
            break
        name = name[: found.start()].rstrip()
    return name.strip(), capacity, time


@lru_cache(maxsize=4096)
def _is_label(label: str) -> bool:
    """Whether words before a colon may name a speaker: short, capitalised or of a script without case."""
    if not label or len(label) > LABEL_LENGTH or not any(sign.isalpha() for sign in label):
        return False
    if is_role(label):
        return True
    key = fold_name(label)
    words = bare_name(label).split()
    if len(words) > LABEL_WORDS or key in NO_LABELS or (key.split() or [""])[0] in NO_LABELS:
        return False
    return all(_may_be_part(word, number) for number, word in enumerate(words))


def _may_be_part(word: str, number: int) -> bool:
    if number and word.lower() in _JOINING:
        return True
    core = word.strip("\"'“”‘’«»(),./_@#-")
    if not core:
        return word in {"&", "/", "-", "–"}
    if any(sign in "!?;,。、" for sign in word) or (word.endswith(".") and len(core) > 3):
        return False
    if "://" in word or "=" in word or "<" in word or "`" in word:
        return False
    first = core[0]
    return (
        first.isupper()
        or (first.isalpha() and not first.islower())
        or (number > 0 and first.isdigit())
        or _is_handle(word)
    )


def _is_handle(word: str) -> bool:
    """A user name: `@someone`, `some_one`, `someone42`."""
    return word.startswith(("@", "u/")) or bool(re.fullmatch(r"[a-z]+(?:[_\d][\w]*)+", word, re.ASCII))
