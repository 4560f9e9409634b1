"""What a page costs that is asked for again and again: by this site, and by others with the same bytes."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from statistics import median

from benchmarks.speed.accounting import cpu
from benchmarks.speed.load import Load, load
from benchmarks.speed.pages import Page, asked, connect, read
from benchmarks.speed.servers import Server

CONNECTIONS, SECONDS = 32, 1
FEW, LONGER = 2, 2
"""For who answers slowly: what is begun and not answered at the end would count for much."""
VISITS = 12
"""Of each page before anything is measured: both processes then have it, but for one time in two thousand."""
HERE, AGAIN, BARE = "this site", "this site, 304", "bare WSGI app"
FILES, PLAIN = "WhiteNoise", "this site, nothing kept"
STATIC, BEHIND = "nginx, the same bytes as files", "this site behind the shipped nginx"
EVERY_ROUND = (BARE, HERE, AGAIN)
"""What is compared is measured in turn; the others are asked once."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One second of answers: what they cost, in microseconds of processor each."""

    cost: float
    load: Load


type Samples = dict[tuple[str, str], list[Sample]]
"""By name of the page and of who answered, in the order of the rounds."""


def measure(servers: dict[str, Server], pages: dict[str, Page], rounds: int) -> Samples:
    for server in servers:
        warm(servers[server], [_path(server, name, page) for name, page in pages.items()])
    found: Samples = {}
    for number in range(rounds):
        for page in pages:
            for server in servers:
                if number == 0 or server in EVERY_ROUND:
                    sample = _sample(servers[server], server, page, pages[page])
                    found.setdefault((page, server), []).append(sample)
    return found


def warm(server: Server, paths: Sequence[str]) -> None:
    """Let every process have answered everything once."""
    for path in paths:
        for _visit in range(VISITS):
            with closing(connect(server.origin)) as connection:
                read(connection, path)


def _path(who: str, name: str, page: Page) -> str:
    return f"/{page.file(name)}" if who in {FILES, STATIC} else page.path


def _sample(server: Server, who: str, name: str, page: Page) -> Sample:
    headers = asked()
    if who == AGAIN:
        headers.append(f"If-None-Match: {page.header('etag')}")
    path = _path(who, name, page)
    workers = server.workers()
    before = cpu(workers)
    seconds, connections = (LONGER, FEW) if who == PLAIN else (SECONDS, CONNECTIONS)
    load_ = load(server.origin + path, headers, seconds=seconds, connections=connections)
    spent = cpu(workers) - before
    if load_.failed or not load_.requests:
        raise RuntimeError(f"{who}, {path}: {load_.failed} of {load_.requests} answers were wrong")
    return Sample(spent / load_.requests / 1000, load_)


def cost(samples: Sequence[Sample]) -> float:
    return median(sample.cost for sample in samples)


def ratio(samples: Sequence[Sample], reference: Sequence[Sample]) -> float:
    """The median over the rounds of what one cost to what the other cost in the same round."""
    return median(one.cost / other.cost for one, other in zip(samples, reference, strict=True))
