"""gunicorn and one task worker: started, watched, restarted and ended together."""

import enum
import os
import queue
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from blog.management.processes import GRACE, HANDLED, Child

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds before an ended worker is started again
STEADY = 60.0  # one that ran for so long had no lasting fault


class End(enum.Enum):
    """Why nothing runs any more."""

    ASKED = enum.auto()
    RENEWAL = enum.auto()  # another program is to take this one's place
    BROKEN = enum.auto()  # gunicorn ended by itself


class Supervisor:
    """Runs `web` and `worker` until TERM, INT or HUP, or until `web` ends; starts `worker` again.

    HUP asks for renewal, and is left alone unless `is_sound()`: what would come next can run.
    """

    def __init__(
        self,
        web: Child,
        worker: Child,
        *,
        is_sound: Callable[[], bool],
        warn: Callable[[str], object],
    ) -> None:
        self.web, self.worker = web, worker
        self.is_sound, self.warn = is_sound, warn
        self.heard: queue.SimpleQueue[int] = queue.SimpleQueue()  # its `put` is safe in a signal handler
        self.has_terminal = os.isatty(0)
        self.pause = 0.0
        self.restart_at: float | None = None

    def run(self) -> End:
        for number in HANDLED:
            signal.signal(number, lambda number, _frame: self.heard.put(number))
        self.web.start()
        self.worker.start()
        end = None
        while end is None:
            end = self._step(self._hear(self._until_restart()))
        return end if self._stop() else End.ASKED

    def _step(self, number: int | None) -> End | None:
        if number in (signal.SIGTERM, signal.SIGINT):
            return End.ASKED
        if number == signal.SIGHUP and self.has_terminal and not os.isatty(0):
            return End.ASKED  # the terminal's window was closed
        if number == signal.SIGHUP and self.is_sound():
            return End.RENEWAL
        if self.web.has_ended():
            self.warn("The web server ended by itself, so the site ends.")
            return End.BROKEN
        if self.worker.has_ended():
            self._start_worker_again()
        return None

    def _hear(self, timeout: float | None) -> int | None:
        with suppress(queue.Empty):
            return self.heard.get(timeout=timeout)
        return None

    def _until_restart(self) -> float | None:
        return None if self.restart_at is None else max(0.0, self.restart_at - time.monotonic())

    def _start_worker_again(self) -> None:
        """Now or after a pause, which doubles as long as it keeps ending."""
        now = time.monotonic()
        if self.restart_at is None:
            is_first = self.pause == 0 or now - self.worker.started > STEADY
            self.pause = FIRST_PAUSE if is_first else min(2 * self.pause, LONGEST_PAUSE)
            self.restart_at = now + self.pause
            if is_first:
                self.warn("The task worker ended by itself. It is started again.")
        elif now >= self.restart_at:
            self.restart_at = None
            self.worker.start()

    def _stop(self) -> bool:
        """End all, in good order if that takes no longer than GRACE. False if TERM or INT came meanwhile."""
        children, patient = (self.web, self.worker), True
        for child in children:
            child.tell(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while patient and time.monotonic() < deadline and not all(child.is_gone() for child in children):
            patient = self._hear(0.1) not in (signal.SIGTERM, signal.SIGINT)
        for child in children:
            child.kill()
        return patient
