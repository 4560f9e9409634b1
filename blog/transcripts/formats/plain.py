"""Speakers' names before their words, line by line: what people paste, and the inside of a fence."""

import re
from textwrap import dedent

from blog.transcripts.escapes import read_until, unescape
from blog.transcripts.exchange import clean_line
from blog.transcripts.formats import Raw, RawTurn
from blog.transcripts.heads import Head, read_head
from blog.transcripts.names import NO_LABELS, fold_name
from blog.transcripts.source import KEYWORDS, read_source

_KEYWORD = re.compile(
    r"\s*(?:[-*•]\s+)?[*_]{0,3}(?P<word>[A-Za-z]{3,11})[*_]{0,3}\s*[:：][*_]{0,3}\s*(?P<rest>.*)", re.DOTALL
)
_MAY_BE_KEYWORD = re.compile(r"[\s*_•-]*[SVFCsvfc]")
_TRANSLATION = re.compile(r"Translation\s*(?P<open>\()?")
_CODE = re.compile(r"\s{0,3}(```|~~~)")
_CONTINUED = ("  ", "\t")
_OWN_LINE = re.compile(r"[^\W\d_](?:[\w.'’&-]|[ \u00a0](?=\S)){1,58}", re.UNICODE)


def applies(text: str) -> bool:
    """Any text may be plain; it is tried last."""
    return True


def read(text: str) -> Raw:
    """Turns, source and context; words before the first turn and after the source are told apart."""
    reader = _Reader()
    lines = _unquoted(dedent(text).split("\n"))
    capitals = _capital_names(lines)
    for number, line in enumerate(lines, 1):
        reader.line(number, line, own_line=line.strip() in capitals)
    return reader.raw


class _Reader:
    """Goes through the lines once; `_open` collects what continues."""

    def __init__(self) -> None:
        self.raw = Raw()
        self._open: list[str] | None = None
        self._in_code = False
        self._closed = False

    def line(self, number: int, line: str, *, own_line: bool) -> None:
        """Read the next line; `own_line` says that it is a name standing alone."""
        if self._open is not None and line.startswith(_CONTINUED):
            self._open.append(line[2:] if line.startswith("  ") else line[1:])
            return
        if line.lstrip(" ").startswith(("```", "~~~")) and _CODE.match(line):
            self._in_code = not self._in_code
        if self._closed or self._in_code or not line.strip():
            self._continue(number, line)
        elif own_line:
            self._begin(Head(clean_line(line), ""))
        elif not self._keyword(line):
            head = read_head(line)
            if head:
                self._begin(head)
            else:
                self._continue(number, line)

    def _begin(self, head: Head) -> None:
        turn = RawTurn(head.label, [head.rest], head.capacity, head.time)
        turn.kind, turn.language = head.attributes.get("kind", ""), head.attributes.get("lang", "")
        self.raw.turns.append(turn)
        self._open = turn.lines

    def _continue(self, number: int, line: str) -> None:
        if self._closed:
            if line.strip():
                self.raw.after.append((number, line))
        elif self._open is not None:
            self._open.append(line)
        else:
            self.raw.before.append(line)

    def _keyword(self, line: str) -> bool:
        """`Source:`, `Context:` and `Translation (…):` where they may stand."""
        if self.raw.turns and self._translation(line):
            return True
        found = _MAY_BE_KEYWORD.match(line) and _KEYWORD.fullmatch(line)
        if not found:
            return False
        word, rest = found["word"].lower(), found["rest"]
        if word == "context" and not self.raw.turns and not self.raw.context:
            self.raw.context.append(rest)
            self._open = self.raw.context
            return True
        if word in KEYWORDS and rest.strip() and self.raw.source is None:
            self.raw.source = read_source(rest)
            self._closed = bool(self.raw.turns)
            return True
        return False

    def _translation(self, line: str) -> bool:
        found = _TRANSLATION.match(line)
        if not found:
            return False
        language = translator = ""
        at = found.end()
        if found["open"]:
            inside, at = read_until(line, at, ")")
            if at < 0:
                return False
            written, comma = read_until(inside, 0, ",")
            language, translator = (written, inside[comma:]) if comma >= 0 else (inside, "")
        if line[at : at + 1] not in (":", "："):
            return False
        words = [line[at + 1 :].lstrip()]
        turn = self.raw.turns[-1]
        if turn.translation is not None:
            return False
        turn.translation = (clean_line(unescape(language)), clean_line(unescape(translator)), words)
        self._open = words
        return True


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without one level of `>`, where every line that has words has it."""
    told = [line for line in lines if line.strip()]
    if told and all(line.lstrip().startswith(">") for line in told):
        return [re.sub(r"^\s*> ?", "", line) for line in lines]
    return lines


def _capital_names(lines: list[str]) -> set[str]:
    """Names in capitals, alone on their lines, each before words of its own; two of them at least."""
    found = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        name = line.strip()
        if (
            name.isupper()
            and following.strip()
            and _OWN_LINE.fullmatch(name)
            and fold_name(name) not in NO_LABELS
        ):
            found.append(name)
    return set(found) if len(found) > 1 else set()
