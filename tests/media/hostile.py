"""Files that call themselves images: 47 corrupt, disguised or ill-meant ones, and the bomb. Made, not kept.

Each is known by what is wrong with it; `TAKEN` are the few of which a picture can be saved.
"""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image

type Chunk = tuple[bytes, bytes]

SCRIPT = b"<script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def picture(
    kind: str = "PNG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: object
) -> bytes:
    """A small honest picture."""
    made = Image.linear_gradient("L").resize(size).convert(mode)
    file = BytesIO()
    made.save(file, kind, **options)
    return file.getvalue()


def frames(kind: str, **options: object) -> bytes:
    """A picture that moves."""
    each = [Image.new("RGB", (32, 32), (shade, 0, 0)) for shade in (0, 128, 255)]
    file = BytesIO()
    each[0].save(file, kind, save_all=True, append_images=each[1:], **options)
    return file.getvalue()


def png(*chunks: Chunk) -> bytes:
    """Chunks, each with its length and a right check sum, after the signature."""
    told = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def header(width: int, height: int, depth: int = 8, colour: int = 2) -> Chunk:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)


def rows(width: int, height: int, channels: int = 3) -> Chunk:
    """The pixels of a black picture, packed: a hundred rows again and again, for a bomb is quickly made."""
    row = 1 + channels * width
    packed = _packed(100 * row) * (height // 100) + _packed(height % 100 * row)
    check = (row * height) % 65_521 << 16 | 1  # Adler-32 of nothing but zeros
    return b"IDAT", b"\x78\x9c" + packed + b"\x03\x00" + struct.pack(">I", check)


def _packed(number: int) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(bytes(number)) + squeeze.flush(zlib.Z_FULL_FLUSH)


END: Chunk = (b"IEND", b"")


def bomb(side: int = 30_000) -> bytes:
    """A PNG of `side`² that unpacks to 2.7 GB."""
    return png(header(side, side), rows(side, side), END)


def gif(width: int, height: int, body: bytes = b"") -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6) + body + b";"


def jpeg_claiming(width: int, height: int) -> bytes:
    """A small JPEG whose header says that it is this large."""
    honest = bytearray(picture("JPEG"))
    at = honest.index(b"\xff\xc0")
    honest[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(honest)


def with_segment(marker: int, content: bytes) -> bytes:
    """A JPEG with one more segment after its first two bytes."""
    honest = picture("JPEG")
    return honest[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content + honest[2:]


def exif(entries: list[tuple[int, int, int, bytes]]) -> bytes:
    """Exif with these entries: tag, type, count and the four bytes after them."""
    listed = b"".join(struct.pack("<HHI", *entry[:3]) + entry[3] for entry in entries)
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + listed + bytes(4)


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def cut(file: bytes, share: float = 0.5) -> bytes:
    return file[: int(len(file) * share)]


def garbled(file: bytes, start: int, number: int = 16) -> bytes:
    return file[:start] + b"\xa5" * number + file[start + number :]


HONEST = picture()
REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing.png": lambda: b"",
    "one-byte.png": lambda: b"\x89",
    "signature-alone.png": lambda: png(),
    "words.jpg": lambda: b"This is no picture.\n" * 40,
    "page.png": lambda: b"<!doctype html>" + SCRIPT,
    "drawing.svg": lambda: SVG,
    "drawing-called.png": lambda: b'<?xml version="1.0"?>\n<!-- a comment -->\n' + SVG,
    "drawing-in-capitals.png": lambda: SVG.replace(b"<svg", b"<SVG"),
    "program.png": lambda: b"\x7fELF" + bytes(400),
    "archive.jpg": lambda: b"PK\x03\x04" + bytes(400),
    "paper.jpg": lambda: b"%PDF-1.7\n" + bytes(400),
    "telephone.heic": lambda: box(b"ftyp", b"heic\0\0\0\0mif1heic") + bytes(400),
    "windows.bmp": lambda: picture("BMP"),
    "scan.tiff": lambda: picture("TIFF"),
    "icon.ico": lambda: picture("ICO"),
    "postscript.png": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n" + bytes(200),
    "cut-short.jpg": lambda: cut(picture("JPEG", (640, 480), quality=95)),
    "cut-short.png": lambda: cut(picture("PNG", (640, 480))),
    "cut-short.webp": lambda: cut(picture("WEBP", (640, 480))),
    "cut-short.avif": lambda: cut(picture("AVIF", (640, 480)), 0.9),
    "cut-short.gif": lambda: cut(picture("GIF", (640, 480))),
    "header-alone.jpg": lambda: picture("JPEG")[:20],
    "wrong-sum.png": lambda: garbled(HONEST, 29, 4),
    "garbled-pixels.png": lambda: garbled(HONEST, 60),
    "garbled-boxes.avif": lambda: garbled(picture("AVIF"), 40, 60),
    "garbled-chunk.webp": lambda: garbled(picture("WEBP"), 12, 12),
    "no-pixels.png": lambda: png(header(64, 64), END),
    "no-size.png": lambda: png(header(0, 64), rows(0, 64), END),
    "two-billion-wide.png": lambda: png(header(0x7FFFFFFF, 1), END),
    "all-lengths-wrong.png": lambda: HONEST[:8] + b"\xff\xff\xff\xff" + HONEST[12:],
    "unpacks-to-too-much.png": lambda: png(header(6_000, 6_000), rows(6_000, 6_000), END),
    "text-bomb.png": lambda: png(
        header(8, 8), (b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000))), rows(8, 8), END
    ),
    "profile-bomb.png": lambda: png(
        header(8, 8), (b"iCCP", b"a\0\0" + zlib.compress(bytes(80_000_000))), rows(8, 8), END
    ),
    "claims-to-be-huge.jpg": lambda: jpeg_claiming(65_000, 65_000),
    "claims-to-be-huge.gif": lambda: gif(65_535, 65_535),
    "nothing-drawn.gif": lambda: gif(64, 64),
    "moving.gif": lambda: frames("GIF"),
    "moving.png": lambda: frames("PNG"),
    "moving.webp": lambda: frames("WEBP"),
    "moving.avif": lambda: frames("AVIF"),
}
TAKEN: dict[str, Callable[[], bytes]] = {
    "page-behind.jpg": lambda: picture("JPEG") + SCRIPT,
    "page-in-a-comment.jpg": lambda: with_segment(0xFE, SCRIPT),
    "archive-behind.png": lambda: HONEST + b"PK\x05\x06" + bytes(18),
    "wrong-ending.png": lambda: picture("JPEG"),
    "claims-more-than-it-has.jpg": lambda: jpeg_claiming(4_000, 3_000),
    "mad-exif.jpg": lambda: with_segment(
        0xE1, exif([(0x0112, 3, 0x7FFFFFFF, b"\xff" * 4), (0x8769, 4, 1, b"\x08\0\0\0")])
    ),
    "mad-profile.jpg": lambda: picture("JPEG", icc_profile=b"\xff" * 3_000),
}
BOMB = {"bomb.png": bomb}
