"""A serving process's place, its socket and pid file: handed on when another program replaces it."""

import fcntl
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Self

from blog.management.server import listen

PID_FILE = "serve.pid"  # in DATA_DIR
HANDED_ON = "SERVE_HANDED_ON"  # names the descriptors to the next program


class AlreadyServed(Exception):
    """Another process serves from this folder; the message says which, and what to do."""


@dataclass(frozen=True)
class Place:
    """Descriptors of the listening socket and of the pid file. The pid in it is true while it is locked."""

    door: int
    lock: int

    @classmethod
    def take(cls, port: int, folder: Path) -> Self:
        """What the program before this one handed on, else one's own. Raises PortUnusable, AlreadyServed."""
        handed_on = os.environ.pop(HANDED_ON, "")
        if not handed_on:
            door = listen(port)
            return cls(door, _lock(folder / PID_FILE))
        door, lock = map(int, handed_on.split())
        if _port(door) != port:
            os.close(door)
            door = listen(port)
        return cls(door, lock)

    def hand_on(self, *command: str) -> NoReturn:
        """Run `manage.py COMMAND` in this process's stead. Who comes to the door meanwhile waits."""
        for descriptor in (self.door, self.lock):
            os.set_inheritable(descriptor, True)
        os.environ[HANDED_ON] = f"{self.door} {self.lock}"
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # asked again before it can hear, it would die
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(sys.executable, [sys.executable, *command])  # noqa: S606 - no shell is wanted


def served_by(folder: Path) -> int | None:
    """The process that serves the site in `folder`; None if none does."""
    try:
        with (folder / PID_FILE).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return int((folder / PID_FILE).read_text())
    except FileNotFoundError:
        pass
    return None


def _lock(pid_file: Path) -> int:
    descriptor = os.open(pid_file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(descriptor, 20).decode().strip()
        os.close(descriptor)
        raise AlreadyServed(
            f"Process {holder} serves this site already. End it, or give this one another DATA_DIR."
        ) from error
    os.truncate(descriptor, 0)
    os.write(descriptor, b"%d\n" % os.getpid())
    return descriptor


def _port(door: int) -> int:
    with socket.socket(fileno=os.dup(door)) as listening:
        return int(listening.getsockname()[1])
