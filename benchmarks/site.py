"""A fresh site in a temporary folder, served as `make run` serves it, while something is measured."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEED = ROOT.parent / "shared" / "seed"
FRONT = "---\ntitle: On the wrong side of history\ndate: 2025-02-01\ntags: [ai, openai, open-weights]\n---\n"
SLUG = "on-the-wrong-side-of-history"


@contextmanager
def served(*commands: list[str]) -> Iterator[str]:
    """The origin of a new site with the samples, after these `manage.py` commands."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
        door.close()
        env = {"PATH": os.environ["PATH"], "DATA_DIR": folder, "PORT": str(port)}
        for command in (["prepare"], *commands):
            _manage(command, env).wait()
        server = _manage(["serve"], env)
        try:
            origin = f"http://127.0.0.1:{port}"
            _await(f"{origin}/healthz")
            yield origin
        finally:
            server.terminate()
            server.wait(20)


def _manage(arguments: list[str], env: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603 - our own


def seed_essay(folder: Path) -> Path | None:
    """The essay it all began with, as a file `add_post` reads; None where it is not at hand."""
    files = sorted(SEED.glob("*.txt")) if SEED.is_dir() else []
    if not files:
        return None
    file = folder / "essay.md"
    file.write_text(FRONT + files[0].read_text("utf-8"), "utf-8")
    return file


def _await(address: str, seconds: int = 20) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - a loopback address of ours
        except (urllib.error.URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
