"""The content generation, read at every hit: by connections of our own, one a thread.

No ORM: it would cost more than the page (docs/decisions/0032), and a request that never reaches Django
has nobody to give its connection back.
"""

import sqlite3
import threading
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any
from urllib.parse import quote

SQL = "SELECT number FROM blog_generation WHERE id = 1"
PATIENCE = 1
"""Seconds to wait for a database that is busy: then Django is asked, which may wait longer."""


class Reader(ABC):
    """Called, it gives the number now; None where the database does not answer. Safe in any thread."""

    errors: tuple[type[Exception], ...] = ()
    attempts = 1

    def __init__(self) -> None:
        self._own = threading.local()
        self._every: list[Any] = []

    def __call__(self) -> int | None:
        for _attempt in range(self.attempts):
            try:
                row = self._cursor().execute(SQL).fetchone()
            except self.errors:
                self._let_go()
            else:
                return row[0] if row else 0
        return None

    def close(self) -> None:
        """Close the connection of every thread. None may be reading."""
        for connection in self._every:
            connection.close()
        self._every.clear()
        self._own = threading.local()

    @abstractmethod
    def _open(self) -> Any:
        """A new connection, that keeps no transaction open."""

    def _cursor(self) -> Any:
        try:
            return self._own.cursor
        except AttributeError:
            connection = self._own.connection = self._open()
            self._every.append(connection)
            cursor = self._own.cursor = connection.cursor()
            return cursor

    def _let_go(self) -> None:
        connection = getattr(self._own, "connection", None)
        if connection is not None:
            self._every.remove(connection)
            connection.close()
        self._own.__dict__.clear()


class OfSQLite(Reader):
    errors = (sqlite3.Error,)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._address = f"file:{quote(str(path))}?mode=ro"

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(
            self._address, uri=True, isolation_level=None, timeout=PATIENCE, check_same_thread=False
        )


class OfPostgreSQL(Reader):
    attempts = 2  # a connection that the server dropped is replaced

    def __init__(self) -> None:
        import psycopg  # here: only this engine needs it

        super().__init__()
        self.errors = (psycopg.Error,)

    def _open(self) -> Any:
        import psycopg
        from django.db import connection

        wanted = connection.get_connection_params()
        for name in ("cursor_factory", "context", "pool", "prepare_threshold"):
            wanted.pop(name, None)
        return psycopg.connect(**wanted, autocommit=True, connect_timeout=2 * PATIENCE, prepare_threshold=0)


def reader(database: dict[str, Any]) -> Reader:
    """Of the site's `connection.settings_dict`."""
    if database["ENGINE"].endswith("sqlite3"):
        return OfSQLite(Path(database["NAME"]))
    return OfPostgreSQL()
