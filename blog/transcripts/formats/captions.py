"""Captions of recordings: WebVTT (W3C, with its `<v Name>`) and SubRip (`.srt`)."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import east_asian_width

from blog.transcripts.formats import Raw, RawTurn
from blog.transcripts.grammar.heads import read_head, read_name
from blog.transcripts.grammar.labels import fold_name

_TIMING = re.compile(
    r"(?P<start>(?:\d{1,3}:)?\d{1,2}:\d{2})[.,]\d{1,3}\s+-->\s+(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}(?:\s+\w+:\S*+)*+"
)
_VOICE = re.compile(r"<v(?:\.[\w.-]++)?\s++(?P<name>[^<>]{1,200})>")
_TAG = re.compile(
    r"</?(?:[ibucv]|ruby|rt)(?:\.[\w.-]{1,40})?>|</?lang(?: [\w-]{1,35})?>|</?font(?: [^<>]{0,80})?>"
    r"|<\d[\d:.]{0,12}>|\{\\an?\d\}",
    re.IGNORECASE,
)
_ENTITY = re.compile("&(amp|lt|gt|nbsp|lrm|rlm);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "nbsp": "\u00a0", "lrm": "\u200e", "rlm": "\u200f"}
_NEW_SPEAKER = re.compile(r"^>{2,3}\s*(?=\S)")
_COMMENT = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s.*)?")


def applies(text: str) -> bool:
    """Whether a line of the text is the timing of a cue."""
    return "-->" in text and any(_TIMING.fullmatch(line) for line in text.split("\n") if "-->" in line)


def read(text: str) -> Raw:
    """Turns of the cues; one that continues the same speaker joins the turn before.

    Timings and the numbers of cues are no words. Comments, the header and the names of cues fit nowhere.
    """
    reader = _Reader(is_web=text.lstrip().startswith("WEBVTT"))
    for block in _blocks(text):
        reader.block(block)
    for turn in reader.raw.turns:
        turn.lines = ["".join(turn.lines)]
    return reader.raw


def heard(text: str) -> list["Heard"]:
    """Each line of words, when its caption begins and whose it is, without joining any."""
    reader = _Reader(is_web=text.lstrip().startswith("WEBVTT"))
    for block in _blocks(text):
        reader.block(block)
    return reader.heard


class Heard(NamedTuple):
    """`time` as `41:07`, `label` "" of nobody named."""

    time: str
    label: str
    words: str


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """The lines between blank ones, with their numbers."""
    block = list[tuple[int, str]]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if stripped := line.strip():
            block.append((number, stripped))
        elif block:
            yield block
            block = []


class _Reader:
    def __init__(self, *, is_web: bool) -> None:
        self.raw = Raw()
        self.heard: list[Heard] = []
        self._is_web = is_web
        self._time = ""

    def block(self, lines: list[tuple[int, str]]) -> None:
        """Read a cue, or what stands between cues. Words without a timing belong to the cue before."""
        if (
            self._is_web
            and _COMMENT.fullmatch(lines[0][1])
            and not any("-->" in line for _number, line in lines)
        ):
            self.raw.beside += [(number, line) for number, line in lines if line != "WEBVTT"]
            return
        for at, (number, line) in enumerate(lines):
            timing = _TIMING.fullmatch(line)
            if timing:
                self._time = _plain_time(timing["start"])
            elif at + 1 < len(lines) and _TIMING.fullmatch(lines[at + 1][1]):
                self._name_of_cue(number, line, starts=at == 0)
            else:
                self._words(number, line)

    def _name_of_cue(self, number: int, line: str, *, starts: bool) -> None:
        """What stands right above a timing: its number or its name; within a block maybe words."""
        if line.isdecimal() or line == "WEBVTT":
            return
        if starts:
            self.raw.beside.append((number, line))
        else:
            self._words(number, line)

    def _words(self, number: int, line: str) -> None:
        """Words of a cue: each voice tag or label opens a turn, unless it is the open one's."""
        at = 0
        for voice in _VOICE.finditer(line):
            self._said(number, line[at : voice.start()])
            label, capacity, _time = read_name(voice["name"])
            if label:
                self._speak(number, label, capacity)
            at = voice.end()
        self._said(number, line[at:])

    def _said(self, number: int, words: str) -> None:
        words = _TAG.sub("", words).strip()
        if self._is_web:
            words = _ENTITY.sub(lambda found: _ENTITIES[found[1]], words)
        words = _NEW_SPEAKER.sub("", words)
        if head := read_head(words) if words else None:
            self._speak(number, head.label, head.capacity, head.time)
            words = head.words
        if words:
            speaker = self.raw.turns[-1].label if self.raw.turns else ""
            self.heard.append(Heard(self._time, speaker, words))
        if words and self.raw.turns:
            _join(self.raw.turns[-1].lines, words)
        elif words:
            self.raw.before.append((number, words))

    def _speak(self, number: int, label: str, capacity: str, time: str = "") -> None:
        if not self.raw.turns or fold_name(self.raw.turns[-1].label) != fold_name(label):
            self.raw.turns.append(RawTurn(label, [], number, capacity, time or self._time))


def _join(said: list[str], words: str) -> None:
    """Put `words` behind what was said: where a caption breaks means nothing."""
    said.append(f"{gap(said[-1], words)}{words}" if said else words)


def gap(said: str, words: str) -> str:
    """What stands between the two: a space, but nothing between wide signs."""
    return "" if all(east_asian_width(sign) in "WF" for sign in (said[-1], words[0])) else " "


def _plain_time(start: str) -> str:
    """`00:41:07` → `41:07`; hours stay where there are any."""
    hours, _colon, rest = start.partition(":")
    return rest if start.count(":") == 2 and not hours.strip("0") else start
