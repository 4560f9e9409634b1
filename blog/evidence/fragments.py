"""Links to the exact place of a passage: words on a page, a time in a recording, a page of a PDF. Pure.

A page's words are named by a text fragment (https://wicg.github.io/scroll-to-text-fragment/): `start`, or
`start,end` where it is long or spans blocks, with `prefix-` and `-suffix` where the words stand more than
once. One is given only where it is proven in the snapshot, whose blocks are parted by blank lines:

- Browsers compare at the primary level: without case, accents and forms of quotation marks. So does
  `_alike`, and it is broader than any of them; what is found once here is found at most once there.
- Each term lies in one block, begins and ends where words do, and white space is one space.
- Prefix and suffix touch the passage but for white space; an end is the first after its start.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

LONGEST_START = 300
"""Characters of a passage that is named whole, as the standard advises."""
EDGES = (4, 8, 16)
"""Words at either end that stand for a longer one."""
CONTEXTS = (0, 3, 8, 16)
"""Words before and after it, where it stands more than once."""
AROUND = 1000
"""Characters before and after it in which they are looked for."""

_YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be"}
_VIMEO = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
_RECORDING = re.compile(r"\.(?:mp3|m4a|aac|og[gav]|opus|wav|flac|mp4|m4v|webm|mov)$", re.IGNORECASE)
_NO_PAGE = re.compile(r"\.(?:pdf|txt|md|vtt|srt|json|docx?|odt)$", re.IGNORECASE)
_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:\.\d+)?", re.ASCII)

_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_WHITE = re.compile(r"\s+")
_LETTERS = str.maketrans(
    {
        **dict.fromkeys(_UNSEEN, ""),
        **dict.fromkeys("‘’‚‛`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict(zip("æœøđðłħıþ", ("ae", "oe", "o", "d", "d", "l", "h", "i", "th"), strict=True)),
        **{chr(katakana): chr(katakana - 0x60) for katakana in range(0x30A1, 0x30F7)},
    }
)
_BETWEEN_LETTERS = frozenset(".,:;'’‘·‧\"״׳-‐‑_/@&")


class _Terms(NamedTuple):
    prefix: str
    start: str
    end: str
    suffix: str


def place_link(
    url: str, snapshot: str, passage: tuple[int, int], *, time_code: str = "", page: int | None = None
) -> str | None:
    """The address of the passage (its start and end in `snapshot`) at `url`; None where none is sure."""
    try:
        parts = urlsplit(url)
    except ValueError:  # half an IPv6 address
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    if page is not None and page > 0:
        return parts._replace(fragment=f"page={page}").geturl()
    host = parts.hostname or ""
    if host in _YOUTUBE | _VIMEO or _RECORDING.search(parts.path):
        return _time_link(parts, time_code)
    if _NO_PAGE.search(parts.path):
        return None
    terms = _proven(snapshot, *passage)
    if terms is None:
        return None
    before = parts.fragment.partition(":~:")[0]
    return f"{parts._replace(fragment='').geturl()}#{before}:~:text={_directive(terms)}"


def seconds(time_code: str) -> int | None:
    """`41:07` or `1:02:03` as seconds."""
    found = _TIME.fullmatch(time_code.strip())
    return found and int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])


def _time_link(parts: SplitResult, time_code: str) -> str | None:
    """YouTube reads `t` in the query; a file and Vimeo read it in the fragment (W3C Media Fragments)."""
    at = seconds(time_code)
    if at is None:
        return None
    if parts.hostname in _YOUTUBE:
        query = [
            pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in {"t", "start"}
        ]
        return parts._replace(query=urlencode([*query, ("t", f"{at}s")]), fragment="").geturl()
    unit = "s" if parts.hostname in _VIMEO else ""
    return parts._replace(fragment=f"t={at}{unit}").geturl()


def _directive(terms: _Terms) -> str:
    start = _encoded(terms.start) + (f",{_encoded(terms.end)}" if terms.end else "")
    prefix = f"{_encoded(terms.prefix)}-," if terms.prefix else ""
    suffix = f",-{_encoded(terms.suffix)}" if terms.suffix else ""
    return f"{prefix}{start}{suffix}"


def _encoded(term: str) -> str:
    return quote(term, safe="").replace("-", "%2D")


def _proven(snapshot: str, start: int, end: int) -> _Terms | None:
    """The shortest terms that name this passage alone."""
    if not (_parts_words(snapshot, start) and _parts_words(snapshot, end)):
        return None
    text = _alike(snapshot.strip())
    first = len(_alike(snapshot[:start].lstrip()))
    last = first + len(_alike(snapshot[start:end]))
    for terms in _candidates(snapshot, start, end):
        if _only_match(text, terms) == (first, last):
            return terms
    return None


def _candidates(snapshot: str, start: int, end: int) -> Iterator[_Terms]:
    """Terms to try: the whole passage or its ends, alone and then with what stands around it."""
    blocks = _blocks(snapshot[start:end]).split("\n")
    whole = blocks[0]
    ends: list[tuple[str, str]] = []
    if len(blocks) == 1 and len(whole) <= LONGEST_START:
        ends = [(whole, "")]
    else:
        for words in EDGES:
            one, other = _first_words(blocks[0], words), _last_words(blocks[-1], words)
            if len(blocks) > 1 or len(one) + len(other) < len(whole):
                ends.append((one, other))
    before = _blocks(snapshot[max(0, start - AROUND) : start].rstrip()).rpartition("\n")[2]
    after = _blocks(snapshot[end : end + AROUND].lstrip()).partition("\n")[0]
    for (one, other), words in product(ends, CONTEXTS):
        yield _Terms(_last_words(before, words), one, other, _first_words(after, words))


def _only_match(text: str, terms: _Terms) -> tuple[int, int] | None:
    """Where these terms match, if they do in one place only; word for word as a browser goes about it."""
    prefix, start, end, suffix = map(_alike, terms)
    beginning = f"{re.escape(prefix)}[ \n]?" if prefix else ""
    ending = f"[ \n]?{re.escape(suffix)}" if suffix else ""
    opening = re.compile(f"{beginning}({re.escape(start)})" + ("" if end else ending))
    found = opening.search(text)
    if not found or opening.search(text, found.start() + 1):
        return None
    if not end:
        return found.span(1)
    closing = re.compile(f"({re.escape(end)}){ending}").search(text, found.end(1))
    return (found.start(1), closing.end(1)) if closing else None


def _first_words(text: str, number: int) -> str:
    return " ".join(text.split()[:number])


def _last_words(text: str, number: int) -> str:
    return " ".join(text.split()[-number:]) if number else ""


def _blocks(text: str) -> str:
    """`text` with a newline between blocks, and single spaces."""
    return _WHITE.sub(lambda found: "\n" if found[0].count("\n") > 1 else " ", text)


def _alike(text: str) -> str:
    """`text` in blocks, as no browser tells it apart."""
    plain = _blocks(text).casefold()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
    return "".join(
        [sign for sign in plain if sign.isascii() or unicodedata.category(sign) not in {"Mn", "Cf"}]
    )


def _parts_words(text: str, at: int) -> bool:
    """Whether any browser agrees that no word goes over `at`. Scripts without spaces: only beside a mark."""
    before, after = text[at - 1 : at] if at else "", text[at : at + 1]
    if not before or not after or before.isspace() or after.isspace():
        return True
    if _is_word(before) and _is_word(after):
        return False
    if before in _BETWEEN_LETTERS and _is_word(after):
        return not _is_word(text[at - 2 : at - 1])
    if after in _BETWEEN_LETTERS and _is_word(before):
        return not _is_word(text[at + 1 : at + 2])
    return unicodedata.category(after)[0] not in "MC"


def _is_word(sign: str) -> bool:
    return sign != "" and (sign.isalnum() or unicodedata.category(sign)[0] == "M")
