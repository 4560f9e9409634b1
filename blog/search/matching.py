"""What a database is asked: groups of terms, of each of which a document has one; and which it must not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from blog.search.query import Term

HEADING, QUESTION, FACT = "§", "¿", "¶"
"""The signs of terms that are no word a document says: see `documents`."""
LOOKED_AT = 2_000
"""The newest documents with the right words that are looked through for a phrase."""

ROW = "coalesce(post_id, turn_id, person_id, source_id, series_id, page_id)"
"""The row that a document is of, in SQL."""

type Group = tuple[str, ...]
"""Terms of which any will do."""
type Groups = tuple[Group, ...]
"""Of each of these one."""


class Document(NamedTuple):
    """One that a database found: its key, which tells its kind; the row of that kind that it is of; terms."""

    key: int
    row: int
    terms: str


@dataclass(frozen=True, slots=True)
class Match:
    """Keys lie from `least` to before `below`.

    `also` is what nearly all documents have that have what is `wanted`: it may be seen in each instead of
    asked for. `phrases` are looked for, and `also` with them, in the newest LOOKED_AT that match otherwise.
    """

    wanted: Groups
    also: Groups = ()
    unwanted: tuple[Groups, ...] = ()
    least: int | None = None
    below: int | None = None
    phrases: tuple[Term, ...] = ()

    def written(self, wanted: Groups, term: Callable[[str], str], either: str, both: str, but: str) -> str:
        """What is `wanted`, and what is not, in the language of a database.

        That is: how it writes a term, and what stands between.
        """

        def grouped(groups: Groups) -> str:
            return both.join(f"({either.join(map(term, group))})" for group in groups)

        return "".join([f"({grouped(wanted)})", *(f"{but}({grouped(one)})" for one in self.unwanted)])

    def bounds(self, column: str) -> tuple[str, list[int]]:
        """The condition on the key, as SQL, and its parameters."""
        asked: Iterable[tuple[str, int | None]] = ((">=", self.least), ("<", self.below))
        known = [(sign, value) for sign, value in asked if value is not None]
        sql = "".join(f" AND {column} {sign} %s" for sign, _value in known)
        return sql, [value for _sign, value in known]
