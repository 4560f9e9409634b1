"""The processes of `manage.py serve` end together, are replaced together, and leave nobody behind."""

import fcntl
import os
import shutil
import signal
import threading
import urllib.request
from pathlib import Path

import pytest

from tests.faults.processes import all_end, kill, until
from tests.faults.site import ROOT, Site

pytestmark = [pytest.mark.full, pytest.mark.one_engine]  # who ends with whom is between processes


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_all_end_when_asked(site: Site, ending: signal.Signals) -> None:
    served = site.serve()
    everyone = served.everyone
    served.next_line()  # the owner's link

    served.process.send_signal(ending)

    out, err = served.process.communicate(timeout=60)
    assert (served.process.returncode, out, err) == (0, "", "")
    assert len(set(everyone)) == 5
    assert all_end(everyone)


def test_nobody_is_left_if_it_is_killed(site: Site) -> None:
    served = site.serve()
    everyone = served.everyone

    kill(served.process.pid)

    assert all_end(everyone)


def test_all_end_with_gunicorn(site: Site) -> None:
    served = site.serve()
    everyone = served.everyone

    kill(served.web)

    served.next_line()
    out, err = served.process.communicate(timeout=60)
    complaint = "The web server ended by itself, so the site ends.\n"
    assert (served.process.returncode, out, err) == (1, "", complaint)
    assert all_end(everyone)


def test_the_task_worker_is_started_again_which_is_said_once(site: Site) -> None:
    served = site.serve()
    first, web = served.worker, served.web

    kill(first)
    second = until(lambda: served.worker if served.worker != first else 0)
    kill(second)
    third = until(lambda: served.worker if served.worker not in (0, second) else 0)

    served.next_line()
    served.process.terminate()
    assert served.process.communicate(timeout=60) == (
        "",
        "The task worker ended by itself. It is started again.\n",
    )
    assert 0 not in (first, second, third, web)


def test_a_closed_window_ends_it(site: Site) -> None:
    window, terminal = os.openpty()
    process = site.open("manage.py", "serve", stdin=terminal)
    os.close(terminal)
    assert process.stdout
    process.stdout.readline()

    os.close(window)
    process.send_signal(signal.SIGHUP)

    process.communicate(timeout=60)
    assert process.returncode == 0


class Visitors:
    """Two readers who ask for a page, again and again, until they are told to stop."""

    def __init__(self, address: str) -> None:
        self.address, self.seen, self.stopped = address, list[str](), threading.Event()
        self.threads = [threading.Thread(target=self.visit) for _ in range(2)]
        for thread in self.threads:
            thread.start()

    def visit(self) -> None:
        while not self.stopped.wait(0.05):
            try:
                with urllib.request.urlopen(self.address, timeout=60) as answer:
                    self.seen.append(answer.headers["X-Frame-Options"])
            except OSError as error:
                self.seen.append(str(error))

    def stop(self) -> set[str]:
        self.stopped.set()
        for thread in self.threads:
            thread.join()
        return set(self.seen)


@pytest.fixture
def own_code(site: Site, tmp_path: Path) -> Path:
    """The settings of a copy of the project, from which `site` runs."""
    site.code = tmp_path / "code"
    for room in ("accounts", "blog", "config", "static", "templates"):
        shutil.copytree(ROOT / room, site.code / room)
    for file in ("manage.py", "pyproject.toml"):
        shutil.copy(ROOT / file, site.code)
    return site.code / "config" / "settings.py"


def test_hangup_brings_new_code_and_turns_nobody_away(site: Site, own_code: Path) -> None:
    served = site.serve()
    old = served.everyone
    visitors = Visitors(f"http://127.0.0.1:{site.port}/")
    until(lambda: len(visitors.seen) > 4)

    with own_code.open("a") as code:
        code.write('\nX_FRAME_OPTIONS = "SAMEORIGIN"\n')
    served.process.send_signal(signal.SIGHUP)

    assert until(lambda: "SAMEORIGIN" in visitors.seen)
    assert visitors.stop() == {"DENY", "SAMEORIGIN"}
    assert served.process.poll() is None
    assert all_end(old[1:])
    assert not set(old[1:]) & set(served.everyone)
    with (site.folder / "serve.pid").open() as pid_file, pytest.raises(BlockingIOError):
        fcntl.flock(pid_file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_hangup_leaves_it_running_if_the_new_code_would_not(site: Site, own_code: Path) -> None:
    served = site.serve()
    everyone = served.everyone

    with own_code.open("a") as code:
        code.write("\nraise SystemExit('not ready yet')\n")
    served.process.send_signal(signal.SIGHUP)

    assert served.process.stderr
    assert [served.process.stderr.readline() for _ in range(2)] == [
        "not ready yet\n",
        "The site was not restarted: see above. It runs on as it was.\n",
    ]
    assert served.everyone == everyone
