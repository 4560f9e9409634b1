"""What a database is asked: groups of terms, of each of which a document has one; and which it must not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

type Group = tuple[str, ...]
"""Terms of which any will do."""
type Groups = tuple[Group, ...]
"""Of each of these one."""


@dataclass(frozen=True, slots=True)
class Match:
    """`wanted` is never empty. Keys lie from `least` to before `below`."""

    wanted: Groups
    unwanted: tuple[Groups, ...] = ()
    least: int | None = None
    below: int | None = None

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
