"""An excerpt in a line: where a program asks for a title or a summary, the exchange's own words stand."""

from blog.models import Excerpt, Turn
from blog.rendering import summarise

TITLE = 120
SUMMARY = 200
"""Characters at most."""


def question_of(excerpt: Excerpt) -> str:
    """Its first question, whole; empty where nobody asks."""
    return _first(excerpt.turn_list, Turn.Kind.QUESTION)


def words_of(excerpt: Excerpt) -> str:
    """Its first answer, whole, else the first remark; empty where nobody but an asker speaks."""
    return _first(excerpt.turn_list, Turn.Kind.ANSWER) or _first(excerpt.turn_list, Turn.Kind.REMARK)


def title_of(excerpt: Excerpt) -> str:
    """Its first question, else its first words; `excerpt` comes from `with_turns`."""
    return summarise(question_of(excerpt) or _first(excerpt.turn_list, *Turn.Kind), TITLE) or excerpt.slug


def answer_of(excerpt: Excerpt) -> str:
    """The start of its first answer, else of the first remark; empty where nobody but an asker speaks."""
    return summarise(words_of(excerpt), SUMMARY)


def _first(turns: list[Turn], *kinds: str) -> str:
    """The first words of one of these kinds, as readers meet them: translated where they are."""
    return next((turn.translation or turn.text for turn in turns if turn.kind in kinds), "")
