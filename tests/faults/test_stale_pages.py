"""Once a save is acknowledged no reader sees what was before; also where web processes are killed."""

import http.client
import json
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from tests.faults.database import TESTS_OWN
from tests.faults.processes import children, kill, until
from tests.faults.site import Process, Site

pytestmark = pytest.mark.full

WORKERS, READERS, SAVES = 4, 32, 500
EDITED, HIDDEN = "/posts/edited/", "/posts/hidden/"
PAGES = (EDITED, HIDDEN, "/", "/posts/")
WORD = "zqhidden"

WRITE = """
import sys
from dataclasses import replace
from datetime import timedelta
from django.utils import timezone
from blog.models import Post
from blog.publishing import posts, release
from blog.publishing.text import PostText

def tell(**told):
    print(json.dumps(told), flush=True)

def published(title, body, ago=60):
    then = timezone.now() - timedelta(seconds=ago)
    post = posts.save(None, PostText(title=title, body=body), by=None, now=then)
    return release.publish(post, by=None, now=then)

edited, hidden = published("Edited", "Edition 0."), published("Hidden", "{word}", ago=90)
tell(ready=True)
sys.stdin.readline()
for number in range(1, {saves} + 1):
    now = timezone.now()
    tell(begun=number)
    if number % 50 == 0:
        later = posts.save(None, PostText(title="Due %d" % number, body="zqdue"), by=None, now=now)
        later = release.publish(later, by=None, now=now, at=now + timedelta(seconds=4))
        tell(due=later.published_at.timestamp(), at=later.get_absolute_url())
    elif number % 5 == 3:
        hidden = release.withdraw(hidden, reason="It was wrong.", by=None, now=now)
    elif number % 5 == 4:
        hidden = release.restore(hidden, by=None, now=now)
    else:
        text = replace(posts.text_of(edited), title="Edited", body="Edition %d." % number)
        edited = posts.update(edited, text, by=None, now=now)
        tell(edition=number)
    tell(done=number)
"""


@dataclass
class Truth:
    """What the writer has begun, and what it has acknowledged."""

    begun: int = 0
    done: int = 0
    edition: int = 0
    due: list[tuple[float, str]] = field(default_factory=list)

    def hears(self, told: dict[str, object]) -> None:
        if "due" in told:
            self.due.append((float(str(told["due"])), str(told["at"])))
        for name in {"begun", "done", "edition"} & told.keys():
            setattr(self, name, told[name])

    def hidden(self) -> tuple[bool, int] | None:
        """Whether the one essay is withdrawn, and for the how manieth time; None while that is changing."""
        turn = self.begun % 5
        if not self.begun or (self.begun != self.done and turn in (3, 4)):
            return None
        return turn == 3, (self.begun + 1) // 5


class Reader(threading.Thread):
    """Asks for page after page, with what it has kept of them; notes what it should not have been given."""

    def __init__(self, port: int, truth: Truth, stop: threading.Event) -> None:
        super().__init__()
        self.port, self.truth, self.stop = port, truth, stop
        self.stale: list[str] = []
        self.answers = self.kept = self.unchanged = self.broken = 0
        self.copies: dict[tuple[str, str], str] = {}

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self.stop.is_set():
            for path in (*PAGES, *(path for _due, path in self.truth.due[-1:])):
                try:
                    self.look(connection, path)
                except (OSError, http.client.HTTPException):
                    self.broken += 1  # the process that would have answered was killed
                    connection.close()
                time.sleep(PAUSE)
        connection.close()

    def look(self, connection: http.client.HTTPConnection, path: str) -> None:
        edition, hidden, asked = self.truth.edition, self.truth.hidden(), time.time()
        tag = next((tag for at, tag in reversed(self.copies) if at == path), "")
        connection.request("GET", path, headers={"If-None-Match": tag} if tag else {})
        answer = connection.getresponse()
        words = answer.read().decode()
        tag = answer.headers.get("ETag", "")
        if answer.status == 304:
            words, self.unchanged = self.copies[path, tag], self.unchanged + 1
        self.copies[path, tag] = words
        self.answers += 1
        self.kept += answer.headers["X-Cache"] == "hit"
        meanwhile = asked, time.time()
        self.judge(path, words, edition, hidden if hidden == self.truth.hidden() else None, meanwhile)

    def judge(
        self,
        path: str,
        words: str,
        edition: int,
        hidden: tuple[bool, int] | None,
        meanwhile: tuple[float, float],
    ) -> None:
        """`meanwhile` is when it was asked and answered. The site looked at the clock between the two."""
        asked, answered = meanwhile
        seen = [int(part.partition(".")[0]) for part in words.split("Edition ")[1:]]
        if path == EDITED and (not seen or min(seen) < edition):
            self.stale.append(f"{path}: edition {seen} after {edition} was saved")
        if hidden is not None and path == HIDDEN and (WORD in words) == hidden[0]:
            self.stale.append(f"{path}: {WORD in words} where withdrawn is {hidden[0]}")
        for due, where in self.truth.due:
            too_early, too_late = answered < due, asked >= due
            if path == where and (too_early if "zqdue" in words else too_late):
                self.stale.append(f"{path}: {'zqdue' in words} {asked - due:.2f} s after it was due")


PAUSE = 0.4 if TESTS_OWN.scheme.startswith("postgres") else 0.2
"""Seconds a reader looks at a page: so after each save some eight are asked for, and made anew.

On PostgreSQL, where a save is many messages, as many looks as on SQLite keep the writer from saving."""


def test_no_reader_sees_the_page_before_once_a_save_is_acknowledged(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    write = WRITE.replace("{word}", WORD).replace("{saves}", str(SAVES))
    writer = site.open("-c", f"import django, json; django.setup()\n{write}", stdin=subprocess.PIPE)
    assert writer.stdout
    assert json.loads(writer.stdout.readline()) == {"ready": True}
    web = site.open(
        *("-m", "gunicorn", "-c", "config/gunicorn.conf.py", "-w", str(WORKERS)),
        *("-b", f"127.0.0.1:{site.port}", "config.wsgi:application"),
    )
    until(lambda: len(children(web.pid)) == WORKERS)
    truth, stop = Truth(), threading.Event()
    readers = [Reader(site.port, truth, stop) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    until(lambda: all(reader.answers for reader in readers))

    killed = write_all(writer, truth, web)
    until(lambda: time.time() > truth.due[-1][0])  # when only the clock has changed anything
    looked = {reader: reader.answers for reader in readers}
    until(lambda: all(reader.answers > looked[reader] + len(PAGES) for reader in readers))
    stop.set()
    for reader in readers:
        reader.join()

    answers, kept, unchanged = (
        sum(getattr(reader, name) for reader in readers) for name in ("answers", "kept", "unchanged")
    )
    with capsys.disabled():
        print(
            f"\n{SAVES} saves, {killed} kills: {answers} answers, {kept} from memory, {unchanged} unchanged"
        )
    assert [fault for reader in readers for fault in reader.stale] == []
    assert (truth.done, killed, kept > 0, unchanged > 0) == (SAVES, SAVES // 60, True, True)


def write_all(writer: Process, truth: Truth, web: Process) -> int:
    """Let the writer work to its end, and kill a web process now and then; returns how many were."""
    assert writer.stdin
    assert writer.stdout
    killed = 0
    writer.stdin.write("go\n")
    writer.stdin.flush()
    for line in writer.stdout:
        truth.hears(json.loads(line))
        if "done" in line and truth.done % 60 == 0:
            with suppress(ProcessLookupError, IndexError):
                kill(children(web.pid)[0])
                killed += 1
    assert writer.wait(60) == 0
    return killed
