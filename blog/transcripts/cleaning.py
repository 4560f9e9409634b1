"""What rows may hold: the one place that says how words are tidied before they are kept.

Line breaks of every kind become newlines. NUL, a byte order mark and broken characters go, for nothing can
store them. Blanks around a text and at the ends of its lines go, and several blank lines are one, for they
part paragraphs all the same. Nothing else changes: letters, quotation marks, case, and spaces before and
inside a line stay as they were said.
"""

import re
from dataclasses import replace

from blog.transcripts.exchange import Exchange, SourceLine, Translation, Turn

BLANKS = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace()) + "\u200b\u2060\ufeff"
"""White space, and the signs of no width that word processors leave beside it."""

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSTORABLE = re.compile("[\x00\ufeff]")
_BROKEN = re.compile("[\ud800-\udfff]")
_NO_WIDTH = re.compile("[\x00\u2060\ufeff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def unix_lines(text: str) -> str:
    """`text` with every kind of line break as one newline, and only signs that can be stored."""
    return _BROKEN.sub("\ufffd", _UNSTORABLE.sub("", _LINE_BREAKS.sub("\n", text)))


def clean_text(text: str) -> str:
    """What a row holds of several lines."""
    return tidy(unix_lines(text))


def clean_line(text: str) -> str:
    """What a row holds of one line, such as a name: single spaces, no signs without width."""
    return " ".join(_BROKEN.sub("\ufffd", _NO_WIDTH.sub("", text).replace("\u200b", " ")).split())


def clean(exchange: Exchange) -> Exchange:
    """`exchange` as rows hold it. A turn has a label, and a source a title or an address, or it is none."""
    source = exchange.source and SourceLine(
        clean_line(exchange.source.title),
        "".join(clean_line(exchange.source.url).split()),
        exchange.source.date,
    )
    return replace(
        exchange,
        turns=tuple(_clean_turn(turn) for turn in exchange.turns),
        source=source if source and (source.title or source.url) else None,
        context=clean_text(exchange.context),
    )


def tidy(text: str) -> str:
    """`clean_text` for what has been through `unix_lines`."""
    text = text.strip(BLANKS)
    if "\n" not in text:
        return text
    lines = (line.rstrip(BLANKS) for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines))


def _clean_turn(turn: Turn) -> Turn:
    translation = turn.translation
    if translation:
        text = clean_text(translation.text)
        translation = (
            Translation(translation.language, clean_line(translation.translator), text) if text else None
        )
    return replace(
        turn,
        label=clean_line(turn.label),
        capacity=clean_line(turn.capacity),
        time=clean_line(turn.time),
        text=clean_text(turn.text),
        translation=translation,
    )
