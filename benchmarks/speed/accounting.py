"""What the kernel says that processes have had: of the processor, and of memory (Linux)."""

from collections.abc import Iterable
from pathlib import Path


def children(pid: int) -> list[int]:
    """The processes that any thread of `pid` started and that still run."""
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


def cpu(pids: Iterable[int]) -> int:
    """Nanoseconds on a processor, of all threads, in their own code and in the kernel."""
    threads = (thread for pid in pids for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"))
    return sum(int(thread.read_text().split()[0]) for thread in threads)


def pss(pids: Iterable[int]) -> int:
    """Bytes of memory: each shared page counts to each process in proportion (proportional set size)."""
    return sum(_pss(Path(f"/proc/{pid}/smaps_rollup").read_text()) for pid in pids)


def _pss(told: str) -> int:
    """Of what smaps_rollup says: "Pss:    1234 kB"."""
    line = next(line for line in told.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) * 1024
