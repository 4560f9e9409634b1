"""Bytes to characters, as they say themselves; else UTF-8, or what is not, Windows-1252 with a note.

No encoding is guessed from how its letters look: what is quoted would hang on it.
"""

import codecs
import re

from blog.evidence.formats import Unreadable

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_MEANT = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""The names pages use, and what browsers take them for (WHATWG Encoding)."""
_META = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


def decode(data: bytes, declared: str = "") -> tuple[str, list[str]]:
    """The text of `data`, and what is to be noted. Raises Unreadable where it is none."""
    notes = []
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    encoding = _MARKS.get(mark) or _known(declared)
    if not encoding:
        encoding = "utf-8" if _is_utf8(data) else "cp1252"
        notes = ["windows-1252"] if encoding == "cp1252" else []
    text = data[len(mark) :].decode(encoding, errors="replace")
    if "\0" in text:
        raise Unreadable("nul")
    return text, [*notes, *(["replaced"] if "\ufffd" in text else [])]


def declared_in(page: bytes) -> str:
    """What an HTML page says of itself in its first lines, or ""."""
    found = _META.search(page[:4096])
    said = found[1].decode() if found else ""
    return "utf-8" if said.lower().startswith("utf-16") else said  # it was read so far as if it were


def _known(declared: str) -> str:
    """Python's name for a declared encoding; "" for none it knows."""
    try:
        name = codecs.lookup(declared.strip()).name
        "x".encode(name)  # some codecs are not of text
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(name, name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
