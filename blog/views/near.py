"""What stands near an address that leads nowhere: titles and questions whose words are like its own."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime

from blog.models import Excerpt, Post
from blog.models.addresses import address
from blog.models.prepared import Rows, prepared

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
class Titled:
    """An essay or an excerpt; `words` are those of its title, as trigrams are looked for in them."""

    words: str
    title: str
    url: str
    at: datetime
    language: str
    is_question: bool


def titled(now: datetime) -> list[Titled]:
    """The newest essays and excerpts that a stranger may read at `now`. Two queries of bounded size."""
    essays = [
        Titled(_parted(title), title, address("blog:post", slug), at, language, False)
        for title, slug, at, language in _essays(now)
    ]
    cut = ((question[:LONGEST], *rest) for question, *rest in _excerpts(now) if question)
    return essays + [
        Titled(_parted(question), question, address("blog:excerpt", slug), at, language, True)
        for question, slug, at, language in cut
    ]


def near(path: str, places: Iterable[Titled]) -> list[Titled]:
    """Up to OFFERED of `places`, likest first."""
    sought = trigrams(" ".join(_words(path)))
    if not sought:
        return []
    ranked = [(sum(part in place.words for part in sought) / len(sought), place) for place in places]
    likely = sorted((pair for pair in ranked if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [place for _likeness, place in likely[:OFFERED]]


def trigrams(text: str) -> Set[str]:
    """Each word's runs of three characters, with a mark for where the word begins and ends."""
    words = [f" {word} " for word in _parted(text).split()]
    return {word[n : n + 3] for word in words for n in range(len(word) - 2)}


def _parted(text: str) -> str:
    """Its words, each between spaces: a trigram that stands in this is one of them."""
    return f" {' '.join(re.findall(r'\w+', text.casefold()))} "


def _words(path: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", path[:LONGEST].casefold()) if word not in _NOT_WORDS]


@prepared
def _essays(now: datetime) -> Rows:
    rows = Post.objects.published(now).order_by("-published_at", "-pk")[:LOOKED_AT]
    return rows.values_list("title", "slug", "published_at", "language")


@prepared
def _excerpts(now: datetime) -> Rows:
    dated = Excerpt.objects.visible(now).filter(first_shown_at__isnull=False)
    rows = dated.order_by("-first_shown_at", "-pk")[:LOOKED_AT]
    return rows.values_list("question", "slug", "first_shown_at", "language")
