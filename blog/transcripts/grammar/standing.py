"""Names on lines of their own, above the words they said: `MEI TAN` or `Mei Tan`, then text."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from blog.transcripts.cleaning import clean_line
from blog.transcripts.grammar.heads import read_head
from blog.transcripts.grammar.labels import LONGEST, is_label, is_role

MOST_WORDS = 4
_MARKS = "*_#"


def standing_names(lines: Sequence[str]) -> frozenset[str]:
    """The lines that are names above words; none where headlines or paragraphs would do as well.

    Names in capitals right above their words need be two. Others begin a paragraph: one of them is a role or
    comes twice, or every paragraph begins so. Where several are bold or headlines, no others are names. Where
    more lines begin with a name and a colon, nothing stands.
    """
    found = [at for at, line in enumerate(lines) if 0 < len(line) <= LONGEST and is_standing_name(line)]
    marked = [at for at in found if lines[at][0] in _MARKS]
    found = marked if len(marked) > 1 else found
    if len(found) < 2:
        return frozenset()
    capitals = {at for at in found if lines[at].isupper() and _words_below(lines, at)}
    begin = {at for at in found if at not in capitals and _begins_paragraph(lines, at)}
    standing = _chosen(lines, capitals, begin)
    heads = sum(1 for line in lines if line[:1].strip() and read_head(line)) if standing else 0
    return frozenset(lines[at] for at in standing) if len(standing) > heads else frozenset()


def standing_label(line: str) -> str:
    """The name in such a line, without the marks of bold type or of a headline."""
    return clean_line(line).strip(_MARKS).strip()


@lru_cache(maxsize=4096)
def is_standing_name(line: str) -> bool:
    """Whether a line may be nothing but a name."""
    if line[0].isspace() or line[-1] == "." or ":" in line or "：" in line:
        return False
    label = standing_label(line)
    return len(label.split()) <= MOST_WORDS and is_label(label)


def _chosen(lines: Sequence[str], capitals: set[int], begin: set[int]) -> set[int]:
    every = capitals | begin
    times = Counter(standing_label(lines[at]) for at in every)
    if len(times) > 1 and any(count > 1 or is_role(label) for label, count in times.items()):
        return every
    if len(capitals) > 1:
        return capitals
    paragraphs = sum(1 for at, line in enumerate(lines) if line.strip() and _begins_paragraph(lines, at))
    full_names = len(begin) > 1 and all(
        _words_below(lines, at) and " " in standing_label(lines[at]) for at in begin
    )
    return begin if full_names and len(begin) == paragraphs else set()


def _begins_paragraph(lines: Sequence[str], at: int) -> bool:
    return at == 0 or not lines[at - 1].strip()


def _words_below(lines: Sequence[str], at: int) -> bool:
    return at + 1 < len(lines) and bool(lines[at + 1].strip())
