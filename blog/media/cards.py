"""The picture of an essay or an exchange that other sites show beside a link to it: 1200 × 630 dots, PNG.

What is drawn depends on the words alone, and so does its file's name: a card never changes, other words have
another. Cards can be drawn again at any time, so no backup holds them.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw

from blog.disk import PARTIAL, settle, sync
from blog.media.directions import reads_leftwards
from blog.media.lettering import Style, Unshowable, plain, set_within, shortened

WIDTH, HEIGHT = 1200, 630
DRAWING = 2
"""Count on when cards are to look different."""

PAPER, INK, SOFT, ACCENT = "#fbfaf6", "#1d1b17", "#534e46", "#9a1f14"  # static/css/layers.css, light
LEFT, RIGHT, TOP, FOOT = 80, WIDTH - 80, 64, 584
BAR, INSET = 6, 40
SIZES = (76, 64, 54, 46, 40, 35)
BELOW_TITLE = (44, 39, 34)
LEADING = 1.2
TITLE_SIZES, TITLE_LEADING, TITLE_LINES = (66, 56, 48, 42), 1.14, 3
ASKED = Style(30, 500, SOFT)
ASKED_LEADING, ASKED_LINES = 39, 3
GAP = 28
SPACE = 500
"""Between TOP and the foot, for the question and the words."""
NAME, BESIDE, MARK = Style(25, 600, ACCENT), Style(25, 400, SOFT), Style(25, 400, ACCENT)
COLOURS = 64


@dataclass(frozen=True, slots=True)
class Card:
    """What is drawn, as plain text: the words large, all else where there is any.

    An essay has its title above the words, and an exchange its question; `source` tells where, or by whom.
    """

    words: str
    title: str = ""
    question: str = ""
    speaker: str = ""
    source: str = ""
    site: str = ""

    @property
    def digest(self) -> str:
        told = "\0".join([str(DRAWING), *(getattr(self, field.name) for field in fields(self))])
        return hashlib.blake2s(told.encode(), digest_size=16).hexdigest()

    @property
    def file(self) -> Path:
        return folder() / f"{self.digest}.png"

    @property
    def text(self) -> str:
        """The words, for who does not see them."""
        said = "\n".join(part for part in (self.title, self.question, self.words) if part)
        return f"{said} — {self.speaker}" if self.speaker else said


def folder() -> Path:
    return Path(settings.DATA_DIR, "cards")


def keep(card: Card) -> bool:
    """Have its file: True if it was drawn now. Nothing is made of words that no face can show."""
    if card.file.exists():
        card.file.touch()
        return False
    try:
        drawn = draw(card)
    except Unshowable:
        return False
    folder().mkdir(exist_ok=True)
    draft = folder() / f"{secrets.token_hex(8)}{PARTIAL}"  # whoever draws the same meanwhile has another
    drawn.save(draft, "PNG", optimize=True)
    sync(draft)
    settle(draft, card.file)
    return True


def sweep(before: float) -> None:
    """Remove the cards that were not wanted since (seconds of the epoch)."""
    for file in folder().glob("*"):
        if file.stat().st_mtime < before:
            file.unlink(missing_ok=True)


def draw(card: Card) -> Image.Image:
    """The picture. Raises Unshowable."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = _Pen(ImageDraw.Draw(image), reads_leftwards(card.title or card.words))
    heading, leading, headed = _heading(card)
    gap = GAP if headed and card.words else 0
    above = len(headed) * leading + gap
    style, said = _set(plain(card.words), SPACE - above - TOP, BELOW_TITLE if card.title else SIZES)
    step = style.size * LEADING
    top = TOP + (SPACE - TOP - above - len(said) * step) / 2
    for number, line in enumerate(headed):
        pen.write(heading, (0, top + leading * number + heading.size), line)
    top += above
    pen.bar(top, top + len(said) * step)
    for number, line in enumerate(said):
        pen.write(style, (INSET, top + step * number + style.size * 0.88), line)
    _foot(pen, card)
    return image.quantize(COLOURS)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws between the margins, at so many dots from where lines begin: the right one for some scripts."""

    on: ImageDraw.ImageDraw
    leftwards: bool

    def write(self, style: Style, at: tuple[float, float], text: str) -> float:
        """Write `text` from there on its base line; where it ends."""
        begin, base = at
        width = style.width(text)
        left = RIGHT - begin - width if self.leftwards else LEFT + begin
        style.draw(self.on, (left, base), text, leftwards=self.leftwards)
        return begin + width

    def bar(self, top: float, bottom: float) -> None:
        left = RIGHT - BAR if self.leftwards else LEFT
        if bottom > top:
            self.on.rectangle((left, top, left + BAR - 1, bottom), fill=ACCENT)


def _heading(card: Card) -> tuple[Style, float, list[str]]:
    """What stands above the words: how, with how much from line to line, and its lines."""
    if not card.title:
        return ASKED, ASKED_LEADING, set_within(plain(card.question), ASKED_LINES, ASKED, RIGHT - LEFT)[0]
    for size in TITLE_SIZES if card.words else (SIZES[0], *TITLE_SIZES):
        style = Style(size, 500, INK)
        most = TITLE_LINES if card.words else int((SPACE - TOP) // (size * TITLE_LEADING))
        found, whole = set_within(plain(card.title), most, style, RIGHT - LEFT)
        if whole:
            break
    return style, size * TITLE_LEADING, found


def _set(words: str, height: float, sizes: Sequence[int]) -> tuple[Style, list[str]]:
    """The largest size in which `words` fit, and their lines; in the smallest they are cut."""
    for size in sizes:
        style = Style(size, 400, INK)
        said, whole = set_within(words, int(height // (size * LEADING)), style, RIGHT - LEFT - INSET)
        if whole:
            break
    return style, said


def _foot(pen: _Pen, card: Card) -> None:
    """Who said it and where, and on the other side the site."""
    site = shortened(plain(card.site), BESIDE, 380) if card.site else ""
    begin = RIGHT - LEFT - BESIDE.width(site) - MARK.width(":: ") if site else float(RIGHT - LEFT)
    if site:
        pen.write(BESIDE, (pen.write(MARK, (begin, FOOT), ":: "), FOOT), site)
    at, room = 0.0, begin - 40
    if card.speaker:
        at = pen.write(NAME, (at, FOOT), shortened(plain(card.speaker), NAME, room))
    if card.source and at < room - 60:
        source = f", {plain(card.source)}" if card.speaker else plain(card.source)
        pen.write(BESIDE, (at, FOOT), shortened(source, BESIDE, room - at))
