"""What SQLite is told, for a commit to last and writers to take turns."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from pytest_django.plugin import DjangoDbBlocker

from config.environment import sqlite
from config.settings import SQLITE


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """A connection to a file as the site opens it, waiting for others hardly at all."""
    handler = ConnectionHandler(
        {"default": sqlite(tmp_path / "site.sqlite3") | {"OPTIONS": SQLITE | {"timeout": 0.1}}}
    )
    with django_db_blocker.unblock():
        yield handler["default"]
        handler["default"].close()


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_a_commit_lasts(database: Any, pragma: str, value: object) -> None:
    with database.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_a_writer_takes_its_turn_at_the_start(database: Any, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "site.sqlite3", isolation_level=None)
    database.ensure_connection()
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked"):
        database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    other.close()
