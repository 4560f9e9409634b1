"""The portable form of an exchange: reads and writes `::: qa` and its inside, the Transcript box.

    ::: qa SLUG {lang=en said=2025-01-31}
    Context: what led to it
    Name (capacity) [41:07] {kind=remark lang=es}: words
      more words, indented two spaces
    Translation (en, Translator): words
    Source: [title](address), 2025-01-31
    :::

Rows → fence → rows is the identity for every field of rows as `clean` leaves them. Settings in braces and
backslashes are written only where the plain form would be read as something else.
"""

import re
from dataclasses import replace

from blog.transcripts.escapes import escape
from blog.transcripts.exchange import (
    KINDS,
    Exchange,
    FenceError,
    SourceLine,
    Translation,
    Turn,
    clean_line,
    clean_text,
    unix_lines,
)
from blog.transcripts.formats import Raw, RawTurn, plain
from blog.transcripts.heads import Head, write_head
from blog.transcripts.kinds import Asking
from blog.transcripts.source import KEYWORDS, write_source

_OPENING = re.compile(r" {0,3}(?P<colons>:{3,})\s*qa(?=[\s{]|$)(?P<rest>[^\n]*)")
_HEADER = re.compile(r"\s*(?P<slug>[^\s{}]*)\s*(?P<settings>\{[^{}]*\})?\s*")
_SETTING = re.compile(r"([a-z]+)=(\S+)")
_RESERVED = KEYWORDS | {"context", "translation"}


def read_fence(text: str) -> Exchange:
    """The exchange in a whole `::: qa …` block. Raises FenceError."""
    lines = unix_lines(text).strip("\n").split("\n")
    opening = _OPENING.fullmatch(lines[0])
    if not opening:
        raise FenceError(1, "A fence begins with “::: qa”.")
    end = next((n for n in range(1, len(lines)) if _closes(lines[n], len(opening["colons"]))), None)
    if end is None:
        raise FenceError(1, f"This fence is not closed. End it with a line “{opening['colons']}”.")
    if beyond := next((n for n in range(end + 1, len(lines)) if lines[n].strip()), None):
        raise FenceError(
            beyond + 1, f"“{lines[beyond].strip()[:40]}” stands after the end of the fence. Move it inside."
        )
    slug, settings = _header(opening["rest"])
    exchange = read_inside("\n".join(lines[1:end]), first_line=2)
    return replace(
        exchange,
        slug=slug,
        language=settings.get("lang", exchange.language),
        said=settings.get("said", exchange.said),
    )


def write_fence(exchange: Exchange) -> str:
    """`exchange` as a `::: qa …` block, without a last newline."""
    inside = write_inside(exchange)
    longest = max((len(colons) for colons in re.findall(r"^[ \t]*(:{3,})", inside, re.MULTILINE)), default=2)
    colons = ":" * (longest + 1)
    header = " ".join(part for part in (f"{colons} qa", exchange.slug, write_settings(exchange)) if part)
    return f"{header}\n{inside}\n{colons}"


def read_inside(text: str, first_line: int = 1) -> Exchange:
    """The exchange in what stands between the fence's lines. Raises FenceError."""
    raw = plain.read(unix_lines(text))
    if raw.after:
        number, line = raw.after[0]
        raise FenceError(
            number + first_line - 1,
            f"“{line.strip()[:40]}” stands after the source. Move the Source line to the end.",
        )
    exchange = assemble(raw)
    if not any(turn.text for turn in exchange.turns):
        raise FenceError(
            first_line,
            "Nobody speaks here. Begin each turn with a name and a colon, such as “Q: …” or “Mei Tan: …”.",
        )
    if empty := next((turn for turn in exchange.turns if not turn.text), None):
        raise FenceError(
            first_line, f"“{empty.label}” says nothing. Write the words after the colon, or remove the name."
        )
    return exchange


def write_inside(exchange: Exchange) -> str:
    """What stands between the fence's lines: blank lines between turns, everything else indented."""
    blocks = [f"Context: {_indented(exchange.context)}"] if exchange.context else []
    asking = Asking()
    for turn in exchange.turns:
        blocks.append(_write_turn(turn, asking.kind(turn.label, turn.text)))
        asking.settle(turn.label, turn.kind)
    if exchange.source:
        blocks.append(f"Source: {write_source(exchange.source)}")
    return "\n\n".join(blocks)


def assemble(raw: Raw) -> Exchange:
    """Turns with their kinds from what a format found; words before the first turn are its context."""
    asking, turns = Asking(), []
    for found in raw.turns:
        text = clean_text("\n".join(found.lines))
        label = clean_line(found.label)
        kind = found.kind if found.kind in KINDS else asking.kind(label, text)
        asking.settle(label, kind)
        turns.append(_turn(found, kind, label, text))
    source = raw.source
    if source is not None and not (source.title or source.url):
        source = None
    return Exchange(
        turns=tuple(turns), source=source, context=clean_text("\n".join([*raw.before, *raw.context]))
    )


def clean(exchange: Exchange) -> Exchange:
    """`exchange` as rows hold it: clean lines and texts, nothing else changed."""
    turns = tuple(
        replace(
            turn,
            label=clean_line(turn.label),
            capacity=clean_line(turn.capacity),
            time=clean_line(turn.time),
            text=clean_text(turn.text),
            translation=turn.translation
            and Translation(
                turn.translation.language,
                clean_line(turn.translation.translator),
                clean_text(turn.translation.text),
            ),
        )
        for turn in exchange.turns
    )
    source = exchange.source and SourceLine(
        clean_line(exchange.source.title), "".join(exchange.source.url.split()), exchange.source.date
    )
    return replace(exchange, turns=turns, source=source, context=clean_text(exchange.context))


def _turn(found: RawTurn, kind: str, label: str, text: str) -> Turn:
    translation = None
    if found.translation:
        language, translator, lines = found.translation
        translation = Translation(language, translator, clean_text("\n".join(lines)))
    return Turn(
        kind, label, text, clean_line(found.capacity), clean_line(found.time), found.language, translation
    )


def _write_turn(turn: Turn, expected_kind: str) -> str:
    attributes = {"kind": turn.kind} if turn.kind != expected_kind or turn.label.lower() in _RESERVED else {}
    if turn.language:
        attributes["lang"] = turn.language
    block = write_head(Head(turn.label, "", turn.capacity, turn.time, attributes)) + _indented(turn.text)
    if turn.translation:
        said = turn.translation
        by = f", {escape(said.translator, '(),')}" if said.translator else ""
        bracket = f" ({escape(said.language, '(),')}{by})" if said.language or by else ""
        block += f"\nTranslation{bracket}: {_indented(said.text)}"
    return block


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if number and line else line for number, line in enumerate(text.split("\n")))


def read_settings(text: str) -> dict[str, str] | None:
    """`{lang=en said=2025-01-31}` as a dictionary; None where `text` is no braces. Raises FenceError."""
    if not (text.startswith("{") and text.endswith("}")):
        return None
    inside = text[1:-1]
    settings = dict(_SETTING.findall(inside))
    unknown = set(settings) - {"lang", "said"}
    if unknown or _SETTING.sub("", inside).strip():
        wrong = ", ".join(sorted(unknown)) or inside.strip()
        raise FenceError(1, f"“{wrong}” is no setting of a fence. Known are lang=en and said=2025-01-31.")
    return settings


def _header(rest: str) -> tuple[str, dict[str, str]]:
    found = _HEADER.fullmatch(rest)
    if not found:
        raise FenceError(
            1, "After “::: qa” comes at most a name without spaces, and settings such as {said=2025-01-31}."
        )
    return found["slug"], read_settings(found["settings"] or "{}") or {}


def write_settings(exchange: Exchange) -> str:
    settings = {"lang": exchange.language, "said": exchange.said}
    told = " ".join(f"{name}={value}" for name, value in settings.items() if value)
    return f"{{{told}}}" if told else ""


def _closes(line: str, colons: int) -> bool:
    stripped = line.strip()
    return len(stripped) >= colons and set(stripped) == {":"} and not line.startswith("    ")
