"""One site's Django, set up once: to set it up takes a second, to fork it some milliseconds.

It forks for each piece of code that it is asked to run. It opens no database itself, so each fork opens its
own. Where its standard input ends, as it does with whoever asks, it and all its forks end.
"""

import os
import signal
import socket
import sys
import tempfile
from code import InteractiveInterpreter
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from subprocess import Popen
from typing import Any


class Running:
    """Code that a fork runs."""

    def __init__(self, line: "Connection[Any, Any]") -> None:
        self.line = line

    @property
    def is_over(self) -> bool:
        return self.line.poll()

    def said(self, *, within: float = 240) -> str:
        """What it printed, once it is over; it must not fail, and must complain of nothing."""
        assert self.line.poll(within), f"still at work after {within} s"
        with self.line:
            said, complaints = self.line.recv()  # EOFError: it was killed
        assert complaints == "", complaints
        return str(said)


class Console:
    def __init__(self, folder: str, env: dict[str, str]) -> None:
        self.socket, its_end = socket.socketpair()
        with its_end:
            command = [sys.executable, "-m", "tests.faults.console"]
            self.process = Popen(command, cwd=folder, env=env, stdin=its_end.fileno(), start_new_session=True)

    def run(self, code: str) -> Running:
        mine, its_end = Pipe()
        with its_end:
            socket.send_fds(self.socket, [b"?"], [its_end.fileno()])
        mine.send(code)
        return Running(mine)

    def end(self) -> None:
        self.socket.close()
        self.process.wait(60)


def answer_all() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the forks
    with socket.socket(fileno=os.dup(0)) as asked:
        while fds := socket.recv_fds(asked, 1, 1)[1]:
            if not os.fork():
                asked.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                try:
                    answer(Connection(fds[0]))
                finally:
                    os._exit(0)
            os.close(fds[0])
    os.killpg(0, signal.SIGKILL)


def answer(line: "Connection[Any, Any]") -> None:
    """Run what is asked in the name of `__main__`, as `python -c` does, and tell what came of it."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err, line:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        InteractiveInterpreter(vars(sys.modules["__main__"])).runcode(compile(line.recv(), "asked", "exec"))
        sys.stdout.flush()
        sys.stderr.flush()
        told = []
        for file in (out, err):
            file.seek(0)
            told.append(file.read())
        line.send(told)


if __name__ == "__main__":
    import django
    from django.urls import get_resolver

    django.setup()
    get_resolver().url_patterns  # noqa: B018  # imports every view
    answer_all()
