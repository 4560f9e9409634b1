"""`manage.py prepare` and `manage.py serve`, as a person runs them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import env
from tests.house import ROOT

pytestmark = pytest.mark.full

Process = subprocess.Popen[str]


class Site:
    """A site of its own in an empty folder, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
        blank = dict.fromkeys(env.names, "") | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        self.variables = os.environ | blank
        self.variables |= {"DATA_DIR": str(folder), "PORT": str(self.port), "DEBUG": "true"}
        self.started: list[Process] = []

    def start(self, *arguments: str) -> Process:
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, command: str) -> tuple[int, str, str]:
        process = self.start(command)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def serve(self) -> tuple[Process, list[str]]:
        """A running server, and what it said until it was up."""
        process = self.start("serve")
        assert process.stdout
        return process, [process.stdout.readline(), process.stdout.readline()]

    def stop(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=20)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "data")
    yield site
    site.stop()


@pytest.fixture
def prepared(site: Site) -> Site:
    assert site.run("prepare")[0] == 0
    return site


def workers_of(process: Process) -> list[int]:
    """Both workers; the second starts a moment after the first."""
    end = time.monotonic() + 10
    while time.monotonic() < end and len(found := children(process)) < 2:
        time.sleep(0.05)
    return found


def children(process: Process) -> list[int]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    pairs = [line.split() for line in listing.splitlines()]
    return [int(pid) for pid, parent in pairs if int(parent) == process.pid]


def is_alive(pid: int) -> bool:
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.startswith("Z")


def all_end(pids: list[int], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(map(is_alive, pids)):
        time.sleep(0.05)
    return not any(map(is_alive, pids))


def test_says_where_it_is_and_ends_with_the_owners_link(prepared: Site) -> None:
    address, link = prepared.serve()[1]

    port = prepared.port
    assert address == f"The site is at http://127.0.0.1:{port}/  (port {port}; Ctrl+C ends it)\n"
    assert link.startswith("Make yourself its owner, with a link that works once: ")
    owner = link.split()[-1]
    assert owner.startswith(f"http://127.0.0.1:{port}/accounts/")
    assert urllib.request.urlopen(owner).status == 200


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_ends_whole_when_asked(prepared: Site, ending: signal.Signals) -> None:
    process, _ = prepared.serve()
    workers = workers_of(process)

    process.send_signal(ending)

    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
    assert len(workers) == 2
    assert all_end(workers)


def test_workers_end_if_their_master_is_killed(prepared: Site) -> None:
    process, _ = prepared.serve()
    workers = workers_of(process)

    process.kill()

    assert all_end(workers)


def test_a_taken_port_is_one_line_naming_the_setting(prepared: Site) -> None:
    with socket.create_server(("127.0.0.1", prepared.port)):
        code, out, err = prepared.run("serve")

    assert (code, out) == (1, "")
    assert (
        err == f"CommandError: Port {prepared.port} is taken. Choose another with PORT: PORT=8001 make run\n"
    )


def test_a_bad_setting_is_one_line_naming_it(site: Site) -> None:
    site.variables["PORT"] = "http"

    assert site.run("serve") == (
        1,
        "",
        "The settings cannot be used. PORT: write a number from 1 to 65535\n",
    )


def test_says_so_if_the_database_is_not_ready(site: Site) -> None:
    process = site.start("serve")
    assert process.stderr

    assert process.stderr.readline() == "The database is not ready: end this, and run `manage.py prepare`.\n"


def test_prepares_and_serves_in_one(site: Site) -> None:
    process = site.start("serve", "--prepare")
    assert process.stdout

    said = [process.stdout.readline() for _ in range(4)]

    assert [line.split(" ", 2)[0] for line in said] == ["Preparing", "Loading", "The", "Make"]
    pages = [urllib.request.urlopen(f"http://127.0.0.1:{site.port}/").status for _ in range(4)]
    assert pages == [200] * 4


def test_a_taken_port_is_told_before_anything_is_prepared(site: Site) -> None:
    with socket.create_server(("127.0.0.1", site.port)):
        process = site.start("serve", "--prepare")
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out, err.count("\n")) == (1, "", 1)


def test_two_may_prepare_at_once(site: Site) -> None:
    both = [site.start("prepare"), site.start("prepare")]

    for process in both:
        process.communicate(timeout=60)
    assert [process.returncode for process in both] == [0, 0]


def test_prepared_twice_does_nothing_the_second_time(prepared: Site) -> None:
    assert prepared.run("prepare") == (0, "", "")


def test_a_database_that_cannot_be_opened_is_one_line_naming_the_setting(site: Site) -> None:
    site.variables["DATABASE_URL"] = "sqlite:////no/such/folder/site.sqlite3"

    code, _, err = site.run("prepare")

    assert code == 1
    assert err == "CommandError: DATABASE_URL: the database cannot be used. unable to open database file\n"
