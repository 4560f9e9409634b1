"""What stands near an address that leads nowhere: titles and questions whose words are like its own."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime

from blog.models import Excerpt, Post

LOOKED_AT = 500
"""How many of the newest essays, and of the newest excerpts, are compared: what a missing page may cost."""
OFFERED = 3
ALIKE = 0.5
"""The share of the address's trigrams from which a title counts as near."""
LONGEST = 120
_NOT_WORDS = frozenset(
    ["posts", "excerpts", "tags", "people", "sources", "archive", "index", "html", "htm", "php", "md", "json"]
)


@dataclass(frozen=True, slots=True)
class Near:
    title: str
    url: str
    at: datetime
    language: str
    is_question: bool


def near(path: str, now: datetime) -> list[Near]:
    """Up to OFFERED visible essays and excerpts, likest first. Two queries of bounded size, or none."""
    sought = trigrams(" ".join(_words(path)))
    if not sought:
        return []
    ranked = [
        (len(sought & trigrams(place.title)) / len(sought), place)
        for place in [*_essays(now), *_excerpts(now)]
    ]
    likely = sorted((pair for pair in ranked if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [place for _likeness, place in likely[:OFFERED]]


def trigrams(text: str) -> Set[str]:
    """Each word's runs of three characters, with a mark for where the word begins and ends."""
    words = [f" {word} " for word in re.findall(r"\w+", text.casefold())]
    return {word[n : n + 3] for word in words for n in range(len(word) - 2)}


def _words(path: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", path[:LONGEST].casefold()) if word not in _NOT_WORDS]


def _essays(now: datetime) -> Iterable[Near]:
    rows = Post.objects.published(now).order_by("-published_at", "-pk")[:LOOKED_AT]
    for row in rows.only("slug", "title", "published_at", "language"):
        if row.published_at:
            yield Near(row.title, row.get_absolute_url(), row.published_at, row.language, False)


def _excerpts(now: datetime) -> Iterable[Near]:
    dated = Excerpt.objects.visible(now).filter(first_shown_at__isnull=False)
    rows = dated.order_by("-first_shown_at", "-pk")[:LOOKED_AT]
    for row in rows.only("slug", "question", "first_shown_at", "language"):
        if row.first_shown_at and row.question:
            question = row.question[:LONGEST]
            yield Near(question, row.get_absolute_url(), row.first_shown_at, row.language, True)
