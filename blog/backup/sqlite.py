"""SQLite as one file, and back."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import join

from django.db import connection
from django.utils.translation import gettext as _

from blog.backup.manifest import Damaged
from blog.disk import settle, sync

BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; it would take what another one left for its own."""


def copy_to(file: Path) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    with _opened(file) as copy:
        rows = copy.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id").fetchall()
    return tuple(row for (row,) in rows)


def prove(file: Path) -> None:
    try:
        with _opened(file) as copy:
            sound = copy.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
            whole = not copy.execute("PRAGMA foreign_key_check").fetchall()
            copy.execute("SELECT app FROM django_migrations LIMIT 1")  # or it is not a site's
    except sqlite3.Error as error:
        raise Damaged(_("its database cannot be read (%(why)s)") % {"why": error}) from error
    if not (sound and whole):
        raise Damaged(_("its database does not hold together"))


def way_out() -> str:
    place = _place()
    found = [str(place) + ending for ending in BESIDE if os.path.lexists(str(place) + ending)]
    if found == [str(place)] and place.exists() and not place.stat().st_size:
        return ""  # a file that SQLite made when something merely asked
    aside = f"{place}-before"
    return f"{join(['mkdir', aside])} && {join(['mv', *found, aside])}" if found else ""


def draft() -> Path:
    return Path(f"{_place()}.restoring")


def put_back(file: Path, finish: Callable[[], None]) -> None:
    """One rename shows the database, when all is done."""
    with _pointed_at(file):
        finish()
    sync(file)
    settle(file, _place())


def _place() -> Path:
    return Path(connection.settings_dict["NAME"])


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    copy = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        copy.execute("PRAGMA trusted_schema=OFF")
        yield copy
    finally:
        copy.close()


@contextmanager
def _pointed_at(file: Path) -> Iterator[None]:
    """Within it, Django's database is `file`. Closed at the end, it leaves nothing beside the file."""
    place = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place
