"""PostgreSQL as one file, and back, by its own programs."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from blog.backup.manifest import BackupError, Damaged

BARE = ("--no-owner", "--no-privileges")  # whoever restores it owns it


class ToolFailed(BackupError):
    """One of PostgreSQL's programs ended badly; the message is its own."""


def copy_to(file: Path) -> tuple[str, ...]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id")
        migrations = tuple(row for (row,) in cursor.fetchall())
        _run("pg_dump", "--format=custom", *BARE, f"--snapshot={snapshot}", f"--file={file}", _address())
    return migrations


def prove(file: Path) -> None:
    try:
        _run("pg_restore", f"--file={os.devnull}", str(file))
    except ToolFailed as error:
        raise Damaged(_("its database cannot be read (%(why)s)") % {"why": error}) from error


def way_out() -> str:
    if not connection.introspection.table_names():
        return ""
    return _("createdb NEWNAME, and name that one in DATABASE_URL")


def draft() -> Path:
    return Path(settings.DATA_DIR) / "database.pgdump.restoring"


def put_back(file: Path, finish: Callable[[], None]) -> None:
    """One transaction shows the database; `finish` follows it."""
    _run("pg_restore", "--single-transaction", "--exit-on-error", *BARE, f"--dbname={_address()}", str(file))
    finish()


def _address() -> str:
    """The database as the settings name it, for libpq's programs; without the password."""
    from psycopg.conninfo import make_conninfo  # here: a site on SQLite has no psycopg

    asked, known = connection.get_connection_params(), _server().get_parameters()
    return make_conninfo(**{name: asked[name] for name in known if name in asked})


def _server() -> Any:
    """What psycopg knows of the server."""
    connection.ensure_connection()
    driver: Any = connection.connection
    return driver.info


def _run(program: str, *arguments: str) -> None:
    """Raises BackupError, saying what to install if the program is missing or older than the server."""
    server = _server()
    told = _(
        "%(program)s is missing or too old for this server. Install PostgreSQL’s client programs, release "
        "%(version)d or newer: apt install postgresql-client-%(version)d"
    ) % {"program": program, "version": server.server_version // 10_000}
    secret = {"PGPASSWORD": server.password} if server.password else {}  # not in the list of processes
    command = [program, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - no words but our own
            command, env=os.environ | secret, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise BackupError(told) from error
    said = done.stderr.strip()
    if done.returncode and ("version mismatch" in said or "unsupported version" in said):
        raise BackupError(f"{told}\n{said}")
    if done.returncode:
        raise ToolFailed(said or program)
