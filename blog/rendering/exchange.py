"""An exchange laid out for reading: rows of paragraphs, each of pieces of plain text. Never HTML.

Quoted words pass through unchanged: nothing is set, mended or re-cased. A template escapes every piece.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from blog.rendering.reading import count_words

EDITORIAL = r"\[[^\[\]\n]{1,300}\]"
"""What is the editor's in quoted words: a cut, an insertion, `[sic]`."""

FOLD_WORDS = 180
"""More words after the first answer fold; so does a longer answer, after this many of its own."""

type Paragraph = tuple[Piece, ...]

_CLASSES = {"question": "q", "answer": "a", "remark": "r", "editor": "r editor"}
_BARS = ("", " two", " three")
_PIECE = re.compile(
    r"(?P<link>https?://[^\s<>\"“”‘’«»、。，；：！？（）《》「」\[\]]+)"
    rf"|(?P<editor>{EDITORIAL})|(?P<break>\n)"
)
_GAP = re.compile(r"\n[^\S\n]*\n\s*")
_WIDE_COLON = {"zh", "ja", "yue"}


class Spoken(Protocol):
    """What is read of a turn: `blog.models.Turn` has it."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def capacity(self) -> str: ...
    @property
    def time_code(self) -> str: ...
    @property
    def speaker_url(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def translation(self) -> str: ...
    @property
    def translation_language(self) -> str: ...
    @property
    def translator(self) -> str: ...
    @property
    def person_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a paragraph. A `link` shows its own address, `editor` is a cut or an insertion in brackets."""

    kind: Literal["words", "link", "editor", "break"]
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A turn, or what is left of it below the fold (`continued`: its name and anchor stand above)."""

    turn: Spoken
    classes: str
    said: tuple[Paragraph, ...]
    translated: tuple[Paragraph, ...] = ()
    continued: bool = False

    @property
    def direction(self) -> str:
        return direction(_plain(self.said))

    @property
    def translated_direction(self) -> str:
        return direction(_plain(self.translated))

    @property
    def words(self) -> int:
        """Words a reader has before them first: those of the translation where there is one."""
        return count_words(_plain(self.translated or self.said))


@dataclass(frozen=True, slots=True)
class Layout:
    """`rows`, then `folded` ones behind a summary; `several` where more than one turn answers."""

    rows: tuple[Row, ...]
    folded: tuple[Row, ...] = ()
    several: bool = False

    @property
    def folded_turns(self) -> int:
        """Whole turns behind the fold; 0 where it opens in the middle of one."""
        return 0 if any(row.continued for row in self.folded) else len(self.folded)

    @property
    def folded_words(self) -> int:
        return _words(self.folded)

    @property
    def turns(self) -> int:
        return len({row.turn.number for row in (*self.rows, *self.folded)})

    @property
    def words(self) -> int:
        return _words((*self.rows, *self.folded))

    @property
    def translators(self) -> tuple[str, ...]:
        """Who translated, each once, in order; an unnamed one is an empty name."""
        translated = [row.turn.translator for row in (*self.rows, *self.folded) if row.translated]
        return tuple(dict.fromkeys(translated))


def lay_out(turns: Iterable[Spoken]) -> Layout:
    """The rows of these turns, in their order, folded where more than FOLD_WORDS follow the first answer."""
    turns = list(turns)
    speakers = list(dict.fromkeys(_speaker(turn) for turn in turns if turn.kind == "answer"))
    rows = [_row(turn, speakers) for turn in turns]
    shown, folded = _fold(rows)
    return Layout(shown, folded, several=sum(turn.kind == "answer" for turn in turns) > 1)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """`text` parted at blank lines; line breaks, bare addresses and words in brackets are pieces apart."""
    return tuple(tuple(_pieces(part)) for part in _GAP.split(text.strip()))


def colon(language: str) -> str:
    """What parts a name from the words, in this language (a BCP 47 tag)."""
    return "：" if language.lower().partition("-")[0] in _WIDE_COLON else ": "


def direction(text: str) -> str:
    """`rtl` or `ltr` by the first letter with a direction (Unicode UAX #9, P2 and P3); empty without one."""
    for sign in text:
        match unicodedata.bidirectional(sign):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return ""


def _row(turn: Spoken, speakers: Sequence[object]) -> Row:
    classes = _CLASSES[turn.kind]
    if turn.kind == "answer":
        classes += _BARS[speakers.index(_speaker(turn)) % len(_BARS)]
    translated = paragraphs(turn.translation) if turn.translation.strip() else ()
    return Row(turn, classes, paragraphs(turn.text), translated)


def _speaker(turn: Spoken) -> object:
    return turn.person_id or turn.label.casefold()


def _fold(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """What stands before the fold and what behind it: the cut comes after the first answer, or, in a
    long one of several paragraphs, after the paragraph with its FOLD_WORDS-th word."""
    first = next((at for at, row in enumerate(rows) if row.turn.kind == "answer"), 0)
    before, rest = list(rows[: first + 1]), list(rows[first + 1 :])
    if rows and (cut := _cut(rows[first])):
        before[-1] = replace(rows[first], said=rows[first].said[:cut])
        rest.insert(0, replace(rows[first], said=rows[first].said[cut:], continued=True))
    if _words(rest) > FOLD_WORDS:
        return tuple(before), tuple(rest)
    return tuple(rows), ()


def _cut(row: Row) -> int:
    """How many of its paragraphs stand before the fold; 0: all. A translated turn stays whole."""
    words = 0
    for at, paragraph in enumerate(row.said[:-1] if not row.translated else (), 1):
        words += count_words(_plain([paragraph]))
        if words > FOLD_WORDS:
            return at
    return 0


def _words(rows: Iterable[Row]) -> int:
    return sum(row.words for row in rows)


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    for found in _PIECE.finditer(text):
        start, end = found.span()
        if found["link"]:
            end = start + len(_address(found["link"]))
        if end == start:
            continue
        if at < start:
            yield Piece("words", text[at:start])
        yield Piece("link" if found["link"] else "editor" if found["editor"] else "break", text[start:end])
        at = end
    if at < len(text):
        yield Piece("words", text[at:])


def _address(found: str) -> str:
    """`found` without the punctuation of the sentence around it; empty if nothing of a host is left."""
    end, unopened = len(found), found.count(")") - found.count("(")
    while end and (found[end - 1] in ".,;:!?'*_}" or (found[end - 1] == ")" and unopened > 0)):
        unopened -= found[end - 1] == ")"
        end -= 1
    return found[:end] if re.match(r"https?://\w", found[:end]) else ""


def _plain(found: Iterable[Paragraph]) -> str:
    return " ".join(piece.text for paragraph in found for piece in paragraph)
