"""Whole pastes, and what each should be read as; `python -m tests.transcripts.whole` writes what it is.

A paste is a file in pastes/. The JSON beside it is what `parse_transcript` should print, written before the
paste was parsed. Those in blind/ are by someone who knew the grammar's description and no code.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from blog.management.commands.parse_transcript import as_data
from blog.transcripts import Parsed, parse, read_date
from blog.transcripts.cleaning import unix_lines

PASTES = Path(__file__).parent / "pastes"
PAGE = Path(__file__).parents[2] / "docs" / "transcripts.md"
KEYWORDS = re.compile(r"^\W*(Source|Via|From|Fuente|Quelle|来源|المصدر)\s*[:：]", re.MULTILINE)
CUE_FRAME = re.compile(r"^WEBVTT$|^\d+$(?=\n\d\d:)|^[\d:.,]+ --> .*$|<\w?/?[^>\s]*(?=[>\s])", re.MULTILINE)
HEAD = """# What pastes are read as

{right} of the {all} pastes in `tests/transcripts/pastes/` are read fully right: every turn with its kind,
name, capacity, time and words, the source with its date, and what is left over. Words lost: {lost}. Of the
{prose} that are prose and only look like an exchange, {offered} are offered as one. The {blind} in
`tests/transcripts/pastes/blind/`, of which {right_blind} are right, are by someone who knew the
description of the grammar and no code. People and words are invented.

`make transcripts` writes this page; a test fails while it is not what that would write. What was expected
stands beside each paste, in JSON; `tests/transcripts/pastes/NOTES.md` says where that was settled later.

| paste | read as | speakers | source | words left over | right | lost |
|---|---|---|---|---|---|---|
"""
LINE_NUMBER = re.compile(r"^\s*(\d{1,2})\s", re.MULTILINE)


@dataclass(frozen=True)
class Paste:
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(PASTES).with_suffix("").as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_bytes().decode("utf-8")

    @property
    def is_blind(self) -> bool:
        return self.path.parent.name == "blind"

    @cached_property
    def expected(self) -> dict[str, Any]:
        return dict(json.loads(self.path.with_suffix(".json").read_text("utf-8")))

    @cached_property
    def parsed(self) -> Parsed:
        return parse(self.text)

    @cached_property
    def found(self) -> dict[str, Any]:
        return as_data(self.parsed)

    def differences(self) -> list[str]:
        """What is not as expected; nothing if all is right. Left-over words count in their order."""
        if self.found["offered"] != self.expected["offered"]:
            return ["offered"] if self.found["offered"] else ["not offered"]
        if not self.expected["offered"]:
            return []
        differ = [] if self.found["source"] == self.expected["source"] else ["source"]
        if _in_order(self.found["leftovers"]) != _in_order(self.expected["leftovers"]):
            differ.append("left over")
        if len(self.found["turns"]) != len(self.expected["turns"]):
            return [*differ, f"{len(self.found['turns'])} turns"]
        for number, (found, expected) in enumerate(
            zip(self.found["turns"], self.expected["turns"], strict=True), 1
        ):
            differ += [f"turn {number}: {field}" for field in expected if found[field] != expected[field]]
        return differ

    def lost_words(self) -> Counter[str]:
        """The words of the paste, each as often as it stands there, that are told nowhere."""
        text = unix_lines(self.text)
        return words(text) - words(told(self.parsed)) - self._unsaid(text)

    def _unsaid(self, text: str) -> Counter[str]:
        """Words that only frame what was said: keywords, a date now in figures, cues' and lines' numbers."""
        unsaid = words(" ".join(KEYWORDS.findall(text)[:1]))
        source = self.parsed.exchange.source
        if source and source.date:
            starts = (at for at in range(len(text)) if text[at].isalnum())
            unsaid += next(
                (
                    words(written)
                    for at in starts
                    if read_date(written := text[at:].partition("\n")[0]) == source.date
                ),
                Counter[str](),
            )
        if "-->" in text:
            unsaid += words("\n".join(CUE_FRAME.findall(text))) + words("amp " * text.count("&amp;"))
            for turn in self.parsed.exchange.turns:
                unsaid += Counter({word: text.count(word) for word in words(turn.label)})
        if LINE_NUMBER.match(text):
            unsaid += Counter(LINE_NUMBER.findall(text))
        return unsaid


def pastes() -> list[Paste]:
    """Ours first, then the blind ones, each by name."""
    return sorted(map(Paste, PASTES.rglob("*.txt")), key=lambda paste: (paste.is_blind, paste.name))


def words(text: str) -> Counter[str]:
    return Counter(_in_order([text]))


def _in_order(texts: list[str]) -> list[str]:
    return re.findall(r"[^\W_]+", "\n".join(texts))


def told(parsed: Parsed) -> str:
    """Every word a parsed paste holds."""
    exchange = parsed.exchange
    parts = [exchange.context, *parsed.leftovers]
    for turn in exchange.turns:
        parts += [turn.label, turn.capacity, turn.time, turn.text]
    if source := exchange.source:
        parts += [source.title, source.url, source.date]
    return "\n".join(parts)


def page(read: list[Paste]) -> str:
    """docs/transcripts.md: what each paste was read as, and what of it is not right."""
    right = [paste for paste in read if not paste.differences()]
    blind = [paste for paste in read if paste.is_blind]
    prose = [paste for paste in read if not paste.expected["offered"]]
    return HEAD.format(
        all=len(read),
        right=len(right),
        blind=len(blind),
        right_blind=sum(paste.is_blind for paste in right),
        lost=sum(paste.lost_words().total() for paste in read),
        prose=len(prose),
        offered=sum(paste.found["offered"] for paste in prose),
    ) + "".join(map(_row, read))


def _row(paste: Paste) -> str:
    turns, source = paste.found["turns"], paste.found["source"]
    kinds = Counter(turn["kind"] for turn in turns)
    read_as = ", ".join(f"{number} {kind}{'s' * (number > 1)}" for kind, number in kinds.items())
    speakers = ", ".join(dict.fromkeys(turn["speaker"] for turn in turns))
    left = sum(words("\n".join(paste.found["leftovers"])).values()) if turns else 0
    cells = [
        paste.name,
        read_as or "prose",
        speakers,
        " · ".join(filter(None, source.values())) if source else "",
        str(left or ""),
        ", ".join(paste.differences()) or "yes",
        str(paste.lost_words().total()),
    ]
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(pastes()), "utf-8")
