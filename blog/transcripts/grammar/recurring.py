"""Labels that one line cannot tell from a phrase, and their coming again can."""

from collections import Counter
from collections.abc import Sequence

from blog.transcripts.cleaning import BLANKS, clean_line
from blog.transcripts.grammar.heads import Head
from blog.transcripts.grammar.kinds import ends_as_question
from blog.transcripts.grammar.labels import LONGEST, fold_name, is_role, may_name_outlet


def asking_outlets(lines: Sequence[str]) -> frozenset[str]:
    """What begins several lines, most of which ask, as a paper's name does: `La Gazette du port`."""
    begun, asked = Counter[str](), Counter[str]()
    for line in lines:
        if (
            line[:1].isupper()
            and " " in line[:LONGEST]
            and (head := _beginning(line))
            and may_name_outlet(head.label)
        ):
            begun[head.label] += 1
            asked[head.label] += ends_as_question(head.words)
    return frozenset(label for label, times in begun.items() if times > 1 and asked[label] * 2 > times)


def outlet_head(line: str, outlets: frozenset[str]) -> Head | None:
    """The head of a line that begins with one of the `outlets`."""
    head = _beginning(line) if outlets else None
    return head if head and head.label in outlets else None


def lone_phrases(labels: Sequence[str]) -> frozenset[str]:
    """Those of the labels that come once, in a script without capitals, where two others come again.

    Any short phrase before a colon looks like a name there; between two who take turns it is hardly one.
    """
    doubtful = {label for label in set(labels) if label.upper() == label.lower() and not is_role(label)}
    times = Counter(map(fold_name, labels)) if doubtful else Counter[str]()
    if sum(count > 1 for count in times.values()) < 2:
        return frozenset()
    return frozenset(label for label in doubtful if times[fold_name(label)] == 1)


def _beginning(line: str) -> Head | None:
    """Some words before the first colon of a line, if they are few, and what follows."""
    at = line.find(":", 0, LONGEST + 1)
    if at < 0 or not line[0].isupper() or " " not in (begun := clean_line(line[:at])):
        return None
    return Head(begun, line[at + 1 :].strip(BLANKS))
