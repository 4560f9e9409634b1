"""Asks for one address as fast as it is answered: by `wrk` where that is installed, else by ourselves.

As a program, `python -m benchmarks.speed.load SECONDS CONNECTIONS ADDRESS [HEADER…]`, it is the second: a
process of its own, so that its costs are not the server's. It is slower than a server that does little.
"""

import json
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from benchmarks.site import ROOT

TELL = """
done = function(summary, latency, _)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"failed":%d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""
BUFFER = 1 << 18


@dataclass(frozen=True, slots=True)
class Load:
    """How many answers came in how many seconds, after how many milliseconds each; how many were wrong."""

    requests: int
    seconds: float
    p50: float
    p99: float
    failed: int


def load(address: str, headers: Sequence[str], *, seconds: int, connections: int) -> Load:
    """`headers` as "Name: value", Host among them."""
    if shutil.which("wrk"):
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(TELL)
            script.flush()
            options = [part for header in headers for part in ("-H", header)]
            told = _run(
                "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", *options, "-s", script.name, address
            )
    else:
        told = _run(
            sys.executable, "-m", "benchmarks.speed.load", str(seconds), str(connections), address, *headers
        )
    return Load(**json.loads(told[told.index("{") :]))


def _run(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603


class Asker:
    """One connection that asks again as soon as it is answered."""

    def __init__(self, host: str, port: int, request: bytes) -> None:
        self.request = request
        self.socket = socket.create_connection((host, port))
        self.ask()

    def ask(self) -> None:
        self.head, self.left, self.asked = b"", -1, time.perf_counter()
        self.socket.sendall(self.request)

    def hear(self) -> bool | None:
        """True once an answer is whole, False if it is an error, None as long as some is to come."""
        part = self.socket.recv(BUFFER)
        if not part:
            raise ConnectionError("The server hung up.")
        if self.left < 0:
            self.head += part
            head, end, body = self.head.partition(b"\r\n\r\n")
            if not end:
                return None
            self.left = _length(head.lower()) - len(body)
        else:
            self.left -= len(part)
        return None if self.left > 0 else self.head[9:10] in b"23"


def _length(head: bytes) -> int:
    return int(head.partition(b"content-length:")[2].split(b"\r")[0] or 0) if b" 304 " not in head else 0


def ask(seconds: float, connections: int, address: str, headers: Sequence[str]) -> Load:
    """The load that `load` is, from this process."""
    parts = urlsplit(address)
    lines = [f"GET {parts.path} HTTP/1.1", *headers]
    request = "\r\n".join([*lines, "", ""]).encode()
    took, failed = list[float](), 0
    with ExitStack() as stack:
        ready = stack.enter_context(selectors.DefaultSelector())
        for _connection in range(connections):
            asker = Asker(parts.hostname or "", parts.port or 80, request)
            ready.register(stack.enter_context(asker.socket), selectors.EVENT_READ, asker)
        began = time.perf_counter()
        while (now := time.perf_counter()) < began + seconds or not took:
            for key, _events in ready.select(1):
                is_right = key.data.hear()
                if is_right is not None:
                    failed += not is_right
                    took.append(time.perf_counter() - key.data.asked)
                    key.data.ask()
    took.sort()
    p50, p99 = (1000 * took[int(len(took) * share)] for share in (0.5, 0.99))
    return Load(len(took), now - began, p50, p99, failed)


if __name__ == "__main__":
    _seconds, _connections, _address, *_headers = sys.argv[1:]
    sys.stdout.write(json.dumps(asdict(ask(float(_seconds), int(_connections), _address, _headers))))
