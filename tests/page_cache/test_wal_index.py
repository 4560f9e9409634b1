"""SQLite is asked for the generation again only after a commit, and after each."""

import gc
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from blog.page_cache.generation import OfSQLite, Reader


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "site.sqlite3"


@pytest.fixture
def writer(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE blog_generation (id INTEGER PRIMARY KEY, number INTEGER)")
    connection.execute("INSERT INTO blog_generation VALUES (1, 7)")
    yield connection
    connection.close()


@pytest.fixture
def read(file: Path, writer: sqlite3.Connection) -> Iterator[OfSQLite]:
    read = OfSQLite(file)
    yield read
    read.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """What the database answered, each time it was asked."""
    answers, ask = list[int | None](), Reader.__call__

    def note(reader: Reader) -> int | None:
        answers.append(ask(reader))
        return answers[-1]

    monkeypatch.setattr(Reader, "__call__", note)
    return answers


def advance(writer: sqlite3.Connection) -> None:
    writer.execute("UPDATE blog_generation SET number = number + 1")


def test_it_asks_twice_and_then_after_each_commit(
    read: OfSQLite, writer: sqlite3.Connection, asked: list[int | None]
) -> None:
    told = [read() for _hit in range(5)]
    advance(writer)
    told += [read() for _hit in range(5)]

    assert told == [7] * 5 + [8] * 5
    assert asked == [7, 7, 8]


def test_what_is_not_committed_is_not_seen(read: OfSQLite, writer: sqlite3.Connection) -> None:
    assert [read() for _hit in range(3)] == [7] * 3

    writer.execute("BEGIN IMMEDIATE")
    advance(writer)
    before = read()
    writer.execute("COMMIT")

    assert (before, read()) == (7, 8)


def test_a_checkpoint_and_a_log_begun_anew_hide_no_commit(read: OfSQLite, writer: sqlite3.Connection) -> None:
    told = []
    for _round in range(20):
        advance(writer)
        told.append(read())
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        told.append(read())

    assert told == [number for number in range(8, 28) for _time in range(2)]


def test_the_index_stays_while_it_is_read_though_all_writers_leave(
    file: Path, read: OfSQLite, writer: sqlite3.Connection
) -> None:
    assert [read() for _hit in range(3)] == [7] * 3
    writer.close()
    index = Path(f"{file}-shm").stat().st_ino

    other = sqlite3.connect(file, isolation_level=None)
    advance(other)

    assert read() == 8
    assert Path(f"{file}-shm").stat().st_ino == index
    other.close()


def test_behind_a_link_the_index_of_the_database_itself_is_read(
    tmp_path: Path, file: Path, writer: sqlite3.Connection, asked: list[int | None]
) -> None:
    """Beside the link may lie what is left of a database that was moved away."""
    link = tmp_path / "data" / "site.sqlite3"
    link.parent.mkdir()
    link.symlink_to(file)
    Path(f"{link}-shm").write_bytes(Path(f"{file}-shm").read_bytes())
    read = OfSQLite(link)

    told = [read() for _hit in range(3)]
    advance(writer)
    told.append(read())

    assert told == [7, 7, 7, 8]
    assert asked == [7, 7, 8]
    read.close()


def test_without_a_log_it_asks_every_time(file: Path, asked: list[int | None]) -> None:
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("CREATE TABLE blog_generation (id INTEGER PRIMARY KEY, number INTEGER)")
    writer.execute("INSERT INTO blog_generation VALUES (1, 7)")
    read = OfSQLite(file)

    told = [read(), read()]
    advance(writer)
    told.append(read())

    assert told == asked == [7, 7, 8]
    read.close()
    writer.close()


def test_a_database_that_fails_again_and_again_takes_no_more_descriptors(
    read: OfSQLite, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_read: OfSQLite, _connection: sqlite3.Connection) -> int:
        raise sqlite3.OperationalError("disk I/O error")

    held = []
    for _time in range(5):
        advance(writer)
        with monkeypatch.context() as broken:
            broken.setattr(OfSQLite, "_number", fail)
            assert read() is None
        assert read() == read()
        held.append(len(os.listdir("/proc/self/fd")))

    assert (read(), len(set(held))) == (12, 1)


def test_a_database_that_fails_while_the_index_is_looked_for_has_answered(
    read: OfSQLite, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        def execute(self, sql: str) -> object:
            raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(read, "_number", lambda _connection: 7)
    monkeypatch.setattr(read, "_connection", Failing)

    assert [read(), read()] == [7, 7]


def test_it_keeps_the_locks_that_others_of_this_process_hold(
    file: Path, read: OfSQLite, writer: sqlite3.Connection
) -> None:
    """Closing any descriptor of the index would let go of them: then two could write at once."""
    writer.execute("BEGIN IMMEDIATE")
    assert [read() for _hit in range(3)] == [7] * 3
    read.close()
    gc.collect()

    begin = f"import sqlite3; sqlite3.connect({str(file)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    intruder = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, check=False)

    assert intruder.stderr.endswith("OperationalError: database is locked\n")
    writer.execute("COMMIT")
