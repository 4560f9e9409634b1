"""Rounds of kill -9 amid saving, publishing, importing and uploads: what was acknowledged stands."""

import itertools
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.author import Author, truth
from tests.faults.console import Running
from tests.faults.database import TESTS_OWN
from tests.faults.processes import kill, until
from tests.faults.site import Served, Site

pytestmark = pytest.mark.full

ROUNDS = 10 if TESTS_OWN.scheme.startswith("postgres") else 30
"""Ten are each process once or more. Those who write SQLite's file are killed, PostgreSQL's server is not."""
FENCE = "::: qa\nQ: What of {title}?\n\nMei Tan: This of {title}.\n\nSource: Almanac\n:::"

ADD = """
from django.core.management import call_command
call_command("add_post", {file!r}, "--publish")
"""


class Importer:
    """Brings in one essay after another with `add_post`, one at a time, beside those who are killed."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder = site, folder
        self.acknowledged: list[str] = []
        self.at_work: tuple[str, Running] | None = None

    def step(self, number: int) -> None:
        if self.at_work and self.at_work[1].is_over:
            self.finish()
        if self.at_work is None:
            title = f"import {number}"
            file = self.folder / f"{number}.md"
            file.write_text(f"---\ntitle: {title}\n---\nWords.\n\n{FENCE.format(title=title)}\n")
            self.at_work = title, self.site.begin(ADD.format(file=str(file)))

    def finish(self) -> None:
        assert self.at_work
        title, running = self.at_work
        assert title in running.said()
        self.acknowledged.append(title)
        self.at_work = None


def strike(served: Served, what: str) -> bool:
    """Kill one of the processes. Whether the site is gone with it."""
    victims = {
        "web worker": lambda: served.web_workers[0],
        "task worker": lambda: served.worker,
        "gunicorn": lambda: served.web,
        "serve": lambda: served.process.pid,
    }
    kill(victims[what]())
    if what in ("gunicorn", "serve"):
        served.process.communicate(timeout=60)
        return True
    return False


def wait_for_work(*authors: Author) -> None:
    """Until something more is acknowledged: a busy machine is given as much to lose as a quiet one."""

    def done() -> int:
        return sum(len(author.saved) + len(author.published) + len(author.uploaded) for author in authors)

    before = done()
    until(lambda: done() > before)


def test_what_was_acknowledged_is_there_once_and_whole(site: Site, tmp_path: Path) -> None:
    authors = [Author(site, name) for name in ("ada", "bo")]
    importer = Importer(site, tmp_path)
    served, stop = site.serve(), threading.Event()
    painter = Author(site, "cy")
    work = [*(author.work for author in authors), painter.send_images]
    threads = [threading.Thread(target=each, args=(stop,)) for each in work]
    for thread in threads:
        thread.start()

    small = ["web worker", "task worker", "web worker", "task worker"]
    targets = itertools.cycle([*small, "gunicorn", *small, "serve"])
    for number, target in zip(range(ROUNDS), targets, strict=False):
        wait_for_work(*authors, painter)
        time.sleep(0.1 + number % 7 / 10)
        importer.step(number)
        if strike(served, target):
            served = site.serve()
    until(lambda: all(author.published for author in authors) and len(painter.uploaded) > ROUNDS // 15)
    stop.set()
    for thread in threads:
        thread.join()
    importer.finish()

    saved = {title for author in authors for title in author.saved} | set(importer.acknowledged)
    published = {title for author in authors for title in author.published} | set(importer.acknowledged)
    stored = truth(site)
    times = Counter(row[0] for row in stored["posts"])
    assert {title for title in saved if times[title] != 1} == set()
    assert {title for title, number in times.items() if number > 1} == set()
    assert {row[0] for row in stored["posts"] if row[1:3] != [1, 1]} == set()  # an exchange, one save
    assert {row[0] for row in stored["posts"] if not row[3] == row[4] == row[5]} == set()
    assert published <= {row[0] for row in stored["posts"] if row[5]}
    assert (stored["loose"], site.counts()["broken"]) == (0, 0)
    assert all([*(author.published for author in authors), importer.acknowledged])
    assert [author.refused for author in (*authors, painter)] == [[], [], []]
    assert set(painter.uploaded) <= stored["images"].keys()
    assert (len(painter.uploaded) > ROUNDS // 15, set(stored["images"].values())) == (True, {True})
