"""What forums and chats tell of a message beside its words: when, how liked, which buttons."""

import re

CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?(?!\w))?"
_UNIT = r"(?:s|m|h|d|w|mo|y|min|hr|yr|sec|second|minute|hour|day|week|month|year)s?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_SCORE = r"-?[\d.,]{1,9}[kKM]?\s?(?:points?|(?:up)?votes?|likes?|replies|reply|comments?|reactions?|views?)"
_AGO = rf"(?:about )?(?:\d{{1,4}}|an?)\s?{_UNIT}(?: ago)?"
_WHEN = rf"(?:[Tt]oday|[Yy]esterday|{_DATE})(?:,? (?:at )?{CLOCK})?|{CLOCK}|{_AGO}"
_BUTTONS = (
    r"Reply|Share|Report|Save|Follow|Like|Award|Give Award|Copy link|OP|Author|Mod|MOD|Admin|level \d{1,2}"
    r"|Upvote|Downvote|Vote|reply|permalink|parent|embed|save|report|share|next|prev|root|flag|hide|favorite"
    r"|[Ee]dited"
)
_FACT = re.compile(
    rf"[(\[]?(?:{_WHEN}|{_SCORE}|{_BUTTONS}|@[\w.]{{1,40}})[)\]]?\*?(?!\w)|\[(?:[–-]|S|OP|deleted)\]|[·•|⋅]"
)
_GAP = re.compile(r"\s*[·•|⋅—–-]\s*|\s+")
_IS_CLOCK = re.compile(CLOCK)


def are_facts(line: str) -> bool:
    """Whether a stripped line tells of a message and nothing else."""
    return facts_end(line, 0) == len(line)


def facts_end(line: str, start: int) -> int:
    """Where the facts that stand one after another from `start` end; `start` if there are none."""
    at = end = start
    while fact := _FACT.match(line, at):
        end = fact.end()
        gap = _GAP.match(line, end)
        if not gap:
            break
        at = gap.end()
        if at == len(line):
            return at
    return end


def clock(text: str) -> str:
    """The first time of day in `text`, or nothing."""
    found = _IS_CLOCK.search(text)
    return found[0] if found else ""
