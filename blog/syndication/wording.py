"""An excerpt in a line: where a program asks for a title or a summary, the exchange's own words stand."""

from blog.models import Excerpt, Turn
from blog.rendering import summarise

TITLE = 120
SUMMARY = 200
"""Characters at most."""


def title_of(excerpt: Excerpt) -> str:
    """Its first question, else its first words; `excerpt` comes from `with_turns`."""
    turns = excerpt.turn_list
    return summarise(_first(turns, Turn.Kind.QUESTION) or _first(turns, *Turn.Kind), TITLE) or excerpt.slug


def answer_of(excerpt: Excerpt) -> str:
    """The start of its first answer, else of the first remark; empty where nobody but an asker speaks."""
    turns = excerpt.turn_list
    return summarise(_first(turns, Turn.Kind.ANSWER) or _first(turns, Turn.Kind.REMARK), SUMMARY)


def _first(turns: list[Turn], *kinds: str) -> str:
    """The first words of one of these kinds, as readers meet them: translated where they are."""
    return next((turn.translation or turn.text for turn in turns if turn.kind in kinds), "")
