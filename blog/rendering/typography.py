"""Quotation marks, dashes, ellipses and French spaces as printers set them, in prose only, by its language.

Code, raw HTML, addresses and signs written with a backslash stay as typed, and so does every word of an
excerpt, which never comes here. A language not listed below is left alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token


class Marks(NamedTuple):
    """Quotation marks of a language: the outer pair, then the inner."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH = Marks("“", "”", "‘", "’")
_GERMAN = Marks("„", "“", "‚", "‘")
_LATIN = Marks("«", "»", "“", "”")
_MARKS = {
    **dict.fromkeys(["en", "pt-br", "nl", "tr", "eo", "cy", "ga"], _ENGLISH),
    **dict.fromkeys(["de", "cs", "sk", "sl", "lt", "is"], _GERMAN),
    **dict.fromkeys(["es", "it", "pt", "el", "ca", "gl"], _LATIN),
    **dict.fromkeys(["de-ch", "de-li", "fr-ch", "it-ch"], Marks("«", "»", "‹", "›")),
    **dict.fromkeys(["ru", "uk", "be"], Marks("«", "»", "„", "“")),
    **dict.fromkeys(["sv", "fi"], Marks("”", "”", "’", "’")),
    **dict.fromkeys(["nb", "nn", "no"], Marks("«", "»", "‘", "’")),
    **dict.fromkeys(["pl", "ro", "hu"], Marks("„", "”", "«", "»")),
    "fr": Marks("«\u202f", "\u202f»", "“", "”"),
}
_ELIDED = {
    "en": re.compile(
        r"(?<!\w)'(?:(?:tis|twas|twere|twill|twould|til|em(?! (?:dash|space|quad)))(?![\w'])|[0-9]0s(?!\w))"
        r"|(?<=\w[\s-])'n'?(?=[\s-]\w)",
        re.IGNORECASE,
    ),
    "de": re.compile(r"(?<!\w)'(?:s|n|ne[mnrs]?|nen)(?![\w'])", re.IGNORECASE),
    "nl": re.compile(r"(?<!\w)'[kmnst](?![\w'])", re.IGNORECASE),
}
"""Words that begin with an apostrophe; one with another right behind it is quoted, but in rock 'n' roll."""
_SPACED = {"fr": ":;!?«»", "fr-ca": ":«»", "fr-ch": ""}
"""Signs of French that are given a space where none was typed; one that was typed never breaks."""
_FRENCH_SPACE = re.compile(
    r"(?<=«) ?(?=\S)|(?<=[^\s«]) ?(?=»)"
    r"|(?:(?<=[\w)\]»”’%€$°….\ufffc])|(?<=[\w.…!?)]['\"])) ?"
    r"(?=[:;](?:\s|\Z)|[!?]++(?:[\s)\]»”’'\"…\ufffc]|\Z))"
)
"""Where such a space belongs. What ends no word or begins one is left: 9:30, a:b, an address, :-)."""
_UNSPACED = frozenset({"zh", "ja"})
_CANDIDATE = re.compile(r"""["']|(?<!\.)\.\.\.(?!\.)|(?<!-)---?(?!-)""")
_VERBATIM_HTML = re.compile(r"<(?P<end>/?)(?:code|kbd|pre|samp|var|tt)(?=[\s>])", re.IGNORECASE)
_WIDE = re.compile("[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_THING = "\ufffc"
"""Stands for an image, a code span or a note: a sign like a letter, for what is set around it."""
_KEPT = str.maketrans(dict.fromkeys("\"':;!?«»", _THING))
"""Signs that stay as typed, in code and behind a backslash, read as such things."""


class _Edit(NamedTuple):
    at: int
    length: int
    text: str


def marks_of(language: str) -> Marks | None:
    """The marks of a language (a BCP 47 tag), or None where the text is to be left as typed."""
    tag = language.lower()
    return _MARKS.get(tag) or _MARKS.get(tag.partition("-")[0])


def typeset(tokens: Sequence[Token], language: str) -> None:
    """Set the text of one block's inline `tokens`, in place. Takes time in proportion to their length."""
    marks = marks_of(language)
    if marks is None:
        if language.lower().partition("-")[0] in _UNSPACED:
            _join_lines(tokens)
        return
    seen = _seen(tokens)
    text = "".join(part for part, _token in seen)
    edits = _edits(text, marks, language.lower())
    if edits:
        _apply(edits, seen)


def _seen(tokens: Sequence[Token]) -> list[tuple[str, Token | None]]:
    """What a reader sees of each token, with the token where that may be changed."""
    seen: list[tuple[str, Token | None]] = []
    verbatim = 0
    for token in tokens:
        match token.type:
            case "text" if not verbatim:
                seen.append((token.content, token))
            case "text" | "text_special":
                seen.append((token.content.translate(_KEPT), None))
            case "softbreak" | "hardbreak":
                seen.append(("\n", None))
            case "html_inline":
                if found := _VERBATIM_HTML.match(token.content):
                    verbatim = max(0, verbatim + (-1 if found["end"] else 1))
            case "link_open" | "link_close" if token.info == "auto":
                verbatim += 1 if token.nesting == 1 else -1
            case "code_inline" | "image" | "note_ref":
                seen.append((_THING, None))
    return seen


def _edits(text: str, marks: Marks, tag: str) -> list[_Edit]:
    found = [match.span() for match in _CANDIDATE.finditer(text)]
    edits = [edit for start, end in found if text[start] in ".-" and (edit := _dash(text, start, end))]
    elided = _elided(text, tag)
    edits += [_Edit(at, 1, "’") for at in elided]
    quotes = [start for start, _end in found if text[start] in "\"'" and start not in elided]
    edits += _quotes(text, quotes, marks)
    edits += _french_spaces(text, tag)
    return sorted(edits)


def _elided(text: str, tag: str) -> frozenset[int]:
    """Where a ' stands for letters left out at the beginning or the end of a word, and quotes nothing."""
    pattern = _ELIDED.get(tag.partition("-")[0])
    words = pattern.finditer(text) if pattern and "'" in text else ()
    return frozenset(at for word in words for at in range(*word.span()) if text[at] == "'")


def _french_spaces(text: str, tag: str) -> Iterator[_Edit]:
    """Narrow no-break spaces before ; ! ? and inside « », and one of a word's width before a colon."""
    spaced = _SPACED.get(tag, _SPACED.get(tag.partition("-")[0]))
    if spaced is None:
        return
    for found in _FRENCH_SPACE.finditer(text):
        before = text[found.start() - 1]
        sign = before if before == "«" else text[found.end()]
        if found[0] or sign in spaced:
            yield _Edit(found.start(), len(found[0]), "\xa0" if sign == ":" else "\u202f")


def _dash(text: str, start: int, end: int) -> _Edit | None:
    """`...`, `---` and `--`; with space on one side only it is an option, as in `--help`, or an arrow."""
    if text[start] == ".":
        return _Edit(start, 3, "…")
    before, after = _around(text, start, end)
    if before.isspace() != after.isspace() or before == "<" or after == ">":
        return None
    return _Edit(start, end - start, "—" if end - start == 3 else "–")


def _quotes(text: str, places: Sequence[int], marks: Marks) -> Iterator[_Edit]:
    """Pairs become marks, a lone ' an apostrophe; a lone " stays, unless it opens the paragraph."""
    waiting: dict[str, list[int]] = {'"': [], "'": []}
    for at in places:
        sign = text[at]
        before, after = _around(text, at, at + 1)
        opens = not after.isspace() and (before.isspace() or not _is_word(before))
        closes = not before.isspace() and (after.isspace() or not _is_word(after))
        same, other = waiting[sign], waiting["'" if sign == '"' else '"']
        if closes and same:
            opener = same.pop()
            while other and other[-1] > opener:
                yield from _apostrophe(text, other.pop())
            pair = marks[:2] if sign == '"' else marks[2:]
            yield _Edit(opener, 1, pair[0])
            yield _Edit(at, 1, pair[1])
        elif opens:
            same.append(at)
        else:
            yield from _apostrophe(text, at)
    for at in waiting["'"]:
        yield from _apostrophe(text, at)
    if waiting['"'][:1] == [0]:
        yield _Edit(0, 1, marks.opening)


def _apostrophe(text: str, at: int) -> Iterator[_Edit]:
    before, after = _around(text, at, at + 1)
    between_digits = before.isdigit() and not after.isalpha()
    if text[at] == "'" and (_is_word(before) or _is_word(after)) and not between_digits:
        yield _Edit(at, 1, "’")


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return text[start - 1] if start else " ", text[end] if end < len(text) else " "


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == _THING


def _apply(edits: Sequence[_Edit], seen: Sequence[tuple[str, Token | None]]) -> None:
    """Write each edit into the token that holds all of it."""
    starts, at = [], 0
    for part, _token in seen:
        starts.append(at)
        at += len(part)
    by_token: dict[int, list[_Edit]] = {}
    for edit in edits:
        index = bisect_right(starts, edit.at) - 1
        by_token.setdefault(index, []).append(edit)
    for index, own in by_token.items():
        text, token = seen[index]
        if token is not None:
            token.content = _written(text, [edit._replace(at=edit.at - starts[index]) for edit in own])


def _written(text: str, edits: Sequence[_Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        if edit.at + edit.length <= len(text):
            parts += [text[at : edit.at], edit.text]
            at = edit.at + edit.length
    return "".join([*parts, text[at:]])


def _join_lines(tokens: Sequence[Token]) -> None:
    """Leave out a line break between two Chinese or Japanese signs: a browser would show a space there."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.type == "softbreak" and _WIDE.match(before.content[-1:]) and _WIDE.match(after.content[:1]):
            token.type, token.content = "text", ""
