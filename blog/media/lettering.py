"""Lines of text set in the site's faces, for pictures: which face shows a sign, how wide, where to break.

Newsreader is the pages' own; Literata (OFL, beside this file) has Greek, Cyrillic, Vietnamese and the rest of
Latin. A sign that none of them has is told, never drawn as a box.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path

from django.conf import settings
from PIL import ImageDraw, ImageFont

CUT = "[…]"
"""Where words are left out: the mark that stands for it everywhere here."""

BESIDE = 0.91
"""How large Literata looks as large as Newsreader."""

LONGEST = 120
"""Signs of a line that are looked at: more never fit."""

_SITE_FONTS = Path(settings.BASE_DIR, "static", "fonts")
_SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext")
_FACES = (
    _SITE_FONTS / "newsreader.woff2",
    _SITE_FONTS / "newsreader-ext.woff2",
    *(Path(__file__).parent / "fonts" / f"literata-{script}.woff2" for script in _SCRIPTS),
)
_NO_SIGN = "\uffff"


class Unshowable(Exception):
    """No face has this sign."""


@dataclass(frozen=True, slots=True)
class Style:
    """`size` in dots, `weight` from 400 to 600, `colour` as `#rrggbb`."""

    size: int
    weight: int
    colour: str

    def width(self, text: str) -> float:
        """How wide `text` stands in one line, in dots. Raises Unshowable."""
        return sum(_font(face, self).getlength(part) for face, part in _runs(text))

    def draw(self, on: ImageDraw.ImageDraw, at: tuple[float, float], text: str) -> float:
        """Write `text` from `at` on its base line; where it ends. Raises Unshowable."""
        left, base = at
        for face, part in _runs(text):
            font = _font(face, self)
            on.text((left, base), part, fill=self.colour, font=font, anchor="ls")
            left += font.getlength(part)
        return left


def plain(text: str) -> str:
    """`text` as it can be drawn: composed, and without what prints nothing (Unicode category Cf)."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        sign for sign in composed if sign == "\n" or unicodedata.category(sign) not in {"Cf", "Cc"}
    )


def lines(text: str, style: Style, width: int) -> Iterator[str]:
    """`text` in lines at most `width` wide, broken at spaces; its own line breaks stay."""
    for own in text.splitlines():
        line = ""
        for word in (part for whole in own.split() for part in _fitting(whole, style, width)):
            wider = f"{line} {word}".strip()
            if line and style.width(wider) > width:
                yield line
                wider = word
            line = wider
        if line:
            yield line


def set_within(text: str, most: int, style: Style, width: int) -> tuple[list[str], bool]:
    """The first `most` lines of `text`, and whether that is all; else CUT ends the last, after a word."""
    found = list(islice(lines(text, style, width), most + 1))
    if len(found) <= most:
        return found, True
    words = found[most - 1].split()
    while words and style.width(" ".join([*words, CUT])) > width:
        words.pop()
    return [*found[: most - 1], " ".join([*words, CUT])], False


def shortened(text: str, style: Style, width: float) -> str:
    """`text` in one line, its end left out where it would be wider than `width`."""
    text, whole = text[:LONGEST], text
    if text == whole and style.width(text) <= width:
        return text
    while text and style.width(f"{text}…") > width:
        text = text[:-1].rstrip()
    return f"{text}…"


def _fitting(word: str, style: Style, width: int) -> Iterator[str]:
    """`word` whole, or in pieces that fit a line."""
    piece = ""
    for sign in word if style.width(word) > width else ():
        if piece and style.width(piece + sign) > width:
            yield piece
            piece = ""
        piece += sign
    yield piece or word


def _runs(text: str) -> Iterator[tuple[Path, str]]:
    """`text` in parts that one face shows. A mark stays with the letter it stands on."""
    faces: list[Path] = []
    for sign in text:
        on = faces[-1] if faces and unicodedata.category(sign).startswith("M") else None
        faces.append(on if on and _shows(on, sign) else _face(sign))
    for face, part in groupby(zip(faces, text, strict=True), key=lambda pair: pair[0]):
        yield face, "".join(sign for _face_of_it, sign in part)


@lru_cache(maxsize=4096)
def _face(sign: str) -> Path:
    if face := next((face for face in _FACES if _shows(face, sign)), None):
        return face
    raise Unshowable(sign)


@lru_cache(maxsize=8192)
def _shows(face: Path, sign: str) -> bool:
    """Whether it has a sign of its own for this, and not the one that stands for all it has not."""
    if sign.isspace():
        return face == _FACES[0]
    font = _font(face, Style(40, 400, ""))
    drawn = font.getmask(sign)
    return drawn.getbbox() is not None and bytes(drawn) != bytes(font.getmask(_NO_SIGN))


@lru_cache(maxsize=64)
def _font(face: Path, style: Style) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face, style.size if face.parent == _SITE_FONTS else style.size * BESIDE)
    font.set_variation_by_axes([style.weight])
    return font
