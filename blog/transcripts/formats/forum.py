"""Copies from forums, chats and threads: a name on its line, then when, scores, buttons, then words."""

import re

from blog.transcripts.exchange import clean_line
from blog.transcripts.formats import Raw, RawTurn

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_UNIT = r"(?:s|m|min|mins|h|hr|hrs|d|w|mo|y|yr|seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
_AGO = rf"(?:\d{{1,4}}|an?)\s?{_UNIT}(?: ago)?"
_SCORE = r"-?[\d.,]{1,9}[kK]?\s(?:points?|votes?|upvotes?|likes?|replies|reply|comments?|reactions?)"
_BUTTON = (
    r"(?:Reply|Share|Report|Save|Follow|Like|Award|Give Award|[Pp]ermalink|[Ee]dited|OP|Author|Mod|level \d+"
    r"|Upvote|Downvote)"
)
_WHEN = rf"(?:(?:Today|Yesterday|today|yesterday)(?: at)? )?{_CLOCK}|{_AGO}"
_FACT = rf"(?:{_WHEN}|{_SCORE}|{_BUTTON})"
_SEPARATOR = r"\s*[·•|—–-]?\s*"
_FACTS = re.compile(rf"[(\[]?{_FACT}(?:{_SEPARATOR}{_FACT}){{0,6}}[)\]]?", re.ASCII)
_NAME = r"(?P<name>[^\s:·•|—\[\](){}<>][^:·•|—\[\](){}<>\n]{0,48}?)"
_NAME_THEN_FACTS = re.compile(
    rf"{_NAME}(?:\s+[·•|—–]\s*|\s{{2,}}|\t|\s+(?=\d{{1,2}}:\d{{2}}))(?P<facts>{_FACTS.pattern})"
)
_STAMPED = re.compile(
    rf"\[?(?P<date>\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}),?\s(?P<time>{_CLOCK})\]?\s?(?:-\s)?"
    r"(?P<name>[^:\n]{1,60}): (?P<rest>.*)",
    re.ASCII,
)
_LONE_NAME = re.compile(r"(?:u/|@)?[^\W\d_][\w.'’-]{0,38}(?: [^\W\d_][\w.'’-]{0,24}){0,3}")
_LONGEST = 160


def applies(text: str) -> bool:
    """Whether at least two lines name a writer the way forums and chats do."""
    lines = [line.strip() for line in text.split("\n")]
    found = 0
    for number, line in enumerate(lines):
        found += _writer(lines, number) is not None or _stamped(line) is not None
        if found > 1:
            return True
    return False


def read(text: str) -> Raw:
    """Turns by writer; scores, buttons and times ago are told as left over."""
    raw = Raw()
    lines = [line.strip() for line in text.split("\n")]
    for number, line in enumerate(lines):
        if stamped := _stamped(line):
            raw.turns.append(
                RawTurn(clean_line(stamped["name"]), [stamped["rest"]], "", clean_line(stamped["time"]))
            )
            raw.after.append((number + 1, stamped["date"]))
        elif writer := _writer(lines, number):
            name, facts = writer
            raw.turns.append(RawTurn(name, [], "", _clock(facts)))
            if facts and _clock(facts) != facts:
                raw.after.append((number + 1, facts))
        elif raw.turns and line and len(line) <= _LONGEST and _FACTS.fullmatch(line):
            raw.after.append((number + 1, line))
        elif raw.turns:
            raw.turns[-1].lines.append(line)
        elif line:
            raw.before.append(line)
    return raw


def _writer(lines: list[str], number: int) -> tuple[str, str] | None:
    """The writer a line names, with what it says of when; facts may stand on the next line."""
    line = lines[number]
    if not line or len(line) > _LONGEST or _FACTS.fullmatch(line):
        return None
    if found := _NAME_THEN_FACTS.fullmatch(line):
        return clean_line(found["name"]), clean_line(found["facts"])
    following = next((told for told in lines[number + 1 : number + 3] if told), "")
    if _LONE_NAME.fullmatch(line) and len(following) <= _LONGEST and _FACTS.fullmatch(following):
        return line, ""
    return None


def _stamped(line: str) -> re.Match[str] | None:
    return _STAMPED.fullmatch(line) if line[:1] in "[0123456789" else None


def _clock(facts: str) -> str:
    found = re.search(_CLOCK, facts, re.ASCII)
    return found[0] if found else ""
