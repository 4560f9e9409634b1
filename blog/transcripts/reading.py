"""From any raw text to an exchange: choose the format, read, and say whether it is worth offering."""

from blog.transcripts.exchange import ANSWER, QUESTION, Exchange, FenceError, Parsed, clean_text, unix_lines
from blog.transcripts.fence import (
    assemble,
    read_fence,
    read_inside,
    read_settings,
    write_inside,
    write_settings,
)
from blog.transcripts.formats import captions, forum, plain

FORMATS = (captions, forum, plain)
"""Tried in this order; the first that applies reads."""


def parse(text: str) -> Parsed:
    """What any `text` says as an exchange. Total and linear; offered only with question and answer."""
    text = unix_lines(text).strip("\n")
    if text.lstrip(" ").startswith(":::"):
        try:
            return _parsed(read_fence(text.strip(" ")), ())
        except FenceError:
            pass
    raw = next(form for form in FORMATS if form.applies(text)).read(text)
    exchange = assemble(raw)
    leftovers = [clean_text(line) for _number, line in raw.after]
    if exchange.context and not raw.context:
        leftovers.insert(0, exchange.context)
        exchange = Exchange(exchange.turns, exchange.source)
    return _parsed(exchange, tuple(words for words in leftovers if words))


def read_box(text: str) -> Exchange:
    """What a Transcript box holds: a fence, a fence's inside, or any raw paste. Raises FenceError."""
    text = unix_lines(text).strip("\n")
    if text.startswith(":::"):
        return read_fence(text)
    if any(form.applies(text) for form in FORMATS[:-1]):
        parsed = parse(text)
        if any(turn.text for turn in parsed.exchange.turns):
            return _without_silent(parsed.exchange)
    first, _newline, rest = text.partition("\n")
    settings = read_settings(first.strip()) if first.strip().startswith("{") else None
    if settings is None:
        return read_inside(text)
    exchange = read_inside(rest, first_line=2)
    return Exchange(
        exchange.turns,
        exchange.source,
        "",
        settings.get("lang", ""),
        settings.get("said", ""),
        exchange.context,
    )


def write_box(exchange: Exchange) -> str:
    """What a Transcript box shows: `read_box` gives the same exchange back, without its slug."""
    return "\n".join(part for part in (write_settings(exchange), write_inside(exchange)) if part)


def _parsed(exchange: Exchange, leftovers: tuple[str, ...]) -> Parsed:
    spoken = {turn.kind for turn in exchange.turns if turn.text}
    return Parsed({QUESTION, ANSWER} <= spoken, exchange, leftovers)


def _without_silent(exchange: Exchange) -> Exchange:
    turns = tuple(turn for turn in exchange.turns if turn.text)
    return Exchange(turns, exchange.source, exchange.slug, exchange.language, exchange.said, exchange.context)
