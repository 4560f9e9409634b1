"""Speakers' names before their words, line by line: what people paste, and the inside of a fence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from blog.transcripts.cleaning import BLANKS
from blog.transcripts.formats import Raw, RawTurn
from blog.transcripts.grammar import programme
from blog.transcripts.grammar.heads import Head, is_time, read_head
from blog.transcripts.grammar.labels import UNSEEN
from blog.transcripts.grammar.marked import BadSettingError, read_marked_head, read_translation
from blog.transcripts.grammar.quotes import unquoted
from blog.transcripts.grammar.recurring import asking_outlets, lone_phrases, outlet_head
from blog.transcripts.grammar.sources import is_address, read_source, source_words
from blog.transcripts.grammar.standing import standing_label, standing_names

_CONTEXT = "context:"
_AROUND_TIME = "[]() "
_INDENTED = ("  ", "\t")
_CODE = ("```", "~~~")
_MAIL_HEADER = re.compile(r"(?:To|Subject|Sent):", re.IGNORECASE)
_RULE = re.compile(r"[-*_=:·•~—–][-*_=:·•~—– ]*")


def applies(text: str) -> bool:
    """Any text may be plain; it is tried last."""
    return True


def read(text: str) -> Raw:
    """Turns, source and context; words before the first turn and after the source are told apart."""
    lines, after_quote = unquoted(text.split("\n"))
    raw = _Reader(lines, after_quote).read()
    if phrases := lone_phrases([turn.label for turn in raw.turns]):
        raw.turns = _put_back(phrases, raw.turns, lines)
    return raw


class _Reader:
    """Goes through the lines once. `_open` takes what continues; `_held` waits for what comes next."""

    def __init__(self, lines: Sequence[str], after_quote: frozenset[int]) -> None:
        self.raw = Raw()
        self._lines = lines
        self._after_quote = after_quote
        self._standing = standing_names(lines)
        self._outlets = asking_outlets(lines)
        self._entries = programme.entries(lines)
        self._open: list[str] | None = None
        self._held: list[tuple[int, str]] = []
        self._in_code = False
        self._source_at = 0

    def read(self) -> Raw:
        for number, line in enumerate(self._lines, 1):
            if self._open is not None and line.startswith(_INDENTED):
                self._open.append(line[2:] if line[0] == " " else line[1:])
            elif line and ("!" <= line[0] <= "~" or line.strip(BLANKS)):
                self._line(number, line)
            elif self._open is not None:
                self._open.append("")
        self._let_go()
        return self.raw

    def _line(self, number: int, line: str) -> None:
        """Read a line that has words and continues nothing by its indentation."""
        if number in self._after_quote:
            self._open = None
        if self._source_at:
            self._below_source(number, line)
        elif line.startswith(_CODE):
            self._in_code = not self._in_code
            self._say(number, line)
        elif self._in_code or line.startswith(_INDENTED) or line in self._entries:
            self._say(number, line)
        elif line in self._standing:
            self._begin(number, Head(standing_label(line), ""))
        elif not self._reads(number, line.strip(BLANKS) if line[0] in BLANKS else line):
            self._say(number, line)

    def _reads(self, number: int, line: str) -> bool:
        """Whether `line` is a head, a keyword or furniture; then it has been read."""
        if line[0] not in "QA" and line[0].isalpha() and ":" not in line and "：" not in line:
            return False
        try:
            head = read_marked_head(line) or read_head(line) or outlet_head(line, self._outlets)
        except BadSettingError as error:
            self.raw.faults.append((number, error.message))
            return False
        if head:
            self._begin(number, head)
        elif _is_time(line) or _RULE.fullmatch(line):
            self._held.append((number, line))
        else:
            return self._translation(line) or self._context(line) or self._source(number, line)
        return True

    def _begin(self, number: int, head: Head) -> None:
        time = head.time
        if self._held:
            if not time and _is_time(self._held[-1][1]):
                time = self._held.pop()[1].strip(_AROUND_TIME)
            self._let_go()
        self._open = [head.words]
        self.raw.turns.append(
            RawTurn(head.label, self._open, number, head.capacity, time, head.kind, head.language)
        )

    def _say(self, number: int, line: str) -> None:
        """Keep words with what is open. A rule that waited is part of them, a time is not."""
        for held in self._held:
            if self._open is None or _is_time(held[1]):
                self.raw.beside.append(held)
            else:
                self._open.append(held[1])
        self._held = []
        if self._open is not None:
            self._open.append(line)
        else:
            (self.raw.after if self.raw.turns else self.raw.before).append((number, line))

    def _let_go(self) -> None:
        self.raw.beside += self._held
        self._held = []

    def _context(self, line: str) -> bool:
        if line[: len(_CONTEXT)].lower() != _CONTEXT or self.raw.turns or self.raw.context:
            return False
        self.raw.context.append(line[len(_CONTEXT) :].strip(BLANKS))
        self._open = self.raw.context
        return True

    def _translation(self, line: str) -> bool:
        if not self.raw.turns or self.raw.turns[-1].translation or not (said := read_translation(line)):
            return False
        words = [said.words]
        self.raw.turns[-1].translation = (said.language, said.translator, words)
        self._open = words
        return True

    def _source(self, number: int, line: str) -> bool:
        words = source_words(line) if self.raw.source is None else None
        if words is None or _sends_mail(self._lines, number - 1):
            return False
        self._let_go()
        self.raw.source = read_source(words) if words else None
        if self.raw.turns:
            self._source_at, self._open = number, None
        return True

    def _below_source(self, number: int, line: str) -> None:
        """Right under the source may stand its address, or all of it; the rest comes after the exchange."""
        source, below = self.raw.source, number == self._source_at + 1
        if below and source is None:
            self.raw.source, self._source_at = read_source(line), number
        elif below and source and not source.url and is_address(line.strip()):
            self.raw.source = replace(source, url=line.strip())
        else:
            self.raw.after.append((number, line))


def _sends_mail(lines: Sequence[str], at: int) -> bool:
    """Whether a line says who wrote a mail: a `From:` among its other headers."""
    if not lines[at].lstrip().startswith("From:"):
        return False
    around = [*lines[max(0, at - 4) : at], *lines[at + 1 : at + 5]]
    return any(_MAIL_HEADER.match(line) for line in around)


def _put_back(phrases: frozenset[str], turns: list[RawTurn], lines: Sequence[str]) -> list[RawTurn]:
    """The turns, those with a phrase for a label told as words of the turn before."""
    kept = turns[:1]
    for turn in turns[1:]:
        line = lines[turn.line - 1].strip(BLANKS)
        if turn.label in phrases and _is_plainly_written(turn, line):
            kept[-1].lines += [line, *turn.lines[1:]]
        else:
            kept.append(turn)
    return kept


def _is_plainly_written(turn: RawTurn, line: str) -> bool:
    """Whether the head of a turn is its label and a colon, and nothing else says that it is one."""
    rest = line.lstrip(BLANKS + UNSEEN).removeprefix(turn.label)
    return rest.lstrip(BLANKS).startswith((":", "：")) and not turn.translation


def _is_time(line: str) -> bool:
    return is_time(line.strip(_AROUND_TIME))
