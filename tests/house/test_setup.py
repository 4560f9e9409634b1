"""bin/setup makes the environment once, and again whenever what is there cannot be trusted."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT

pytestmark = pytest.mark.full

# Stands in for a Python: makes environments and installs in no time, and keeps a log of both.
STAND_IN = f"""#!/bin/sh
case "$*" in
    *"-m venv"*) echo venv >>"$LOG"; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    *"-m pip"*) echo "pip ${{*##*--require-hashes}}" >>"$LOG"; sleep 0.2; [ ! -e "$LOG.fail" ] ;;
    *fcntl*) exec "{sys.executable}" "$@" ;;
    *fts5*) echo "$0" ;;
esac
"""


class Project:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "log"
        shutil.copytree(ROOT / "bin", root / "bin")
        for lock in ROOT.glob("requirements*.txt"):
            shutil.copy(lock, root)
        (root / "python").write_text(STAND_IN)
        (root / "python").chmod(0o755)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["sh", str(self.root / "bin" / "setup"), *arguments],
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": "/nowhere",
                "LOG": str(self.log),
                "PYTHON": str(self.root / "python"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def set_up(self, *arguments: str) -> list[str]:
        """What it did, if it went well."""
        process = self.start(*arguments)
        process.communicate()
        assert process.returncode == 0
        return self.did()

    def did(self) -> list[str]:
        """What was done since this was last asked."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


SITE = "pip  -r requirements.txt"
DEV = "pip  -r requirements.txt -r requirements-dev.txt"
SCALE = "pip  -r requirements.txt -r requirements-scale.txt"


@pytest.mark.parametrize(("arguments", "install"), [((), SITE), (("dev",), DEV), (("scale",), SCALE)])
def test_installs_the_locked_packages_once(
    project: Project, arguments: tuple[str, ...], install: str
) -> None:
    assert project.set_up(*arguments) == ["venv", install]
    assert project.set_up(*arguments) == []


def test_what_tests_need_includes_what_the_site_needs(project: Project) -> None:
    project.set_up("dev")

    assert project.set_up() == []


def test_a_changed_lock_is_installed_into_what_is_there(project: Project) -> None:
    project.set_up()
    (project.root / "requirements.txt").write_text("another==1.0\n")

    assert project.set_up() == [SITE]
    assert project.set_up() == []


def test_an_install_that_failed_is_done_anew(project: Project) -> None:
    Path(f"{project.log}.fail").touch()
    failed = project.start()
    failed.communicate()
    project.did()
    Path(f"{project.log}.fail").unlink()

    assert failed.returncode != 0
    assert project.set_up() == ["venv", SITE]


def test_an_environment_whose_python_is_gone_is_made_anew(project: Project) -> None:
    project.set_up()
    (project.root / ".venv" / "bin" / "python").unlink()

    assert project.set_up() == ["venv", SITE]


def test_a_project_that_was_moved_is_installed_again(project: Project, tmp_path: Path) -> None:
    project.set_up()
    project.root = project.root.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    project.log = project.root / "log"

    assert project.set_up() == ["venv", SITE]


def test_two_at_once_do_it_once(project: Project) -> None:
    both = [project.start(), project.start()]

    for process in both:
        process.communicate()
    assert [process.returncode for process in both] == [0, 0]
    assert project.did() == ["venv", SITE]


def test_anything_else_is_answered_with_the_usage(project: Project) -> None:
    process = project.start("everything")

    assert (process.communicate()[0], process.returncode) == ("Usage: bin/setup [dev|scale]\n", 2)


@pytest.mark.parametrize("script", ["find-python", "setup"])
def test_any_posix_shell_reads_the_scripts(script: str) -> None:
    assert (ROOT / "bin" / script).read_text().startswith("#!/bin/sh\n")
    assert subprocess.run(["sh", "-n", ROOT / "bin" / script], check=False).returncode == 0
