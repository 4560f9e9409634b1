"""Processes forked from this one once all is loaded, that are gone when it is."""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

HANDLED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
GRACE = 8.0  # seconds to end in; gunicorn gives its requests 5 of them


class Child:
    """A process that runs `act` and ends with it. It shares this one's memory until either writes to it.

    `not_its` are open files that the child closes at once: while any process holds them, they are held.
    """

    def __init__(self, act: Callable[[], object], *, not_its: tuple[int, ...] = ()) -> None:
        self.act, self.not_its = act, not_its
        self.pid = self.group = 0  # 0: none
        self.started = 0.0

    def start(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self.started = time.monotonic()
        parent = os.getpid()
        # Held back, so that none is lost in handlers that the child still has of us.
        signal.pthread_sigmask(signal.SIG_BLOCK, HANDLED)
        self.pid = self.group = os.fork()
        # A terminal sends Ctrl+C to a whole group; we pass on what we make of it. Both do this: one is first.
        with suppress(ProcessLookupError, PermissionError):
            os.setpgid(self.pid, self.pid)
        if self.pid == 0:
            for number in HANDLED:
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HANDLED)
        if self.pid == 0:
            self._live(parent)

    def _live(self, parent: int) -> None:
        end_after(parent)
        for descriptor in self.not_its:
            os.close(descriptor)
        self.act()
        sys.exit()

    def has_ended(self) -> bool:
        if self.pid and os.waitpid(self.pid, os.WNOHANG)[0]:
            self.pid = 0
        return self.pid == 0

    def is_gone(self) -> bool:
        """Whether it has ended, and all that it started."""
        return self.has_ended() and not self.tell_group(0)

    def tell(self, number: int) -> None:
        """Send a signal to the process, or where it has ended to what it left behind."""
        if self.has_ended():
            self.tell_group(number)
        else:
            os.kill(self.pid, number)

    def tell_group(self, number: int) -> bool:
        """Send a signal to the process and all that it started; whether there were any."""
        if self.group:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.group, number)
                return True
            self.group = 0  # the number may be another's from now on
        return False

    def kill(self) -> None:
        """End the process and all that it started, now."""
        self.tell_group(signal.SIGKILL)
        if self.pid:
            os.waitpid(self.pid, 0)
            self.pid = 0


def end_after(parent: int) -> None:
    """End this process within a second of `parent`, whatever ended that: as TERM asks, in the end at once.

    Asked by a timer, which Linux and macOS have alike, and neither gunicorn nor the task worker uses.
    """

    def look(_number: int, _frame: FrameType | None) -> None:
        if os.getppid() != parent:
            signal.signal(signal.SIGALRM, lambda *_: os._exit(1))
            signal.setitimer(signal.ITIMER_REAL, GRACE)
            os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGALRM, look)
    signal.siginterrupt(signal.SIGALRM, False)  # no read or write fails for it
    signal.setitimer(signal.ITIMER_REAL, 1, 1)
