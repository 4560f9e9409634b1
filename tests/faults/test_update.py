"""`make update` on a clone with a release waiting upstream: forward, and by its own words back."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import create_server

import pytest

from config.settings import env
from tests.faults.processes import until
from tests.house import ROOT

pytestmark = pytest.mark.full

MIGRATION = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "{before}")]
    operations = [{operations}]
"""
ESSAY = "---\ntitle: Kept\n---\nWords.\n"
COMMIT = "git add -A && git commit -qm release"
MANAGE = ".venv/bin/python manage.py"


class Clone:
    """A site run from a clone, as an owner has it; its packages are those of the tests."""

    def __init__(self, folder: Path) -> None:
        self.upstream, self.folder = folder / "upstream", folder / "site"
        listed = subprocess.check_output(
            ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, text=True
        ).splitlines()
        for name in (name for name in listed if (ROOT / name).exists() and not name.startswith("tests/")):
            (self.upstream / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, self.upstream / name)
        with create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
        self.env = os.environ | dict.fromkeys(env.names, "") | {"DEBUG": "true", "PORT": str(self.port)}
        self.env |= {
            f"GIT_{who}_{what}": "x@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        self.env.pop("DJANGO_SETTINGS_MODULE", None)
        self.run(f"git init -q -b main && {COMMIT}", self.upstream)
        self.run(f"git clone -q {self.upstream} {self.folder}", folder)
        python = self.folder / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        python.chmod(0o755)
        self.run('echo "$(cat requirements.txt | cksum) $PWD" >.venv/ready-site')

    def begin(self) -> None:
        """Make a site with one essay."""
        (self.folder / "essay.md").write_text(ESSAY)
        self.run(f"{MANAGE} prepare && {MANAGE} remove_samples && {MANAGE} add_post essay.md --publish")

    def release(self, operations: str = "") -> None:
        """Publish one upstream: a migration, and other words on every page."""
        folder = self.upstream / "accounts" / "migrations"
        before = max(path.stem for path in folder.glob("0*.py") if path.stem != "0900_next")
        (folder / "0900_next.py").write_text(MIGRATION.format(before=before, operations=operations))
        footer = self.upstream / "templates" / "components" / "footer.html"
        footer.write_text(footer.read_text() + "<!-- the next release -->")
        self.run(COMMIT, self.upstream)

    def run(self, command: str, folder: Path | None = None, code: int = 0) -> str:
        """What `command` says, which must end with `code`."""
        done = subprocess.run(
            command,
            shell=True,
            cwd=folder or self.folder,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout
        return done.stdout

    def state(self) -> tuple[bool, bool, list[str]]:
        """Whether the next release is on the disk, whether it is in the database, and the essays."""
        migration = self.folder / "accounts" / "migrations" / "0900_next.py"
        with closing(sqlite3.connect(self.folder / "data" / "site.sqlite3")) as database:
            (applied,) = database.execute("SELECT count(*) FROM django_migrations WHERE name = '0900_next'")
            titles = database.execute("SELECT title FROM blog_post").fetchall()
        return migration.exists(), applied == (1,), [title for (title,) in titles]

    def page(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/posts/kept/") as page:
            return str(page.read().decode())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a site with one essay keeps: made once, for it takes as long as an update."""
    clone = Clone(tmp_path_factory.mktemp("first"))
    clone.begin()
    return clone.folder / "data"


@pytest.fixture
def clone(data: Path, tmp_path: Path) -> Clone:
    clone = Clone(tmp_path)
    shutil.copytree(data, clone.folder / "data")
    return clone


@contextmanager
def served(clone: Clone) -> Iterator[None]:
    command = [str(clone.folder / ".venv/bin/python"), "manage.py", "serve"]
    server = subprocess.Popen(command, cwd=clone.folder, env=clone.env, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    server.stdout.readline()
    try:
        yield
    finally:
        server.terminate()
        server.communicate(timeout=60)


def go_back(clone: Clone, said: str) -> None:
    """Follow the words of an update, as a person would who reads them."""
    *commands, restore, _run = re.findall(r"^    (.+)$", said.partition("The way back")[2], re.MULTILINE)
    for command in commands:
        clone.run(command)
    how = clone.run(restore, code=1)
    clone.run(how.splitlines()[-1])
    assert "Restored: the site as of" in clone.run(restore)


FORMER, NEXT = (False, False, ["Kept"]), (True, True, ["Kept"])


def test_goes_forward_while_it_is_served_and_back_when_it_is_not(clone: Clone) -> None:
    clone.release()
    with served(clone):
        assert "next release" not in clone.page()

        said = clone.run("make update")

        assert clone.state() == NEXT
        assert re.search(r"^Process \d+ restarts\.$", said, re.MULTILINE)
        assert until(lambda: "next release" in clone.page())
    go_back(clone, said)
    assert clone.state() == FORMER


def test_stops_at_what_fails_and_says_the_way_back(clone: Clone) -> None:
    clone.release("migrations.RunSQL('SELECT * FROM nowhere')")
    clone.env["BACKUP_DIR"] = str(clone.folder / "manage.py" / "backups")
    assert "Without a backup nothing was changed." in clone.run("make update", code=2)
    assert clone.state() == FORMER

    clone.env["BACKUP_DIR"] = ""
    said = clone.run("make update", code=2)

    assert "The database was not brought to the new release. Mend what is said above, and try again." in said
    assert clone.state() == (True, False, ["Kept"])
    go_back(clone, said)
    assert clone.state() == FORMER
