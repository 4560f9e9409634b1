"""A database that does not answer: Django is asked, which says so."""

import sqlite3
from contextlib import closing
from pathlib import Path

from blog.page_cache.generation import OfSQLite


def test_a_database_that_is_not_there_has_no_number(tmp_path: Path) -> None:
    assert OfSQLite(tmp_path / "none.sqlite3")() is None
    assert not (tmp_path / "none.sqlite3").exists()


def test_one_that_comes_is_read(tmp_path: Path) -> None:
    read = OfSQLite(tmp_path / "late.sqlite3")
    assert read() is None

    with closing(sqlite3.connect(tmp_path / "late.sqlite3")) as database, database:
        database.execute("CREATE TABLE blog_generation (id INTEGER PRIMARY KEY, number INTEGER)")
        database.execute("INSERT INTO blog_generation VALUES (1, 7)")

    assert read() == 7
    read.close()
