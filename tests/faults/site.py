"""A site of its own in a folder, driven by processes that may be killed."""

import json
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from config.settings import env
from tests.faults import database as databases
from tests.faults.console import Console, Running
from tests.faults.processes import children, until

ROOT = Path(__file__).parents[2]
Process = subprocess.Popen[str]

COUNTS = """
from django.apps import apps
from django.db import connection

def counts():
    models = apps.get_app_config("blog").get_models()
    rows = {model.__name__: model._default_manager.count() for model in models}
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        ok = not sqlite or cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    return {**rows, "broken": int(not ok)}
"""
"""How many rows of each model there are, and whether the database says that it is broken."""

AT_ONCE = """
import io
from contextlib import redirect_stdout
from multiprocessing import get_context

def run(code):
    together.wait()
    with redirect_stdout(io.StringIO()) as said:
        exec(code, {})
    return said.getvalue().strip()

fork = get_context("fork")
together = fork.Barrier(len(CODES))
with fork.Pool(len(CODES)) as processes:
    print(json.dumps(processes.map(run, CODES, chunksize=1)))
"""


@dataclass
class Served:
    """A running `manage.py serve`, and what it said until it told its address."""

    process: Process
    said: list[str]

    def next_line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    @property
    def web(self) -> int:
        """The pid of gunicorn's master: the child that has children."""
        return until(lambda: next((pid for pid in children(self.process.pid) if children(pid)), 0))

    @property
    def web_workers(self) -> list[int]:
        """Both of them: the second starts a moment after the first."""
        return until(lambda: found if len(found := children(self.web)) == 2 else [])

    @property
    def worker(self) -> int:
        """The pid of the task worker."""
        return until(lambda: next((pid for pid in children(self.process.pid) if pid != self.web), 0))

    @property
    def everyone(self) -> list[int]:
        return [self.process.pid, self.web, *self.web_workers, self.worker]


class Site:
    """Settings, database and commands of one throw-away site, as `make run` makes it, on a port of its own.

    Its database is one of `new_database`; without, SQLite's file in its folder.
    """

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder, self.database, self.code = folder, database, ROOT
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
        self.env = os.environ | dict.fromkeys(env.names, "")
        self.env |= {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "DEBUG": "true",  # static files need not be collected
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PORT": str(self.port),
            "SECRET_KEY": "a secret that only this test knows, long enough to pass",
        }
        self.started: list[Process] = []
        self.console: Console | None = None

    def copy(self, folder: Path, empty: str) -> "Site":
        """Another with the same content, in a database yet empty. Nothing may be running in this one."""
        shutil.copytree(self.folder, folder)
        databases.copy(self.database, empty)
        return Site(folder, empty)

    def end(self) -> None:
        """End what was started and is still running, and drop the database."""
        for process in self.started:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=60)
        if self.console:
            self.console.end()
        databases.drop(self.database)

    def open(self, *command: str, stdin: int = subprocess.DEVNULL) -> Process:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=self.code,
            env=self.env | {"PYTHONPATH": str(self.code)},
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def manage(self, *arguments: str) -> Process:
        """`manage.py ARGUMENTS`, running."""
        return self.open("manage.py", *arguments)

    def told(self, *arguments: str) -> tuple[int, str, str]:
        """The exit code of `manage.py ARGUMENTS`, what it said, and what it complained of."""
        process = self.manage(*arguments)
        out, err = process.communicate(timeout=180)
        return process.returncode, out, err

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`manage.py ARGUMENTS`, which must succeed."""
        code, out, err = self.told(*arguments)
        assert code == 0, err
        return subprocess.CompletedProcess(arguments, code, out, err)

    def serve(self, *options: str) -> Served:
        """The site, up."""
        process = self.manage("serve", *options)
        assert process.stdout
        said = []
        while not (line := process.stdout.readline()).startswith("The site is at"):
            assert line, process.communicate()[1]
            said.append(line)
        return Served(process, [*said, line])

    def begin(self, code: str) -> Running:
        """`code`, running in a process of its own, a fork of one where Django is set up.

        What is tried is what processes do to a database, so that how they come to be does not matter.
        """
        self.console = self.console or Console(str(self.code), self.env)
        return self.console.run(code)

    def ask(self, code: str) -> object:
        """What `code` prints, as JSON."""
        return json.loads(self.begin(f"import json\n{code}").said())

    def at_once(self, *codes: str) -> list[str]:
        """What each of `codes` prints, in processes of their own that begin at the same moment."""
        found = self.ask(f"CODES = {codes}\n{AT_ONCE}")
        assert isinstance(found, list)
        return found

    def counts(self) -> dict[str, int]:
        found = self.ask(f"{COUNTS}\nprint(json.dumps(counts()))")
        assert isinstance(found, dict)
        return found
