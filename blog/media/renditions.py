"""The same picture smaller, in formats that take less: which there are, and how one is made. Pure."""

from pathlib import Path

from PIL import Image

from blog.media.reencoding import Picture, write

WIDTHS = (480, 800, 1280, 1920)
"""An essay's column is 630 px wide at most, and screens show two dots a pixel; covers are wider."""

FORMATS = ("AVIF", "WEBP", "JPEG")
OPAQUE_ONLY = frozenset(["JPEG"])


def widths(width: int) -> tuple[int, ...]:
    """How wide the renditions of a picture are that is `width` wide: up to that, or to the widest."""
    return (*(each for each in WIDTHS if each < width), *([width] if width <= WIDTHS[-1] else []))


def render(source: Path, draft: Path, width: int, kind: str) -> Picture | None:
    """Write to `draft` what `source`, a picture of ours, shows, `width` wide; nothing if `kind` cannot."""
    with Image.open(source) as opened:
        if opened.mode == "RGBA" and kind in OPAQUE_ONLY:
            return None
        height = max(1, round(opened.height * width / opened.width))
        opened.draft(None, (width, height))
        shown = opened.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    write(shown, draft, kind)
    return Picture(kind, width, height)
