"""An exchange as data: who said what, where. Pure, frozen, compared by value."""

from dataclasses import dataclass

from blog.message import Message

QUESTION, ANSWER, REMARK, EDITOR = "question", "answer", "remark", "editor"
KINDS = (QUESTION, ANSWER, REMARK, EDITOR)


@dataclass(frozen=True, slots=True)
class Translation:
    language: str
    translator: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's part: `label` as pasted; `text` plain, paragraphs by blank line, line breaks kept."""

    kind: str
    label: str
    text: str
    capacity: str = ""
    time: str = ""
    language: str = ""
    translation: Translation | None = None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where it was said. `date` is `2025-01-31`, `2025-01`, `2025` or empty."""

    title: str
    url: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    turns: tuple[Turn, ...]
    source: SourceLine | None = None
    slug: str = ""
    language: str = ""
    said: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a raw text was read as. `leftovers` are the words that fit no turn, in order.

    Offered only with a question and an answer; `exchange` says what there is in any case.
    """

    offered: bool
    exchange: Exchange
    leftovers: tuple[str, ...] = ()


class FenceError(ValueError):
    """A block that is no exchange: `line` (from 1, in the text given) and how to mend it."""

    def __init__(self, line: int, message: Message) -> None:
        super().__init__(message)
        self.line, self.message = line, message
