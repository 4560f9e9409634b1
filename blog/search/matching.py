"""What a database is asked: groups of terms, of each of which a document has one; and which it must not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from blog.search.query import Term

HEADING, QUESTION, FACT = "§", "¿", "¶"
"""The signs of terms that are no word a document says: see `documents`."""
LOOKED_AT = 2_000
"""The newest documents with the right words that are looked through for a phrase."""

type Group = tuple[str, ...]
"""Terms of which any will do."""
type Groups = tuple[Group, ...]
"""Of each of these one."""


@dataclass(frozen=True, slots=True)
class Match:
    """`wanted` is never empty. Keys lie from `least` to before `below`.

    `phrases` are looked for in the words of the newest LOOKED_AT that match otherwise.
    """

    wanted: Groups
    unwanted: tuple[Groups, ...] = ()
    least: int | None = None
    below: int | None = None
    phrases: tuple[Term, ...] = ()

    def written(self, term: Callable[[str], str], either: str, both: str, but: str) -> str:
        """The question in the language of a database: how it writes a term, and what stands between."""

        def grouped(groups: Groups) -> str:
            return both.join(f"({either.join(map(term, group))})" for group in groups)

        return "".join([f"({grouped(self.wanted)})", *(f"{but}({grouped(one)})" for one in self.unwanted)])

    def bounds(self, column: str) -> tuple[str, list[int]]:
        """The condition on the key, as SQL, and its parameters."""
        asked: Iterable[tuple[str, int | None]] = ((">=", self.least), ("<", self.below))
        known = [(sign, value) for sign, value in asked if value is not None]
        sql = "".join(f" AND {column} {sign} %s" for sign, _value in known)
        return sql, [value for _sign, value in known]

    def said(self, find: str) -> tuple[str, list[str]]:
        """The condition that a document says each phrase, or is a turn whose question has its words.

        And none that is excluded. SQL, and its parameters; `find` is the function that looks for a text.
        """
        conditions, values = [], []
        for term in self.phrases:
            stands = f"{find}(words, %s)"
            values.append(f" {' '.join(term.words)} ")
            if term.excluded:
                conditions.append(f"{stands} = 0")
            else:
                values += [f" {QUESTION}{word} " for word in term.words]
                asked = " AND ".join([f"{find}(terms, %s) > 0"] * len(term.words))
                conditions.append(f"({stands} > 0 OR turn_id IS NOT NULL AND {asked})")
        return " AND ".join(conditions), values
