"""Queries that PostgreSQL plans once for each connection: planning some takes longer than answering them.

By itself it would plan them at every call, for Django writes the values into the SQL. Here they are prepared
statements, planned without any value. So this is only for queries whose best plan is the same whatever they
are asked for, as rows by their ids; others would get a plan that is good for no value.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

_kept: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""The names of the plans that each connection of psycopg has. One that takes its place begins with none."""


class Plan:
    """A prepared statement, named by a digest of what it asks: one name never means two."""

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
        """Whether `connection` (Django's) has it; where it can have any, it is made at the first call.

        None can be kept behind a pooler that may hand each transaction to another process of the server. Then
        DISABLE_SERVER_SIDE_CURSORS, Django's setting for that, must be set.
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
