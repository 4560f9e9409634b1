"""The content generation, known at every hit: by connections of our own, one a thread.

No ORM: it would cost more than the page (docs/decisions/0032), and a request that never reaches Django
has nobody to give its connection back.
"""

import mmap
import os
import sqlite3
import threading
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any
from urllib.parse import quote

SQL = "SELECT number FROM blog_generation WHERE id = 1"
PREPARED = b"generation"
PATIENCE = 1
"""Seconds to wait for a database that is busy: then Django is asked, which may wait longer."""
HEAD = 96
"""Bytes of both copies of the WAL-index's header, written at every commit."""

_never_closed: dict[tuple[int, int], mmap.mmap] = {}
"""By device and inode. While a file is mapped, no other can have its inode."""
_mapping = threading.Lock()


class Reader(ABC):
    """Called, it gives the number now; None where the database does not answer. Safe in any thread."""

    errors: tuple[type[Exception], ...] = ()
    attempts = 1

    def __init__(self) -> None:
        self._own = threading.local()
        self._every: dict[threading.Thread, Any] = {}

    def __call__(self) -> int | None:
        for _attempt in range(self.attempts):
            try:
                return self._number(self._connection())
            except self.errors:
                self._let_go()
        return None

    def close(self) -> None:
        """Close the connection of every thread. None of them may be reading meanwhile."""
        for connection in self._every.values():
            connection.close()
        self._every.clear()
        self._own = threading.local()

    @abstractmethod
    def _open(self) -> Any:
        """A new connection, that keeps no transaction open."""

    @abstractmethod
    def _number(self, connection: Any) -> int:
        """What it says; 0 before the first change."""

    def _connection(self) -> Any:
        try:
            return self._own.connection
        except AttributeError:
            connection = self._own.connection = self._open()
            self._every[threading.current_thread()] = connection
            self._close_those_of_ended_threads()
            return connection

    def _close_those_of_ended_threads(self) -> None:
        """Threads of `serve` do not end; `runserver` begins one for each connection of a browser."""
        for thread in tuple(self._every):
            if not thread.is_alive() and (left := self._every.pop(thread, None)):
                left.close()

    def _let_go(self) -> None:
        connection = self._every.pop(threading.current_thread(), None)
        if connection is not None:
            connection.close()
        self._own.__dict__.clear()


class OfSQLite(Reader):
    """Asks again only once somebody has committed, which the WAL-index shows: a file in shared memory.

    Its header changes at every commit, and SQLite itself compares it at the start of every transaction
    (sqlite.org/walformat.html, 2.1). To ask SQLite is quick (5 µs) but lets other threads in, which costs a
    busy process more than all the rest of a hit.
    """

    errors = (sqlite3.Error,)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._address = f"file:{quote(str(path))}?mode=ro"
        self._index: mmap.mmap | None = None
        self._seen = (b"", 0)

    def __call__(self) -> int | None:
        head, number = self._seen
        index = self._index
        if index is not None and index[:HEAD] == head:
            return number
        return self._ask(index)

    def close(self) -> None:
        self._forget()
        super().close()

    def _ask(self, index: mmap.mmap | None) -> int | None:
        """What the database says. It holds as long as the index stays as it was before the question.

        Were the index read after it, a commit in between would be taken for seen.
        """
        head = index[:HEAD] if index is not None else b""
        number = super().__call__()
        if number is None:
            self._forget()
        elif index is None:
            self._index = self._map()
        elif any(head):
            self._seen = (head, number)
        return number

    def _map(self) -> mmap.mmap | None:
        """The index, or None where there is none to be had. SQLite keeps the file while we are connected.

        It is never closed: by POSIX, that would drop every lock this process has on the file.
        """
        try:
            connection = self._connection()
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                return None
            # SQLite's own word on where the database is: the path it was given may be a link.
            _number, _name, database = connection.execute("PRAGMA database_list").fetchone()
            with _mapping:
                return _mapped(f"{database}-shm")
        except (OSError, ValueError, sqlite3.Error):  # ValueError: it is empty yet
            return None

    def _forget(self) -> None:
        self._index, self._seen = None, (b"", 0)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(
            self._address, uri=True, isolation_level=None, timeout=PATIENCE, check_same_thread=False
        )

    def _number(self, connection: sqlite3.Connection) -> int:
        row = connection.execute(SQL).fetchone()
        return row[0] if row else 0


def _mapped(index_file: str) -> mmap.mmap:
    """The head of this file. Called by one thread at a time; raises OSError or ValueError."""
    file = os.stat(index_file)
    if mapped := _never_closed.get((file.st_dev, file.st_ino)):
        return mapped
    descriptor = os.open(index_file, os.O_RDONLY)
    file, mapped = os.fstat(descriptor), mmap.mmap(descriptor, HEAD, prot=mmap.PROT_READ)
    _never_closed[file.st_dev, file.st_ino] = mapped
    return mapped


class OfPostgreSQL(Reader):
    """Asks by libpq's own call, prepared once a connection: a cursor costs as much again as the answer.

    Not prepared behind a pooler that may hand each transaction to another connection.
    """

    attempts = 2  # a connection that the server dropped is replaced

    def __init__(self, *, is_pooled: bool = False) -> None:
        import psycopg  # here: only this engine needs it

        super().__init__()
        self._psycopg, self._is_pooled = psycopg, is_pooled
        self._found = psycopg.pq.ExecStatus.TUPLES_OK
        self.errors = (psycopg.Error,)

    def _open(self) -> Any:
        from django.db import connection as django

        wanted = django.get_connection_params()
        for name in ("cursor_factory", "context", "pool", "prepare_threshold"):
            wanted.pop(name, None)
        connection = self._psycopg.connect(**wanted, autocommit=True, connect_timeout=2 * PATIENCE)
        if not self._is_pooled:
            connection.pgconn.prepare(PREPARED, SQL.encode())
        return connection

    def _number(self, connection: Any) -> int:
        server = connection.pgconn
        answer = server.exec_(SQL.encode()) if self._is_pooled else server.exec_prepared(PREPARED, None)
        if answer.status != self._found:
            raise self._psycopg.OperationalError(answer.error_message)
        return int(answer.get_value(0, 0)) if answer.ntuples else 0


def reader(database: dict[str, Any]) -> Reader:
    """Of the site's `connection.settings_dict`."""
    if database["ENGINE"].endswith("sqlite3"):
        return OfSQLite(Path(database["NAME"]))
    return OfPostgreSQL(is_pooled=bool(database.get("DISABLE_SERVER_SIDE_CURSORS")))
