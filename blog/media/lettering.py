"""Lines of text set in the site's faces, for pictures: which face shows a sign, how wide, where to break.

Newsreader is the pages' own; Literata (OFL, beside this file) has Greek, Cyrillic, Vietnamese and the rest of
Latin; Noto has many other scripts, where it is installed. A sign that none has is told, never drawn as a box.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

from django.conf import settings
from PIL import ImageDraw, ImageFont, features

from blog.media.directions import directions

CUT = "[…]"
"""Where words are left out: the mark that stands for it everywhere here."""

BESIDE = {"literata": 0.91, "NotoSerifCJK": 0.9}
"""How large a face looks as large as Newsreader; the others as they are."""

LONGEST = 120
"""Signs of a line that are looked at: more never fit."""

_SITE_FONTS = Path(settings.BASE_DIR, "static", "fonts")
_SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext")
_FACES = (
    _SITE_FONTS / "newsreader.woff2",
    _SITE_FONTS / "newsreader-ext.woff2",
    *(Path(__file__).parent / "fonts" / f"literata-{script}.woff2" for script in _SCRIPTS),
)
_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_FAMILIES = (
    "NotoNaskhArabic",
    "NotoSerifHebrew",
    "NotoSerifCJK",
    *(f"NotoSerif{script}" for script in ("Armenian", "Bengali", "Devanagari", "Georgian", "Tamil", "Thai")),
)
_CHINESE = 2
"""Which face of the collection NotoSerifCJK: signs that Chinese and Japanese write otherwise are Chinese."""
_NO_SIGN = "\uffff"
_JOINERS = "\u200c\u200d"
"""They print nothing, and decide whether letters of some scripts join."""
_NEVER_FIRST = frozenset("、。，．：；？！”’）］｝〉》」』】…—")
"""What no line of Chinese or Japanese begins with."""


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
        return sum(run.width(self) for run in _runs(text))

    def draw(
        self, on: ImageDraw.ImageDraw, at: tuple[float, float], text: str, *, leftwards: bool = False
    ) -> None:
        """Write `text` on its base line, its left end at `at`. Raises Unshowable."""
        left, base = at
        for run in _runs(text, leftwards):
            font, direction = _font(run.face, self), "rtl" if run.leftwards else None
            on.text((left, base), run.text, self.colour, font, anchor="ls", direction=direction)
            left += run.width(self)


@dataclass(frozen=True, slots=True)
class _Run:
    """Signs that one face shows and that are read in one direction."""

    face: Path
    text: str
    leftwards: bool

    def width(self, style: Style) -> float:
        font = _font(self.face, style)
        return font.getlength(self.text, direction="rtl") if self.leftwards else font.getlength(self.text)


def plain(text: str) -> str:
    """`text` as it can be drawn: composed, and without what prints nothing (Unicode category Cf)."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        sign
        for sign in composed
        if sign == "\n" or sign in _JOINERS or unicodedata.category(sign) not in {"Cf", "Cc"}
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
    last = found[most - 1]
    while last and style.width(f"{last} {CUT}") > width:
        last = last.rpartition(" ")[0] if " " in last else last[:-1]
    return [*found[: most - 1], f"{last} {CUT}".strip()], False


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
            end = -1 if sign in _NEVER_FIRST and len(piece) > 1 else len(piece)
            yield piece[:end]
            piece = piece[end:]
        piece += sign
    yield piece or word


def _runs(text: str, leftwards: bool = False) -> list[_Run]:
    """The runs of a line from its left end to its right. A mark stays with the letter it stands on."""
    signs: list[tuple[bool, Path, str]] = []
    for sign, left in zip(text, directions(text, leftwards), strict=True):
        on = signs[-1][1] if signs and (sign in _JOINERS or unicodedata.category(sign)[0] == "M") else None
        signs.append((left, on if on and (sign in _JOINERS or _shows(on, sign)) else _face(sign), sign))
    read = []
    for left, some in groupby(signs, key=itemgetter(0)):
        faces = [
            _Run(face, "".join(sign for *_told, sign in part), left)
            for face, part in groupby(some, key=itemgetter(1))
        ]
        read.append(faces[::-1] if left else faces)
    return [run for faces in (read[::-1] if leftwards else read) for run in faces]


@lru_cache(maxsize=4096)
def _face(sign: str) -> Path:
    for face in (*_FACES, *_others()):
        if _shows(face, sign):
            return face
    raise Unshowable(sign)


@cache
def _others() -> tuple[Path, ...]:
    """The machine's faces for other scripts, which only Raqm can set."""
    if not features.check("raqm"):
        return ()
    there = {
        face.name.partition("-Regular.")[0]: face
        for folder in _FOLDERS
        for face in sorted(folder.rglob("Noto*-Regular.[to]t[fc]"))
    }
    return tuple(there[family] for family in _FAMILIES if family in there)


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
    scale = next((scale for name, scale in BESIDE.items() if face.name.startswith(name)), 1.0)
    font = ImageFont.truetype(face, style.size * scale, index=_CHINESE if face.suffix == ".ttc" else 0)
    if face in _FACES:
        font.set_variation_by_axes([style.weight])
    return font
