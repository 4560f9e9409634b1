"""Which turns ask and which answer."""

from blog.transcripts.exchange import ANSWER, QUESTION, REMARK
from blog.transcripts.grammar.labels import fold_name, role_kind

SHORT, SHORT_SIGNS = 120, 1000
"""Most words and signs of a turn that may be a question only because it ends like one."""

_ENDS = "?？؟"
_CLOSERS = "!！\"'”’»)]*_ \u00a0"


class Asking:
    """Goes through the turns in order and tells each one's kind from what came before it."""

    def __init__(self) -> None:
        self._asked = False
        self._answered: set[str] = set()

    def kind(self, label: str, text: str) -> str:
        """The kind of the next turn, by its label and words; `settle` it before asking for the one after."""
        if by_role := role_kind(label):
            return by_role
        if ends_as_question(text) and fold_name(label) not in self._answered:
            return QUESTION
        return ANSWER if self._asked else REMARK

    def settle(self, label: str, kind: str) -> None:
        """Say what kind the turn was, as told or as its author wrote."""
        if kind == QUESTION:
            self._asked = True
        elif kind == ANSWER:
            self._answered.add(fold_name(label))


def ends_as_question(text: str) -> bool:
    """Whether a short text ends with a question mark of some script."""
    end = text[-40:].rstrip(_CLOSERS)[-1:]
    return bool(end) and end in _ENDS and len(text) <= SHORT_SIGNS and len(text.split()) <= SHORT
