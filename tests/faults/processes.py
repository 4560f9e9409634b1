"""Processes looked at from outside: who started whom, who still runs."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable


def children(pid: int) -> list[int]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    pairs = [line.split() for line in listing.splitlines()]
    return [int(child) for child, parent in pairs if int(parent) == pid]


def is_alive(pid: int) -> bool:
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.startswith("Z")


def until[T](look: Callable[[], T], seconds: float = 60) -> T:
    """What `look` returns, once it is true; after `seconds`, whatever it is."""
    end = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def all_end(pids: Iterable[int]) -> bool:
    return until(lambda: not any(map(is_alive, pids)))


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
