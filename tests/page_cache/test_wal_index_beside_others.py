"""Whatever other processes do to a database in SQLite, no acknowledged commit is missed by the page cache."""

import mmap
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from blog.page_cache.generation import OfSQLite

pytestmark = [pytest.mark.full, pytest.mark.one_engine]

SECONDS = 4

WRITER = """
import mmap, random, sqlite3, sys

database, told = sys.argv[1:]
with open(told, "r+b") as file:
    acknowledged = mmap.mmap(file.fileno(), 8)
maintenance = [f"PRAGMA wal_checkpoint({how})" for how in ("PASSIVE", "RESTART", "TRUNCATE")] + ["VACUUM"]
while True:
    writer = sqlite3.connect(database, isolation_level=None, timeout=10)  # the last to leave drops the log
    writer.execute("PRAGMA synchronous=OFF")
    for _time in range(random.randrange(20)):
        try:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE blog_generation SET number = number + 1")
            (number,) = writer.execute("SELECT number FROM blog_generation").fetchone()
            if random.random() < 0.1:
                writer.execute("ROLLBACK")
                continue
            writer.execute("COMMIT")
            acknowledged[:] = number.to_bytes(8)
            if random.random() < 0.1:
                writer.execute(random.choice(maintenance))
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
    writer.close()
"""


def test_no_commit_is_missed_though_writers_come_go_tidy_and_are_killed(tmp_path: Path) -> None:
    database, told = tmp_path / "site.sqlite3", tmp_path / "acknowledged"
    told.write_bytes((7).to_bytes(8))
    with closing(sqlite3.connect(database, isolation_level=None)) as first:
        first.execute("PRAGMA journal_mode=WAL")
        first.execute("CREATE TABLE blog_generation (id INTEGER PRIMARY KEY, number INTEGER)")
        first.execute("INSERT INTO blog_generation VALUES (1, 7)")
    with told.open("r+b") as file:
        acknowledged = mmap.mmap(file.fileno(), 8)
    read, is_over, missed = OfSQLite(database), Event(), list[tuple[int, int | None]]()

    def look() -> None:
        while not is_over.wait(0.0005):
            least, number = int.from_bytes(acknowledged[:]), read()
            if number is None or number < least:
                missed.append((least, number))

    readers = [Thread(target=look) for _reader in range(2)]
    for reader in readers:
        reader.start()
    command = [sys.executable, "-c", WRITER, str(database), str(told)]
    writers, end = [subprocess.Popen(command) for _writer in range(2)], time.monotonic() + SECONDS
    while time.monotonic() < end:
        time.sleep(random.uniform(0.1, 0.3))
        writers[0].kill()
        assert writers.pop(0).wait() == -9
        writers.append(subprocess.Popen(command))
    is_over.set()
    for reader in readers:
        reader.join()
    for writer in writers:
        writer.kill()
        writer.wait()

    assert missed == []
    assert int.from_bytes(acknowledged[:]) > 100
    read.close()
