"""From any raw text to an exchange: choose the format, read, and say whether it is worth offering."""

from dataclasses import replace
from textwrap import dedent
from types import ModuleType

from blog.transcripts.assembling import assemble, left_over
from blog.transcripts.cleaning import tidy, unix_lines
from blog.transcripts.exchange import ANSWER, QUESTION, Exchange, FenceError, Parsed, Turn
from blog.transcripts.fence import begins_with_settings, read_fence, read_inside, write_inside
from blog.transcripts.formats import captions, forum, plain
from blog.transcripts.grammar.labels import is_label
from blog.transcripts.grammar.numbered import unnumbered

FORMATS = (captions, forum, plain)
"""Tried in this order; the first that applies reads."""


def parse(text: str) -> Parsed:
    """What any `text` says as an exchange. Total and linear; offered only with question and answer."""
    text = _opened(text)
    if _is_fence(text) or begins_with_settings(text):
        try:
            return _parsed(read_fence(text) if _is_fence(text) else read_inside(text), ())
        except FenceError:
            pass
    raw = _format(text).read(text)
    exchange, silent = assemble(raw)
    return _parsed(exchange, left_over(raw, silent))


def read_box(text: str) -> Exchange:
    """What a Transcript box holds: a fence, a fence's inside, or any raw paste. Raises FenceError."""
    text = _opened(text)
    if _is_fence(text):
        return read_fence(text)
    form = _format(text)
    if form is plain:
        return read_inside(text)
    raw = form.read(text)
    exchange, _silent = assemble(raw)
    context = tidy("\n".join(line for _number, line in raw.before))
    return replace(exchange, context=context) if exchange.turns else read_inside(text)


def write_box(exchange: Exchange) -> str:
    """What a Transcript box shows: `read_box` gives the same exchange back, without its slug."""
    return write_inside(exchange)


def _opened(text: str) -> str:
    """`text` with lines as they are read: unix breaks, no numbers, no indentation that all of them share."""
    text = unnumbered(unix_lines(text))
    return dedent(text) if text.lstrip("\n")[:1] in (" ", "\t") else text


def _is_fence(text: str) -> bool:
    return text.lstrip().startswith(":::")


def _format(text: str) -> ModuleType:
    return next(form for form in FORMATS if form.applies(text))


def _parsed(exchange: Exchange, leftovers: tuple[str, ...]) -> Parsed:
    spoken = {turn.kind for turn in exchange.turns if not _is_credit(turn)}
    return Parsed({QUESTION, ANSWER} <= spoken, exchange, leftovers)


def _is_credit(turn: Turn) -> bool:
    """Whether it asks nothing but says a name, as where it is told who takes part: `Host: Ann Bee`."""
    return turn.kind == QUESTION and " " in turn.text and turn.text[0].isupper() and is_label(turn.text)
