"""Queries that PostgreSQL plans once for a connection, where to plan takes longer than to answer.

Only for those whose best plan is the same whatever they are asked for, as rows by their ids: others would get
one that is good for no value. Django writes values into the SQL, so nothing of it would be kept.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

_kept: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""Of each connection of psycopg the names of its plans."""


class Plan:
    """Named by what it asks: whoever else has it on this connection asks the same."""

    def __init__(self, sql: str, gaps: Sequence[Any]) -> None:
        """`sql` has `%s` for each of `gaps`: None where an argument will stand, else a value that stays."""
        first, *parts = sql.split("%s")
        numbers = iter(range(1, len(gaps) + 1))
        signs = ["%s" if gap is not None else f"${next(numbers)}" for gap in gaps]
        self.sql = "".join([first, *(sign + part for sign, part in zip(signs, parts, strict=True))])
        self.values = [gap for gap in gaps if gap is not None]
        self.name = f"plan_{sha256(repr((self.sql, self.values)).encode()).hexdigest()[:24]}"
        self.asked = f"EXECUTE {self.name} ({', '.join('%s' for gap in gaps if gap is None)})"

    def is_kept(self, connection: Any) -> bool:
        """Whether it may be asked for on this connection of Django's, where it is made the first time.

        Not where a pooler may hand each transaction to another process: Django's setting for that says so.
        """
        if (
            connection.vendor != "postgresql"
            or connection.features.uses_server_side_binding
            or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
        ):
            return False
        connection.ensure_connection()
        kept = _kept.setdefault(connection.connection, set())
        if self.name not in kept:
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                sql = f"SET plan_cache_mode = force_generic_plan; PREPARE {self.name} AS {self.sql}"
                cursor.execute(sql, self.values)
            kept.add(self.name)
        return True
