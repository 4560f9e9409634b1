"""How much slower this machine is than the one the goals were set on, told by the least a WSGI app can do."""

import tempfile
from pathlib import Path

from benchmarks.speed import hits, servers
from benchmarks.speed.pages import Page

GOALS = 131.0
"""Microseconds of processor that an answer of the bare app took there: 117 to 146 under the same gunicorn."""
SIZE, ROUNDS = 1_134, 5
"""Bytes of that answer; and how often it is measured. The least counts: what others do only adds to it."""


def slower() -> float:
    """How many times as long an answer of the bare app takes here."""
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(SIZE))]
    page = Page("/", headers, b"x" * SIZE)
    with tempfile.TemporaryDirectory() as folder, servers.bare(Path(folder), {"page": page}) as bare:
        hits.warm(bare, [page.path])
        rounds = [hits.race({hits.BARE: bare}, {"page": page})["page", hits.BARE] for _ in range(ROUNDS)]
    return min(map(hits.cost, rounds)) / GOALS
