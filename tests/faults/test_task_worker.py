"""The task worker killed in the middle of a task; two of them at one site; one that does nothing."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.author import Author
from tests.faults.processes import kill, until
from tests.faults.site import Site

pytestmark = pytest.mark.full

ENQUEUE = """
from tests.faults.tasks import note
print(json.dumps(note.enqueue({folder!r}).id))
"""
OUTCOME = """
from django_ox.models import OxTask
row = OxTask.objects.get(task_path="tests.faults.tasks.note")
print(json.dumps([row.status, row.attempts]))
"""


def test_a_killed_workers_task_runs_again_and_is_done_once(site: Site, tmp_path: Path) -> None:
    served = site.serve()
    first = served.worker
    site.ask(ENQUEUE.format(folder=str(tmp_path)))
    begun = until(lambda: [path.name for path in tmp_path.glob("begun-*")])

    kill(first)
    (tmp_path / "go on").touch()

    assert begun == [f"begun-{first}"]
    assert until((tmp_path / "done").exists, 120)
    assert until(lambda: site.ask(OUTCOME) == ["SUCCESSFUL", 2])
    assert len(list(tmp_path.glob("begun-*"))) == 2
    assert (tmp_path / "done").read_text() == "done\n"


SCHEDULE = """
from datetime import timedelta
from django.utils import timezone
from blog.publishing import posts, release
from blog.publishing.text import PostText
now = timezone.now().replace(microsecond=0)
at = now + timedelta(seconds={seconds})
for number in range({posts}):
    post = posts.save(None, PostText(title="Due %d" % number, body="Words."), by=None, now=now)
    release.publish(post, by=None, now=now, at=at)
print(json.dumps([at.timestamp(), post.get_absolute_url()]))
"""
PROMOTED = """
from accounts.models import Action, AuditEntry
from blog.models import Post
audited = AuditEntry.objects.filter(action=Action.PUBLISHED).count()
print(json.dumps([Post.objects.filter(state="published").count(), audited]))
"""


@pytest.fixture
def neighbour(site: Site, tmp_path: Path) -> Iterator[Site]:
    """Another machine's instance of the same site: a folder and a port of its own, the same database."""
    other = Site(tmp_path / "neighbour")
    other.env["DATABASE_URL"] = site.database or f"sqlite:///{site.folder / 'site.sqlite3'}"
    for one in (site, other):
        one.env |= {"DJANGO_SETTINGS_MODULE": "tests.faults.listening", "TOLD": str(tmp_path / "told")}
    yield other
    other.end()


def test_two_instances_promote_once_tell_once_and_audit_once(
    site: Site, neighbour: Site, tmp_path: Path
) -> None:
    for one in (site, neighbour):
        one.serve()
    site.ask(SCHEDULE.format(seconds=3, posts=5))
    readers, stop = [Author(site, "one"), Author(neighbour, "two")], threading.Event()
    threads = [threading.Thread(target=keep_reading, args=(reader, stop)) for reader in readers]
    for thread in threads:
        thread.start()

    told = tmp_path / "told"
    until(lambda: told.exists() and len(told.read_text().splitlines()) >= 5)
    time.sleep(2)  # for whoever would tell of it again
    stop.set()
    for thread in threads:
        thread.join()

    assert sorted(told.read_text().splitlines()) == [f"Due {number}" for number in range(5)]
    assert site.ask(PROMOTED) == [5, 5]
    assert [reader.refused for reader in readers] == [[], []]


def keep_reading(reader: Author, stop: threading.Event) -> None:
    while not stop.wait(0.1):
        reader.ask("GET", "/")


def stop_between_writes(site: Site, worker: int) -> None:
    """Stop the task worker where it holds no lock: else nobody could write as long as it stands still."""
    while True:
        os.kill(worker, signal.SIGSTOP)
        with closing(sqlite3.connect(site.folder / "site.sqlite3", timeout=0.5)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                os.kill(worker, signal.SIGCONT)
            else:
                return


@pytest.mark.one_engine  # what a visitor of the time sees is told in tests/walk/test_in_time.py on both
def test_a_scheduled_essay_appears_at_its_instant_without_a_worker(site: Site) -> None:
    served = site.serve()
    reader = Author(site, "reader")
    stop_between_writes(site, served.worker)
    for seconds in (5, 20, 80):  # more where the machine is so busy that it is asked too late
        found = site.ask(SCHEDULE.format(seconds=seconds, posts=1))
        assert isinstance(found, list)
        at, address = found
        before = reader.ask("GET", address)[0]
        if early := time.time() < at:
            break
    time.sleep(max(0, at - time.time()))
    after = reader.ask("GET", address)[0]

    os.kill(served.worker, signal.SIGCONT)
    assert (before, early, after) == (404, True, 200)
