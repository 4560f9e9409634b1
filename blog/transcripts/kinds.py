"""Which turns ask and which answer."""

from collections.abc import Iterable

from blog.transcripts.exchange import ANSWER, QUESTION, REMARK
from blog.transcripts.names import fold_name, role_kind

SHORT = 120
"""Most words of a turn that may be a question only because it ends like one."""

_ENDS = "?？؟"
_CLOSERS = "\"'”’»)]*_ "


class Asking:
    """Goes through the turns in order and tells each one's kind from what came before it."""

    def __init__(self) -> None:
        self._asked = False
        self._answered: set[str] = set()

    def kind(self, label: str, text: str) -> str:
        """The kind of the next turn, by its label and words; `settle` it before asking for the one after."""
        if by_role := role_kind(label):
            return by_role
        if fold_name(label) not in self._answered and ends_as_question(text):
            return QUESTION
        return ANSWER if self._asked else REMARK

    def settle(self, label: str, kind: str) -> None:
        """Say what kind the turn was, as told or as its author wrote."""
        self._asked = self._asked or kind == QUESTION
        if kind == ANSWER:
            self._answered.add(fold_name(label))


def ends_as_question(text: str) -> bool:
    """Whether a short text ends with a question mark of some script."""
    end = text.rstrip(_CLOSERS)[-1:]
    return bool(end) and end in _ENDS and len(text.split()) <= SHORT


def kinds_of(turns: Iterable[tuple[str, str]]) -> list[str]:
    """The kinds of these (label, text) in order."""
    asking, kinds = Asking(), []
    for label, text in turns:
        kinds.append(kind := asking.kind(label, text))
        asking.settle(label, kind)
    return kinds
