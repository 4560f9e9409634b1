"""A file that may be anything becomes a picture made by us, or is refused. Pure: Pillow and no framework.

It runs in a process of its own (`apart`), which may take little memory and time: whatever a decoder does
wrong with a hostile file, it does there.
"""

from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

LONGEST = 2560
"""Pixels of the longer side of what is kept: a page shows no more, and a larger one is made smaller."""

MEGAPIXELS = {"JPEG": 64, "MPO": 64, "PNG": 24, "GIF": 24, "WEBP": 13, "AVIF": 13}
"""Millions of pixels of what is decoded, by format: each decoder takes what it takes of the memory there is.

A telephone's JPEG has at most 50; MPO is one with a second picture behind the first.
"""

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
LOSSLESS = frozenset(["PNG", "GIF"])

OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {},
    "WEBP": {"quality": 80, "method": 4},
    "AVIF": {"quality": 62, "speed": 8},
}
HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")
_SRGB = ImageCms.createProfile("sRGB")


class Refused(Exception):
    """`str()` is the reason, a word of `uploads.REASONS`."""


class Picture(NamedTuple):
    """What was written: its format, as Pillow calls it, and its size in pixels."""

    format: str
    width: int
    height: int


def reencode(source: Path, draft: Path) -> Picture:
    """Write to `draft` what the picture in `source` shows: upright, in sRGB, and nothing else that was in it.

    Raises Refused, or whatever Pillow makes of a broken file.
    """
    Image.MAX_IMAGE_PIXELS = None  # MEGAPIXELS is stricter
    try:
        opened = Image.open(source, formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Refused(_kind_of(source)) from error
    with opened as image:
        kind = str(image.format)
        if image.width * image.height > MEGAPIXELS[kind] * 1_000_000:
            raise Refused("dots")
        if kind != "MPO" and getattr(image, "is_animated", False):
            raise Refused("moving")
        image.draft(None, (LONGEST, LONGEST))  # a JPEG is decoded at a half, a quarter or an eighth
        shown = _shown(image)
    written = "PNG" if kind in LOSSLESS or shown.mode == "RGBA" else "JPEG"
    write(shown, draft, written)
    return Picture(written, *shown.size)


def write(image: Image.Image, draft: Path, kind: str) -> None:
    """Write a picture at once: so a full disk is an error of the system's, and not one of Pillow's."""
    encoded = BytesIO()
    image.save(encoded, kind, **OPTIONS[kind])
    draft.write_bytes(encoded.getvalue())


def _shown(image: Image.Image) -> Image.Image:
    """The pixels as one sees them. Nothing comes along: text, place, camera and thumbnail stay behind."""
    pixels = _in_eight_bits(image)
    pixels.thumbnail((LONGEST, LONGEST), reducing_gap=2.0)
    pixels = ImageOps.exif_transpose(pixels)  # before the colours, after which no Exif is left to tell how
    pixels = _in_srgb(pixels, image.info.get("icc_profile"))
    if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() == (255, 255):
        pixels = pixels.convert("RGB")
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    return bare


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """One of the modes L, RGB, RGBA and CMYK."""
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.point(lambda value: value / 256).convert("L")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as every screen reads them; a profile that does not fit its picture is none."""
    out = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            turned = ImageCms.profileToProfile(image, BytesIO(profile), _SRGB, outputMode=out)
        except (ImageCms.PyCMSError, OSError):
            turned = None
        if turned is not None:
            return turned
    return image if image.mode == "L" else image.convert(out)


def _kind_of(source: Path) -> str:
    """Why a file is none of ours: what it is instead, as far as its first bytes tell."""
    with source.open("rb") as file:
        head = file.read(4096)
    if not head:
        return "empty"
    if b"<svg" in head.lower():
        return "svg"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC:
        return "heic"
    return "broken" if head.startswith(MAGIC) or head[4:12] == b"ftypavif" else "kind"
