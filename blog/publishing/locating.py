"""Where at its source an exchange stands: its words on a page, a time in a recording, a page of a PDF.

And what sorts those of one source.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from blog.evidence.fragments import place_link, seconds
from blog.models import Excerpt, Snapshot, Turn
from blog.models.source_order import place_order


def locate(excerpt: Excerpt, turns: Iterable[Turn], snapshot: Snapshot | None) -> None:
    """Store the address of its first answer that stands in `snapshot`, or of the time it is said to begin at.

    Needs the source's address, and for words and pages the checks. Stores nothing where none is sure.
    `excerpt` is as it is stored, and these are its turns with their checks, in order.
    """
    turns = list(turns)
    order = place_order(turns)
    turns = sorted(turns, key=lambda turn: turn.kind != Turn.Kind.ANSWER)  # answers first, in their order
    found = next((turn.checked for turn in turns if turn.checked and turn.checked.has_passed), None)
    start, end = found.spans[0] if found else (0, 0)
    text, marks = (snapshot.text, snapshot.marks) if snapshot and found else ("", [])
    time_code = next((turn.time_code for turn in turns if seconds(turn.time_code) is not None), "")
    time_code = time_code or _clock(_last(marks, "time", start))
    url = excerpt.source.url if excerpt.source else ""
    page = _last(marks, "page", start) if urlsplit(url).path.lower().endswith(".pdf") else None
    place = place_link(url, text, (start, end), time_code=time_code, page=page) or ""
    at = "" if ":~:" in place or not place else str(page or time_code)
    if (place, at, order) != (excerpt.place_url, excerpt.place_at, excerpt.place_order):
        excerpt.place_url, excerpt.place_at, excerpt.place_order = place, at, order
        excerpt.save(update_fields=["place_url", "place_at", "place_order"])


def _last(marks: list[tuple[int, str, int]], kind: str, start: int) -> int | None:
    """What the last mark of this kind at or before `start` says."""
    said = [value for offset, what, value in marks if what == kind and offset <= start]
    return said[-1] if said else None


def _clock(moment: float | None) -> str:
    """`1:02:03` of so many seconds."""
    if moment is None:
        return ""
    minutes, rest = divmod(int(moment), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
