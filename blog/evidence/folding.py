"""What counts as the same when words are checked: the folds of the contract, and a text word by word.

A text is parted into pieces: words, single marks, white space. They are compared whole, so a quotation can
neither begin nor end inside a word. A word holds the marks that join it ("can't", "non-linear", "3.5",
"and/or", "-5", "12 000", "(un)able"), and a hyphen at a line end. Chinese and Japanese write no spaces: there
each sign is a word. Where another script writes words together, as Thai does, what stands between spaces is
one word.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate

from blog.rendering.reading import SIGNS
from blog.transcripts.cleaning import BLANKS

_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
SINGLE_QUOTES = "'‘’‚‛‹›`´ʼ′＇"
DOUBLE_QUOTES = '"“”„‟«»″＂'
_HYPHENS = "-‐‑‒–−﹣－"
DASHES = f"{_HYPHENS}—―﹘⸺⸻"

TRIMMED = f"{BLANKS}{_INVISIBLE}"
"""What a passage neither begins nor ends with."""


LONGEST_WORD = 1000
"""Characters. A longer one is like no other."""


@dataclass(frozen=True, slots=True)
class Fold:
    """One difference that does not count: its name in a finding, and the text without it."""

    name: str
    apply: Callable[[str], str]


def _replacing(table: dict[str, str]) -> Callable[[str], str]:
    signs = str.maketrans(table)
    return lambda text: text.translate(signs)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# Typographic ligatures of Latin and Armenian. Their compatibility decomposition is what they are drawn from.
_LETTERS = {
    **{
        chr(code): unicodedata.normalize("NFKC", chr(code))
        for code in (*range(0xFB00, 0xFB07), *range(0xFB13, 0xFB18))
    },
    "…": "...",
}
_QUOTES = dict.fromkeys(SINGLE_QUOTES, "'") | dict.fromkeys(DOUBLE_QUOTES, '"')
_DASH_RUN = re.compile(f"[{DASHES}]+")

# Signs and marks beside which Chinese and Japanese text may be broken: white space there says nothing.
_SIGN = (
    f"{SIGNS}\u3001-\u303f\uff01\uff03-\uff06\uff08-\uff0c\uff0e\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_BETWEEN_SIGNS = re.compile(rf"(?<=[{_SIGN}])\s++|(?<!\s)\s++(?=[{_SIGN}])")
_WHITE = re.compile(r"\s+")


def _white_space(text: str) -> str:
    return _WHITE.sub(" ", _BETWEEN_SIGNS.sub("", text))


FOLDS = (
    Fold("soft-hyphens", _replacing(dict.fromkeys(_INVISIBLE, ""))),
    Fold("ligatures", _replacing(_LETTERS)),
    Fold("quotes", _replacing(_QUOTES)),
    Fold("dashes", lambda text: _DASH_RUN.sub("-", text)),
    Fold("nfc", _nfc),
    Fold("white-space", _white_space),
)
"""Every fold, in the order in which they are applied. Nothing else is folded."""


_ALL_SIGNS = str.maketrans(dict.fromkeys(_INVISIBLE, "") | _LETTERS | _QUOTES | dict.fromkeys(DASHES, "-"))


def fold(text: str) -> str:
    """`text` after every fold, in one go."""
    if text.isascii() and text.isalnum():
        return text
    return _white_space(_nfc(_DASH_RUN.sub("-", text.translate(_ALL_SIGNS))))


def folds_between(one: str, other: str) -> tuple[str, ...]:
    """The names of folds without which the two are not the same: none too many."""
    needed = list(FOLDS)
    for candidate in FOLDS:
        rest = [kept for kept in needed if kept is not candidate]
        if _folded(one, rest) == _folded(other, rest):
            needed = rest
    return tuple(kept.name for kept in needed)


def _folded(text: str, folds: list[Fold]) -> str:
    return reduce(lambda folded, one: one.apply(folded), folds, text)


# Marks that join a word when it stands on both sides of them, and marks that part words.
_MINUS = _HYPHENS.replace("-", r"\-")
_JOINING = rf"{SINGLE_QUOTES}{_MINUS}.,:/·‧\u0387_@&^\u2024\u2043\u2044\u2215\u2236\u22c5"
_PARTING = (
    rf"{re.escape(DOUBLE_QUOTES)}—―﹘⸺⸻…!()*;<=>?\[\]\\^{{|}}~¡¦§¨©«¬®¯¶¸»¿\u037e\u2016\u2017\u2020-\u2025"
    r"\u2033-\u2038\u203b-\u205e\u2190-\u2211\u2213-\u2bff\u2e00-\u2e5d\ufe10-\ufe19\ufe30-\ufe57\ufe59-\ufe62"
    r"\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
    r"\u0589\u05c3\u060c\u061b\u061f\u06d4\u0964\u0965\u0f0b-\u0f12\u104a\u104b\u1361-\u1368\u17d4-\u17d6"
)
# What stands on the sign before it: accents, and the choice of a variant.
_UPON = r"\u0300-\u036f\u200d\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
_LETTER = rf"[^\s{_INVISIBLE}{_SIGN}{_JOINING}{_PARTING}]"
_RUN = rf"{_LETTER}(?:{_LETTER}|[{_INVISIBLE}])*+"
# The sign of a number, also before its currency. Among several dashes it is one only after a longer dash.
_SIGNED = rf"[{_MINUS}](?=[A-Z]{{0,3}}[$£¥\u20a0-\u20cf]?\.?\d)"
_DASH = f"[{DASHES.replace('-', r'\-')}]"
_DASHED = rf"{_DASH}(?:(?!(?<=[‒–—―﹘⸺⸻]){_SIGNED}){_DASH})*+"
# What else stands inside a word: the full-width marks and the space of a number, a hyphen at a line end
# (but not before a speaker's label: there someone was interrupted).
_INSIDE = (
    rf"[{_JOINING}][{_INVISIBLE}]*+|(?<=\d)[．，：／](?=\d)|(?<=\d)(?<!\d{{4}})\s(?=\d{{3}}(?!\d))"
    rf"|(?:[\-‐][{_INVISIBLE}]*+|(?<=\u00ad))[^\S\n]*+\n[^\S\n]*+(?![^\n:]{{1,60}}:\s)"
)
_PIECE = re.compile(
    rf"[\s{_INVISIBLE}]*+[{_SIGN}][{_UPON}{_INVISIBLE}]*+[\s{_INVISIBLE}]*+"
    rf"|[{_INVISIBLE}]*+(?:\s[\s{_INVISIBLE}]*+"
    rf"|(?:{_SIGNED})?(?:\.(?=\d)|\({_LETTER}{{1,9}}\))?{_RUN}(?:(?:{_INSIDE}){_RUN})*+"
    rf"|(?:[.…]++|{_DASHED}|[{_JOINING}{_PARTING}])[{_UPON}{_INVISIBLE}]*+)"
    rf"|[{_INVISIBLE}]++"
)


class Pieces:
    """A text in pieces, and where each begins. `texts` joined are the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.texts: list[str] = _PIECE.findall(text)
        self.starts = list(accumulate(map(len, self.texts), initial=0))

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Where the pieces from `first` to before `end` stand, in characters, without blanks around them."""
        start, stop = self.starts[first], self.starts[end]
        text = self.text[start:stop]
        return start + len(text) - len(text.lstrip(TRIMMED)), stop - len(text) + len(text.rstrip(TRIMMED))


class Alphabet:
    """Writes a text with one sign for each piece, so that words are found as signs are.

    Only the pieces of quotations get signs of their own; whatever else a source says is OTHER.
    """

    OTHER = "\0"

    def __init__(self) -> None:
        self._signs: dict[str, str] = {}
        self._raw: dict[str, str] = {}

    def quotation(self, pieces: Pieces) -> str:
        for text in set(pieces.texts) - self._raw.keys():
            self._raw[text] = self._signs.setdefault(_one(text), chr(len(self._signs) + 1))
        return "".join([self._raw[text] for text in pieces.texts])

    def source(self, pieces: Pieces) -> str:
        known = {
            text: self._signs.get(_one(text), self.OTHER)
            for text in set(pieces.texts)
            if len(text) <= LONGEST_WORD or text.isspace()
        }
        return "".join([known.get(text, self.OTHER) for text in pieces.texts])


def _one(piece: str) -> str:
    folded = fold(piece)
    return folded.strip() or folded
