"""What a page costs that is asked for again and again: by this site, and by others with the same bytes."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from statistics import median

from benchmarks.speed.accounting import cpu
from benchmarks.speed.load import Load, ask, load
from benchmarks.speed.pages import Page, asked, connect, read
from benchmarks.speed.servers import Server

CONNECTIONS, SECONDS = 32, 1
FEW, LONGER = 2, 2
"""For who answers slowly: what is begun and not answered at the end would count for much."""
SHORT, BUSY = 0.15, 8
"""Seconds and connections of one turn: the shorter turns are, the more alike is what they meet."""
VISITS = 12
"""Of each page before anything is measured: both processes then have it, but for one time in two thousand."""
HERE, AGAIN, BARE = "this site", "this site, 304", "bare WSGI app"
FILES, PLAIN = "WhiteNoise", "this site, nothing kept"
STATIC, BEHIND = "nginx, the same bytes as files", "this site behind the shipped nginx"
COMPARED = (BARE, HERE, AGAIN)


@dataclass(frozen=True, slots=True)
class Sample:
    """Some answers, and what they cost: microseconds of processor each."""

    cost: float
    load: Load


type PutLoad = Callable[[str, Sequence[str]], Load]
"""Asks for an address, with these headers."""
type Samples = dict[tuple[str, str], list[Sample]]
"""By name of the page and of who answered, in the order of the rounds."""


def compare(servers: dict[str, Server], pages: dict[str, Page], rounds: int) -> Samples:
    """Those that are compared, in short turns; all else the machine does meets them alike."""
    found: Samples = {(page, who): [] for page in pages for who in COMPARED}
    for _round in range(rounds):
        for (name, who), samples in found.items():
            samples.append(_sample(servers[who], who, name, pages[name], _short))
    return found


def race(servers: dict[str, Server], pages: dict[str, Page]) -> Samples:
    """Everybody once, for long enough to say how long answers take."""
    return {
        (name, who): [_sample(server, who, name, page, _few if who == PLAIN else _long)]
        for name, page in pages.items()
        for who, server in servers.items()
    }


def _short(address: str, headers: Sequence[str]) -> Load:
    return ask(SHORT, BUSY, address, headers)


def _long(address: str, headers: Sequence[str]) -> Load:
    return load(address, headers, seconds=SECONDS, connections=CONNECTIONS)


def _few(address: str, headers: Sequence[str]) -> Load:
    return load(address, headers, seconds=LONGER, connections=FEW)


def warm(server: Server, paths: Sequence[str]) -> None:
    """Let every process have answered everything once."""
    for path in paths:
        for _visit in range(VISITS):
            with closing(connect(server.origin)) as connection:
                read(connection, path)


def path_of(who: str, name: str, page: Page) -> str:
    """Where this page stands with them: files stand under their names."""
    return f"/{page.file(name)}" if who in {FILES, STATIC} else page.path


def _sample(server: Server, who: str, name: str, page: Page, put_load: PutLoad) -> Sample:
    headers = asked()
    if who == AGAIN:
        headers.append(f"If-None-Match: {page.header('etag')}")
    path = path_of(who, name, page)
    workers = server.workers()
    before = cpu(workers)
    answered = put_load(server.origin + path, headers)
    spent = cpu(workers) - before
    if answered.failed or not answered.requests:
        raise RuntimeError(f"{who}, {path}: {answered.failed} of {answered.requests} answers were wrong")
    return Sample(spent / answered.requests / 1000, answered)


def cost(samples: Sequence[Sample]) -> float:
    return median(sample.cost for sample in samples)


def ratio(samples: Sequence[Sample], reference: Sequence[Sample]) -> float:
    """The median over the rounds of what one cost to what the other cost in the same round."""
    return median(one.cost / other.cost for one, other in zip(samples, reference, strict=True))
