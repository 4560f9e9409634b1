"""The engine of the site's database, as backups need it: `sqlite` and `postgresql` are of this shape."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.db import connection

from blog.backup import postgresql, sqlite
from blog.backup.manifest import DATABASES


class Engine(Protocol):
    def copy_to(self, file: Path) -> tuple[str, ...]:
        """Write the database as it is at one instant to `file`, holding up no writer; its migrations."""

    def prove(self, file: Path) -> None:
        """Read the copy in `file` to its end. Raises Damaged if it does not hold together."""

    def way_out(self) -> str:
        """How to move a database away that stands where one would be restored; empty if none does."""

    def draft(self) -> Path:
        """Where to put a copy that is then put back. Never the database itself."""

    def put_back(self, file: Path, finish: Callable[[], None]) -> None:
        """Make the copy in `file`, the draft, the site's database and have `finish` work on it."""


ENGINES: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgresql}


def current() -> Engine:
    """The engine of the database the settings name."""
    return ENGINES[connection.vendor]


def name_in_archive() -> str:
    return DATABASES[connection.vendor]
