"""The words of a text: gathered, counted, summed up."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

import nh3
from markdown_it.token import Token

from blog.rendering.raw_html import gone_after

WORDS_A_MINUTE = 238
"""Silent reading of non-fiction (Brysbaert, 2019)."""

SIGNS_A_MINUTE = 400
"""Signs of Chinese and Japanese, each of which is a word here."""

SIGNS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The signs of Chinese and Japanese, as ranges for a regular expression."""

_SIGN = re.compile(f"[{SIGNS}]")
_WORD = re.compile(rf"[^\W{SIGNS}]+(?:(?:['’-]|(?<=\d)[.,](?=\d))[^\W{SIGNS}]+)*")
_SENTENCE_END = re.compile(
    r"""(?<![^\W\d_]\.[^\W\d_])(?:(?<![\s.][^\W\d_])\.+|[!?…؟۔।]+)(?:["'”’»)\]]|[\xa0\u202f]»)*(?=\s|$)|[。！？]+[」』”’）]*"""
)
_BREAKS = re.compile(r"[^\S\xa0\u202f]+")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|cf|No|Nr|bzw|usw|Abs|vol|pp?)\.$", re.IGNORECASE)


def words_of(inline: Token) -> str:
    """What readers get of an inline token's words, without its marks, HTML and calls of notes."""
    said, gone = [], ""
    for child in inline.children or ():
        if child.type == "html_inline":
            gone = gone_after(child.content, gone)
        if gone:
            continue
        match child.type:
            case "text" | "code_inline":
                said.append(child.content)
            case "softbreak" | "hardbreak":
                said.append(" ")
            case "image":
                said.append(words_of(child))
            case "html_inline" if child.content[:3].lower() == "<br":
                said.append(" ")
    return "".join(said).strip()


def lines_of(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of each paragraph, heading, cell, code block and block of HTML."""
    for token in tokens:
        match token.type:
            case "inline":
                said = words_of(token)
            case "fence" | "code_block":
                said = token.content.strip("\n")
            case "html_block":
                said = " ".join(unescape(nh3.clean(token.content, tags=set())).split())
            case _:
                continue
        if said:
            yield said


def count_words(text: str) -> int:
    """Words, where each sign of Chinese and Japanese is one."""
    return len(_SIGN.findall(text)) + len(_WORD.findall(text))


def minutes_to_read(text: str) -> int:
    """Minutes, rounded up, at least one."""
    signs, words = len(_SIGN.findall(text)), len(_WORD.findall(text))
    return max(1, -int(-(words / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE) // 1))


def summarise(plain_text: str, limit: int = 200) -> str:
    """The first whole sentences within `limit` characters; else the first words, and an ellipsis."""
    text = _BREAKS.sub(" ", plain_text[: 16 * limit].strip())
    if len(text) <= limit:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, limit + 1) if found.end() <= limit]
    whole = [end for end in ends if not _SHORT.search(text, max(0, end - 8), end)]
    if whole:
        return text[: whole[-1]].rstrip()
    words = text[:limit].rpartition(" ")[0]
    cut = words if 2 * len(words) > limit else text[: max(0, limit - 1)]
    return (cut.rstrip(" \xa0\u202f,;:–—-«") + "…")[:limit]
