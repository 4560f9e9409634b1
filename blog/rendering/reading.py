"""The words of a rendered text: counted, summed up, and its links made absolute."""

import re
from collections.abc import Sequence

from blog.rendering.result import Segment

WORDS_A_MINUTE = 230
SIGNS_A_MINUTE = 420
"""Signs of scripts without spaces between words."""

_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SIGN = re.compile(f"[{_SIGNS}]")
_WORD = re.compile(rf"[^\W{_SIGNS}]+(?:['’.-][^\W{_SIGNS}]+)*")
_SENTENCE_END = re.compile(r"[.!?…؟]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”]*")
_BEFORE = r'(?:[^<>"]|"[^"]*")*?'
_ROOTED = re.compile(rf'(<(?:a|img)\b{_BEFORE}\s(?:href|src)=")(?=/(?!/))')
_ID = re.compile(rf'(<[a-z][a-z0-9]*\b{_BEFORE}\s(?:id|aria-labelledby)=")(?=[^"])')
_FRAGMENT = re.compile(rf'(<a\b{_BEFORE}\shref="#)(?=[^"])')


def count(text: str) -> tuple[int, int]:
    """Words, where each sign of a script without spaces is one, and minutes to read them (at least one)."""
    signs, words = len(_SIGN.findall(text)), len(_WORD.findall(text))
    return signs + words, max(1, round(words / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE))


def summarise(plain_text: str, limit: int = 200) -> str:
    """The first sentences within `limit` characters; of a longer sentence its first words and …"""
    text = " ".join(plain_text[: limit * 8].split())
    if len(text) <= limit:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text) if found.end() <= limit]
    if ends:
        return text[: ends[-1]]
    cut = text[: limit - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–—-") + "…"


def fill(segments: Sequence[Segment], origin: str = "", prefix: str = "") -> list[Segment]:
    """The segments with root-relative links on `origin`, and `prefix` before every id and link to one.

    Stored HTML is serialised by the sanitiser: attribute values stand in double quotes and hold none, text
    holds no bare `<`, so a pattern finds tags surely.
    """
    if not origin and not prefix:
        return list(segments)
    return [{"html": _filled(part["html"], origin, prefix)} if "html" in part else part for part in segments]


def _filled(html: str, origin: str, prefix: str) -> str:
    if origin:
        html = _ROOTED.sub(rf"\g<1>{_literal(origin)}", html)
    if prefix:
        html = _ID.sub(rf"\g<1>{_literal(prefix)}", html)
        html = _FRAGMENT.sub(rf"\g<1>{_literal(prefix)}", html)
    return html


def _literal(text: str) -> str:
    return text.replace("\\", r"\\")
