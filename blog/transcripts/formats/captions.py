"""Captions of recordings: WebVTT (W3C, `<v Name>`) and SubRip (`.srt`)."""

import re

from blog.transcripts.formats import Raw, RawTurn
from blog.transcripts.heads import read_head
from blog.transcripts.names import fold_name

_TIMING = re.compile(
    r"\s*(?P<start>(?:\d{1,3}:)?\d{1,2}:\d{2})[.,]\d{1,3}\s+-->\s+(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}(?:\s.*)?",
    re.ASCII,
)
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+(?P<name>[^<>]{1,200})>")
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|ruby|rt|lang|font)\b[^<>]{0,80}>|<\d[\d:.]{0,12}>|\{\\an?\d\}", re.IGNORECASE
)
_HEADER = re.compile(r"WEBVTT\b.*")
_BLOCKS = ("NOTE", "STYLE", "REGION")


def applies(text: str) -> bool:
    """Whether a line of the text is the timing of a cue."""
    return any(_TIMING.fullmatch(line) for line in text.split("\n") if "-->" in line)


def read(text: str) -> Raw:
    """Turns of the cues; one that continues the same speaker joins the turn before."""
    raw = Raw()
    lines, time, at = text.split("\n"), "", 0
    while at < len(lines):
        line = lines[at].strip()
        if timing := _TIMING.fullmatch(line):
            time = _plain_time(timing["start"])
        elif _is_furniture(lines, at):
            pass
        elif line.startswith(_BLOCKS):
            at = _past_block(lines, at, raw)
            continue
        elif line:
            _cue_line(raw, line, time)
        at += 1
    return raw


def _cue_line(raw: Raw, line: str, time: str) -> None:
    """Words of a cue: each voice tag or label opens a turn, unless it is the open one's."""
    at, pieces = 0, list[tuple[str | None, str]]()
    for voice in _VOICE.finditer(line):
        pieces.append((None, line[at : voice.start()]))
        pieces.append((voice["name"].strip(), ""))
        at = voice.end()
    pieces.append((None, line[at:]))
    for name, words in pieces:
        said = _TAG.sub("", words).strip()
        if name is not None:
            _speak(raw, name, "", "", time)
        elif said and (head := read_head(said)):
            _speak(raw, head.label, head.rest, head.capacity, head.time or time)
        elif said and raw.turns:
            raw.turns[-1].lines.append(said)
        elif said:
            raw.before.append(said)


def _speak(raw: Raw, label: str, words: str, capacity: str, time: str) -> None:
    if raw.turns and fold_name(raw.turns[-1].label) == fold_name(label):
        if words:
            raw.turns[-1].lines.append(words)
        return
    raw.turns.append(RawTurn(label, [words] if words else [], capacity, time))


def _is_furniture(lines: list[str], at: int) -> bool:
    """The file's header, and the number of a cue."""
    line = lines[at].strip()
    if at == 0 and _HEADER.fullmatch(line.removeprefix("\ufeff")):
        return True
    following = lines[at + 1] if at + 1 < len(lines) else ""
    return line.isdecimal() and "-->" in following


def _past_block(lines: list[str], at: int, raw: Raw) -> int:
    """The line after a comment or style block; its words are kept as left over."""
    while at < len(lines) and lines[at].strip():
        raw.after.append((at + 1, lines[at].strip()))
        at += 1
    return at


def _plain_time(start: str) -> str:
    """`00:41:07` → `41:07`; hours stay where there are any."""
    hours, _colon, rest = start.partition(":")
    return rest if start.count(":") == 2 and not hours.strip("0") else start
