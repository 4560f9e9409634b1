"""bin/find-python prints a Python that works, whatever stands in its way."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT

pytestmark = pytest.mark.full

GOOD = os.path.realpath(sys._base_executable)  # type: ignore[attr-defined]  # what venv itself goes by
SHIM = "#!/bin/sh\necho 'pyenv: python3: command not found' >&2\nexit 127\n"
OLD = "#!/bin/sh\necho\n"  # what the probe prints below 3.12
INCOMPLETE = "#!/bin/sh\necho \"ModuleNotFoundError: No module named 'ensurepip'\" >&2\nexit 1\n"
WORKS = f'#!/bin/sh\nexec "{GOOD}" "$@"\n'


class Machine:
    """A machine with no Python but the ones put there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / "home"
        self.path = root / "path"
        self.variables: dict[str, str] = {}
        shutil.copytree(ROOT / "bin", root / "project" / "bin")
        shutil.copy(ROOT / "requirements-bootstrap.txt", root / "project")
        self.path.mkdir()
        for tool in ("sh", "dirname", "ls", "sort", "cat"):
            (self.path / tool).symlink_to(shutil.which(tool) or "")

    def put(self, place: Path, script: str) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(script)
        place.chmod(0o755)

    def find(self) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.path), "HOME": str(self.home), "USUAL_FOLDERS": "", **self.variables}
        command = ["/bin/sh", str(self.root / "project" / "bin" / "find-python")]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def found(self) -> str:
        return os.path.realpath(self.find().stdout.strip())


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_takes_a_good_one_from_path(machine: Machine) -> None:
    machine.put(machine.path / "python3", WORKS)

    assert machine.found() == GOOD


@pytest.mark.parametrize("script", [SHIM, OLD, INCOMPLETE], ids=["shim", "old", "incomplete"])
@pytest.mark.parametrize(
    "place",
    [
        "path/python3",
        "home/.pyenv/versions/3.13.0/bin/python3",
        "home/.local/share/uv/python/cpython-3.13.0-linux-x86_64-gnu/bin/python3",
        "home/.asdf/installs/python/3.12.4/bin/python3",
        "home/.local/share/mise/installs/python/3.14.1/bin/python3",
        "usual/bin/python3.13",
    ],
)
def test_looks_past_what_fails_to_where_one_works(machine: Machine, script: str, place: str) -> None:
    machine.variables["USUAL_FOLDERS"] = str(machine.root / "usual" / "bin")
    machine.put(machine.path / "python3.13", script)
    machine.put(machine.home / ".pyenv/versions/3.9.1/bin/python3", script)
    machine.put(machine.root / place, WORKS)

    assert machine.found() == GOOD


def test_prefers_the_newest_version_of_a_manager(machine: Machine) -> None:
    for version in ("3.9.18", "3.12.1", "3.12.11", "3.13.0"):
        script = f"#!/bin/sh\necho {version}\n" if version != "3.9.18" else OLD
        machine.put(machine.home / f".pyenv/versions/{version}/bin/python3", script)

    assert machine.find().stdout == "3.13.0\n"


def test_the_one_that_is_named_comes_first(machine: Machine) -> None:
    machine.put(machine.path / "python3", "#!/bin/sh\necho another\n")
    machine.variables["PYTHON"] = GOOD

    assert machine.found() == GOOD


def test_says_so_if_the_one_that_is_named_does_not_do(machine: Machine) -> None:
    machine.put(machine.path / "python3", WORKS)
    machine.put(machine.root / "mine", SHIM)
    machine.variables["PYTHON"] = str(machine.root / "mine")

    answer = machine.find()

    assert os.path.realpath(answer.stdout.strip()) == GOOD
    assert answer.stderr.startswith(f"PYTHON={machine.root / 'mine'} cannot run the site")


UV = f"""#!/bin/sh
case "$*" in
    "python install 3.13") echo installed >"$HOME/installed" ;;
    "python find 3.13") [ -e "$HOME/installed" ] && echo "{GOOD}" ;;
esac
"""


def test_asks_uv_if_there_is_no_other(machine: Machine) -> None:
    machine.home.mkdir()
    machine.put(machine.path / "uv", UV)

    assert machine.found() == GOOD


def test_fetches_uv_with_an_old_python_if_there_is_none(machine: Machine) -> None:
    machine.home.mkdir()
    machine.put(machine.root / "uv", UV)
    pip = (
        'case "$*" in *"pip install"*) mkdir -p .bootstrap/bin && cp ../uv .bootstrap/bin/uv;; *) echo;; esac'
    )
    machine.put(machine.path / "python3", f"#!/bin/sh\nPATH=/bin:/usr/bin\n{pip}\n")

    answer = machine.find()

    assert os.path.realpath(answer.stdout.strip()) == GOOD
    assert "Fetching uv into .bootstrap/ with python3" in answer.stderr


def test_says_what_to_install_if_nothing_helps(machine: Machine) -> None:
    machine.put(machine.path / "python3", SHIM)

    answer = machine.find()

    assert (answer.returncode, answer.stdout) == (1, "")
    assert "apt install python3 python3-venv" in answer.stderr
    assert "PYTHON=/path/to/python3 make run" in answer.stderr
