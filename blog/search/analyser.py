"""A text as the words it is found by, the same for both databases. Pure.

A word is folded: compatibility forms (NFKC), case, diacritics, Arabic and Hebrew points, and signs without
width make no difference. There is no stemming: "archive" is not "archives". Scripts written without spaces
are told in pairs of signs, which overlap (bigrams): so any two neighbours are found without a dictionary.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST = 64
"""Signs of a word that count."""
BREAK = "¶"
"""Stands between paragraphs, as a word nobody can ask for: no phrase reaches over it."""
VERSION = 3
"""Raised with whatever changes the words, terms or key of a text: what is stored is made anew then."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\uac00-\ud7af"  # kana, Hangul
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_LETTER = rf"[^ +\#{_UNSPACED}]"
_SIGNED = r"(?<![^ ])[a-z](?:\+\+|\#)(?![^ ])"
_PIECE = re.compile(rf"(?P<signed>{_SIGNED})|(?P<run>[{_UNSPACED}]+)|(?P<word>{_LETTER}+)")
"""In folded text: a letter with the signs of a language (C++, C#), a run without spaces, or a word."""

_WHOLE_LETTERS = frozenset("йЙїЇўЎ")
"""Their marks make other letters of them, as nobody leaves them out."""
_ALIKE = {
    **dict.fromkeys("øØ", "o"), **dict.fromkeys("łŁ", "l"), **dict.fromkeys("đĐðÐ", "d"), "ı": "i",
    **dict.fromkeys("æÆ", "ae"), **dict.fromkeys("œŒ", "oe"), **dict.fromkeys("þÞ", "th"),
    "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": "",
}  # fmt: skip
"""Letters that have no decomposition, and those of Arabic and Persian that hands and keyboards exchange."""
_KEPT_MARKS = frozenset({0, 8, 9})
"""Combining classes of marks that are part of a letter: vowel signs, kana voicing, virama."""


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where it stands, in characters of the text it was read from."""

    text: str
    start: int
    end: int


class _Folding(dict[int, str]):
    """Each character folded, worked out when it first comes: letters, digits, +, # or else a space."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


_FOLDING = _Folding()


def normal(text: str) -> str:
    """The form of `text` that `words` tells places in: canonically the same (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def words(text: str) -> Iterator[Word]:
    """The words of `text` (from `normal`), in order, and where each stands."""
    folded, place = fold(text)
    for start, end in _spans(folded):
        yield Word(folded[start:end][:LONGEST], place[start], place[end - 1] + 1)


def fold(text: str) -> tuple[str, Sequence[int]]:
    """`text` (from `normal`) folded, and for each character of that which one of `text` it comes from."""
    folded = text.translate(_FOLDING)
    is_even = text.isascii() or all(len(_FOLDING[ord(sign)]) == 1 for sign in set(text))
    return folded, range(len(text)) if is_even else _places(text)


def standing(word: str, *, is_start: bool = False) -> str:
    """The regular expression of a word where it stands in folded text; not of one without spaces around.

    With `is_start`, of each word that begins so.
    """
    if word[-1] in "+#":
        return rf"(?<![^ ]){re.escape(word)}(?![^ ])"
    unsigned = f"(?!{_SIGNED})" if len(word) == 1 else ""
    rest = f"{_LETTER}*" if is_start or len(word) == LONGEST else ""
    return f"(?<!{_LETTER}){unsigned}{re.escape(word)}{rest}(?!{_LETTER})"


def tokens(text: str) -> list[str]:
    """The same words without their places, as a document stores them."""
    folded = normal(text).translate(_FOLDING)
    return [folded[start:end][:LONGEST] for start, end in _spans(folded)]


def asked(text: str) -> list[str]:
    """The words of a question. A last sign, which may have a neighbour in the text, is in a pair already."""
    folded = normal(text).translate(_FOLDING).rstrip()
    return [folded[start:end][:LONGEST] for start, end in _spans(folded, with_last=False)]


def signs(found: list[str]) -> set[str]:
    """The single signs of pairs among `found`: what a question of one sign is found by."""
    return {sign for token in found if is_unspaced(token) for sign in token}


def is_unspaced(token: str) -> bool:
    """Whether it is a sign or a pair of a script without spaces."""
    return _RUN.fullmatch(token) is not None


_RUN = re.compile(f"[{_UNSPACED}]+")


def _spans(folded: str, *, with_last: bool = True) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends. A run without spaces gives each pair of signs, then its last sign."""
    for found in _PIECE.finditer(folded):
        start, end = found.span()
        if found["run"] is None:
            yield start, end
        else:
            yield from ((at, at + 2) for at in range(start, end - 1))
            if with_last or end < len(folded) or end - start == 1:
                yield end - 1, end


def _fold(sign: str) -> str:
    if sign in "+#" or sign in _WHOLE_LETTERS:
        return sign.casefold()
    if unicodedata.category(sign) == "Cf" or sign in _ALIKE:
        return _ALIKE.get(sign, "")
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    kept = "".join(_ALIKE.get(part, part) for part in whole if _stays(part))
    folded = unicodedata.normalize("NFC", kept)
    return "".join(_digit(part) if unicodedata.category(part)[0] in "LMN" else " " for part in folded)


def _stays(part: str) -> bool:
    return unicodedata.combining(part) in _KEPT_MARKS


def _digit(part: str) -> str:
    """Digits of any script as 0 to 9."""
    number = unicodedata.decimal(part, None)
    return part if number is None else str(number)


def _places(text: str) -> list[int]:
    """For each folded character which character of `text` it comes from."""
    return [at for at, sign in enumerate(text) for _folded in _FOLDING[ord(sign)]]
