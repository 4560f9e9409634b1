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

    def __init__(self, origin: str) -> None:
        parts = urlsplit(origin)
        self.socket = socket.create_connection((parts.hostname or "", parts.port or 80))

    def ask(self, request: bytes) -> None:
        self.head, self.left, self.asked = b"", -1, time.perf_counter()
        self.socket.sendall(request)

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


def request(path: str, headers: Sequence[str]) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", *headers, "", ""]).encode()


def ask(seconds: float, askers: Sequence[Asker], asked: bytes) -> Load:
    """The load that `load` is, from this process. In the end every question is answered."""
    took, failed, waiting = list[float](), 0, len(askers)
    with selectors.DefaultSelector() as ready:
        began = time.perf_counter()
        for asker in askers:
            ready.register(asker.socket, selectors.EVENT_READ, asker)
            asker.ask(asked)
        while waiting:
            for key, _events in ready.select():
                is_right = key.data.hear()
                if is_right is None:
                    continue
                now = time.perf_counter()
                failed += not is_right
                took.append(now - key.data.asked)
                if now < began + seconds:
                    key.data.ask(asked)
                else:
                    waiting -= 1
    took.sort()
    p50, p99 = (1000 * took[int(len(took) * share)] for share in (0.5, 0.99))
    return Load(len(took), now - began, p50, p99, failed)


def main(seconds: str, connections: str, address: str, *headers: str) -> None:
    with ExitStack() as stack:
        askers = [Asker(address) for _connection in range(int(connections))]
        for asker in askers:
            stack.enter_context(asker.socket)
        told = ask(float(seconds), askers, request(urlsplit(address).path, headers))
    sys.stdout.write(json.dumps(asdict(told)))


if __name__ == "__main__":
    main(*sys.argv[1:])
