"""What rendering gives: pure data, ready to be stored as JSON."""

from dataclasses import dataclass

from blog.message import Message

type Segment = dict[str, str]
"""`{"html": …}`, sanitised, or `{"excerpt": slug}`: the excerpt that stands here."""

type Anchor = list[str]
"""`[id, digest]` of a paragraph; the first of a list is `["next", number]`, so that no id is used twice."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a text: its line (from 1), what, how to mend it; `fatal` ones forbid saving."""

    line: int
    message: Message
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Fence:
    """A `::: qa` block at the top level of a text: its lines from `start` to before `end` (from 0)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as readers get it. `contents` are `{"id", "text", "level"}`; `minutes` is at least one."""

    segments: list[Segment]
    plain_text: str
    contents: list[dict[str, str | int]]
    words: int
    minutes: int
    anchors: list[Anchor]
    placements: tuple[str, ...]
    problems: tuple[Problem, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Labels:
    """What a screen reader is told of links and regions, in the site's language; numbers come after."""

    paragraph: str = "Link to paragraph"
    heading: str = "Link to this heading"
    note: str = "Note"
    notes: str = "Notes"
    back: str = "Back to the text, note"
    table: str = "Table"
    code: str = "Code"


@dataclass(frozen=True, slots=True)
class Variant:
    """A picture's files of one media type: the address of each, and how many pixels wide it is."""

    media_type: str
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as a page shows it. Addresses are root-relative; `alt` serves where a text gives none."""

    address: str
    width: int
    height: int
    alt: str = ""
    variants: tuple[Variant, ...] = ()
