"""`make bench-scale`: whether a site answers as soon with 100,000 essays as with 1,000.

Sites of each size are filled by the same rules (`filling`) and kept under build/scale; where DATABASE_URL
names a PostgreSQL, its sites are databases of that server beside the one named. Each kind of page and search
is then asked for in process, past every cache, of all sites in turn: so a neighbour's work slows all alike.
A small computation is timed between them, and so it is told how busy the machine was; a bare WSGI app before
them, and so how fast it is.

Prints a table, and writes it with all it was made of to build/bench/scale-ENGINE.{md,json}. Ends with 1 if
something misses the goal.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from statistics import median
from timeit import timeit
from typing import Any, Self
from urllib.parse import urlsplit

from benchmarks.scale import reference
from benchmarks.scale.table import Timing, document

ROOT = Path(__file__).parents[2]
KEPT, RESULTS = ROOT / "build" / "scale", ROOT / "build" / "bench"
SIZES = (1_000, 10_000, 100_000)
TIMES = 30
"""So often what has one name is asked for of each site, and each address once before that counts."""


@dataclass(frozen=True, slots=True)
class Site:
    """A process that answers from one site; `addresses` are what to ask it for, by kind and by name."""

    essays: int
    process: "subprocess.Popen[str]"
    holds: dict[str, int]
    addresses: dict[str, dict[str, list[str]]]

    @classmethod
    def of(cls, essays: int, process: "subprocess.Popen[str]") -> Self:
        return cls(essays, process, **_read(process))

    def times(self, addresses: list[str]) -> list[float]:
        """Milliseconds that each of these took."""
        assert self.process.stdin  # noqa: S101 - it was started with one
        print(json.dumps(addresses), file=self.process.stdin, flush=True)
        return list(_read(self.process))


def main() -> int:
    sizes = [int(size.replace(",", "")) for size in sys.argv[1:]] or list(SIZES)
    engine = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    slower = reference.slower()
    with ExitStack() as stack:
        sites = [stack.enter_context(_site(size, engine.lower())) for size in sizes]
        timings, slowed = _timings(sites)
        holds = {site.essays: site.holds for site in sites}
    RESULTS.mkdir(parents=True, exist_ok=True)
    result = RESULTS / f"scale-{engine.lower()}.json"
    told = [timing.as_data() for timing in timings]
    result.write_text(
        json.dumps(
            {"engine": engine, "slowed": slowed, "slower": slower, "holds": holds, "timings": told}, indent=1
        )
        + "\n",
        "utf-8",
    )
    table = document(engine, holds, timings, slowed, slower)
    result.with_suffix(".md").write_text(table, "utf-8")
    sys.stdout.write(table)
    return int(any(timing.misses() for timing in timings))


def _timings(sites: list[Site]) -> tuple[list[Timing], float]:
    """All that is asked for; and how often its least time a small computation took meanwhile."""
    timings, idle = [], []
    for kind, names in sites[0].addresses.items():
        for name in names:
            taken: dict[int, list[float]] = {site.essays: [] for site in sites}
            for turn in range(1 + max(2, ceil(TIMES / len(names[name])))):
                for site in sites:
                    times = site.times(site.addresses[kind][name])
                    taken[site.essays] += times if turn else []
                idle.append(timeit(partial(sum, range(100_000)), number=1))
            sys.stderr.write(f"  {kind}: {name}\n")
            timings.append(Timing(kind, name, taken))
    return timings, median(idle) / min(idle)


@contextmanager
def _site(essays: int, engine: str) -> Iterator[Site]:
    """The site of so many essays, filled first where it is not yet."""
    folder = KEPT / f"{engine}-{essays}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    env = os.environ | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": _database(os.environ.get("DATABASE_URL", ""), f"scale_{essays}"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "-m", "benchmarks.scale.answering", str(essays)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=env, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603 - our own
        yield Site.of(essays, process)


def _database(url: str, name: str) -> str:
    """The address of the database of this name on the same server, which is made where it is not; or none."""
    if not url.startswith("postgres"):
        return ""
    import psycopg  # here: only this engine needs it

    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")  # a name of ours
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _read(process: "subprocess.Popen[str]") -> Any:
    assert process.stdout  # noqa: S101 - it was started with one
    line = process.stdout.readline()
    if not line:
        raise SystemExit("A site does not answer; what it said stands above.")
    return json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
