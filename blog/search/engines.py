"""The index of the site's database: `sqlite` and `postgres` are of this shape."""

from collections.abc import Sequence
from typing import Protocol

from django.db import connection

from blog.search import postgres, sqlite
from blog.search.matching import Document, Match


class Engine(Protocol):
    def newest(self, match: Match, limit: int) -> list[Document]:
        """The newest `limit` documents that match, newest first."""

    def some(self, matches: Sequence[Match], limit: int) -> list[list[Document]]:
        """Of each up to `limit` documents that match, whichever are soonest found."""

    def rebuild(self) -> None:
        """Make the index anew from the documents."""

    def settle(self) -> None:
        """Have the index answer as soon as it can, after many changes."""

    def is_sound(self) -> bool:
        """Whether the index says what the documents do."""


ENGINES: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgres}


def current() -> Engine:
    return ENGINES[connection.vendor]
