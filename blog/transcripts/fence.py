"""The portable form of an exchange: reads and writes `::: qa` and its inside, the Transcript box.

    ::: qa SLUG {lang=en said=2025-01-31}
    Context: what led to it
    Name (capacity) [41:07] {kind=remark lang=es}: words
      more words, indented two spaces
    Translation (en, Translator): words
    Source: [title](address), 2025-01-31
    :::

Rows → fence → rows is the identity for every field of rows as `clean` leaves them: all lines but the first of
a text are indented, and an indented line continues. Settings in braces and backslashes are written only where
the plain form would be read as something else.
"""

import re
from dataclasses import replace

from blog.message import Message
from blog.transcripts.assembling import assemble
from blog.transcripts.cleaning import tidy, unix_lines
from blog.transcripts.exchange import Exchange, FenceError, Turn
from blog.transcripts.formats import Raw, RawTurn, plain
from blog.transcripts.grammar.heads import Head
from blog.transcripts.grammar.kinds import Asking
from blog.transcripts.grammar.marked import (
    BadSettingError,
    read_settings,
    write_head,
    write_settings,
    write_translation,
)
from blog.transcripts.grammar.recurring import lone_phrases
from blog.transcripts.grammar.sources import write_source

_OPENING = re.compile(r" {0,3}(?P<colons>:{3,})\s*qa(?=[\s{]|$)(?P<rest>[^\n]*)")
_HEADER = re.compile(r"\s*(?P<slug>[^\s{}]*)\s*(?:\{(?P<settings>[^{}]*)\})?\s*")
_SETTINGS_LINE = re.compile(r"\{(?P<settings>[^{}]*)\}")
_COLONS = re.compile(r":{3,}")


def read_fence(text: str) -> Exchange:
    """The exchange in a whole `::: qa …` block. Raises FenceError."""
    lines = unix_lines(text).split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    opening = _OPENING.fullmatch(lines[start])
    if not opening:
        raise FenceError(start + 1, Message("A fence begins with “::: qa”."))
    colons = opening["colons"]
    end = next((at for at in range(start + 1, len(lines)) if _closes(lines[at], len(colons))), None)
    if end is None:
        told = Message("This fence is not closed. End it with a line “%(colons)s”.", colons=colons)
        raise FenceError(start + 1, told)
    if beyond := next((at for at in range(end + 1, len(lines)) if lines[at].strip()), None):
        told = Message(
            "“%(words)s” stands after the end of the fence. Move it inside.", words=lines[beyond].strip()[:40]
        )
        raise FenceError(beyond + 1, told)
    slug, settings = _header(opening["rest"], start + 1)
    exchange = read_inside("\n".join(lines[start + 1 : end]), first_line=start + 2)
    language, said = settings.get("lang", exchange.language), settings.get("said", exchange.said)
    return replace(exchange, slug=slug, language=language, said=said)


def write_fence(exchange: Exchange) -> str:
    """`exchange` as a `::: qa …` block, without a last newline."""
    inside = _write_turns(exchange)
    colons = ":" * (max(map(len, _COLONS.findall(inside)), default=2) + 1)
    slug = f" {exchange.slug}" if exchange.slug else ""
    return f"{colons} qa{slug}{_settings_of(exchange)}\n{inside}\n{colons}"


def begins_with_settings(text: str) -> bool:
    """Whether a line `{lang=en}` stands first, as in what a box shows."""
    return _SETTINGS_LINE.fullmatch(text.strip().partition("\n")[0].strip()) is not None


def read_inside(text: str, first_line: int = 1) -> Exchange:
    """The exchange in what stands between the fence's lines; a first line `{lang=en}` may say settings.

    Raises FenceError, its line counted from `first_line`.
    """
    lines = unix_lines(text).split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    settings = {}
    if found := _SETTINGS_LINE.fullmatch(lines[start].strip()):
        settings = _read_settings(found["settings"], first_line + start)
        lines[start] = ""
    raw = plain.read("\n".join(lines))
    exchange, silent = assemble(raw)
    _refuse_faults(raw, silent, first_line)
    if not exchange.turns:
        told = Message(
            "Nobody speaks here. Begin each turn with a name and a colon, such as “Q: …” or “Mei Tan: …”."
        )
        raise FenceError(first_line + start, told)
    context = tidy("\n".join([line for _number, line in raw.before] + raw.context))
    return replace(
        exchange, context=context, language=settings.get("lang", ""), said=settings.get("said", "")
    )


def write_inside(exchange: Exchange) -> str:
    """What stands between the fence's lines, with the settings on a line of their own."""
    settings = _settings_of(exchange).strip()
    return f"{settings}\n{_write_turns(exchange)}" if settings else _write_turns(exchange)


def _write_turns(exchange: Exchange) -> str:
    """Context, turns and source, blank lines between them and everything that continues indented."""
    blocks = [f"Context: {_continued(exchange.context)}"] if exchange.context else []
    asking, phrases = Asking(), lone_phrases([turn.label for turn in exchange.turns])
    for turn in exchange.turns:
        expected = asking.kind(turn.label, turn.text)
        asking.settle(turn.label, turn.kind)
        kind = "" if turn.kind == expected else turn.kind
        blocks.append(_write_turn(turn, kind, by_letter=turn.label in phrases))
    if exchange.source:
        blocks.append(f"Source: {write_source(exchange.source)}")
    return "\n\n".join(blocks)


def _write_turn(turn: Turn, kind: str, *, by_letter: bool) -> str:
    first, *further = turn.text.split("\n")
    head = Head(turn.label, first, turn.capacity, turn.time, kind, turn.language)
    block = "\n".join([write_head(head, by_letter=by_letter), *_indented(further)])
    if said := turn.translation:
        block += f"\n{write_translation(said.language, said.translator)}{_continued(said.text)}"
    return block


def _continued(text: str) -> str:
    first, *further = text.split("\n")
    return "\n".join([first, *_indented(further)])


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _refuse_faults(raw: Raw, silent: list[RawTurn], first_line: int) -> None:
    """Raise FenceError for the first line whose words would be lost or not be what was meant."""
    faults = [
        (number, Message("%(why)s If it is part of what was said, indent it by two spaces.", why=why))
        for number, why in raw.faults
    ]
    faults += [
        (
            number,
            Message(
                "“%(words)s” belongs to no turn. Begin it with a name, or move it above the source.",
                words=line.strip()[:40],
            ),
        )
        for number, line in raw.after[:1]
    ]
    faults += [
        (
            turn.line,
            Message(
                "“%(name)s” says nothing. Write the words after the colon, or remove the name.",
                name=turn.label,
            ),
        )
        for turn in silent[:1]
    ]
    if faults:
        number, why = min(faults)
        raise FenceError(number + first_line - 1, why)


def _header(rest: str, line: int) -> tuple[str, dict[str, str]]:
    found = _HEADER.fullmatch(rest)
    if not found:
        told = Message(
            "After “::: qa” comes at most a name without spaces, and settings such as {said=2025-01-31}."
        )
        raise FenceError(line, told)
    return found["slug"], _read_settings(found["settings"] or "", line)


def _read_settings(inside: str, line: int) -> dict[str, str]:
    try:
        return read_settings(inside, "lang", "said")
    except BadSettingError as error:
        raise FenceError(line, error.message) from error


def _settings_of(exchange: Exchange) -> str:
    return write_settings(lang=exchange.language, said=exchange.said)


def _closes(line: str, colons: int) -> bool:
    stripped = line.strip()
    return len(stripped) >= colons and not stripped.strip(":") and not line.startswith("    ")
