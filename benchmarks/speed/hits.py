"""What a page costs that is asked for again and again: by this site, and by others with the same bytes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from statistics import median

from benchmarks.speed.accounting import cpu
from benchmarks.speed.load import Asker, Load, ask, load, request
from benchmarks.speed.pages import Page, asked, connect, read
from benchmarks.speed.servers import Server, only

CONNECTIONS, SECONDS = 32, 1
FEW, LONGER = 2, 2
"""For who answers slowly: what is begun and not answered at the end would count for much."""
SHORT, BUSY = 0.15, 4
"""Seconds of a turn, and connections to each worker: the shorter turns are, the more alike they are."""
VISITS = 12
"""Of each page before anything is measured: both processes then have it, but for one time in two thousand."""
HERE, AGAIN, BARE = "this site", "this site, 304", "bare WSGI app"
TWICE = "bare WSGI app, once more"
"""What else it costs than itself is how wrong everything measured is."""
FILES, PLAIN = "WhiteNoise", "this site, nothing kept"
STATIC, BEHIND = "nginx, the same bytes as files", "this site behind the shipped nginx"
COMPARED = (BARE, HERE, AGAIN, TWICE)


@dataclass(frozen=True, slots=True)
class Sample:
    """Some answers, and what they cost: microseconds of processor each."""

    cost: float
    load: Load


type PutLoad = Callable[[Server, str, Sequence[str]], Load]
"""Asks for a path of a server, with these headers."""
type Samples = dict[tuple[str, str], list[Sample]]
"""By name of the page and of who answered, in the order of the rounds."""


def compare(servers: dict[str, Server], pages: dict[str, Page], rounds: int) -> Samples:
    """Those that are compared, in short turns; all else the machine does meets them alike."""
    found: Samples = {(page, who): [] for page in pages for who in COMPARED}
    turns = list(found.items())
    with ExitStack() as stack:
        first = request(next(iter(pages.values())).path, asked())
        askers = {who: stack.enter_context(_evenly(servers[who], first)) for who in (BARE, HERE)}
        to = {servers[who].origin: some for who, some in askers.items()}

        def put_load(server: Server, path: str, headers: Sequence[str]) -> Load:
            return ask(SHORT, to[server.origin], request(path, headers))

        for number in range(rounds):
            for (name, who), samples in turns if number % 2 else reversed(turns):
                samples.append(_sample(servers[who], who, name, pages[name], put_load))
    return found


@contextmanager
def _evenly(server: Server, first: bytes) -> Iterator[list[Asker]]:
    """As many connections to each worker: what an answer costs hangs on how many one has. They stay open."""
    with ExitStack() as stack:
        askers = list[Asker]()
        for worker in server.workers():
            with only(server, worker):
                for _connection in range(BUSY):
                    askers.append(Asker(server.origin))
                    stack.enter_context(askers[-1].socket)
                    ask(0, askers[-1:], first)
        yield askers


def race(servers: dict[str, Server], pages: dict[str, Page]) -> Samples:
    """Everybody once, for long enough to say how long answers take."""
    return {
        (name, who): [_sample(server, who, name, page, _few if who == PLAIN else _long)]
        for name, page in pages.items()
        for who, server in servers.items()
    }


def _long(server: Server, path: str, headers: Sequence[str]) -> Load:
    return load(server.origin + path, headers, seconds=SECONDS, connections=CONNECTIONS)


def _few(server: Server, path: str, headers: Sequence[str]) -> Load:
    return load(server.origin + path, headers, seconds=LONGER, connections=FEW)


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
    answered = put_load(server, path, headers)
    spent = cpu(workers) - before
    if answered.failed or not answered.requests:
        raise RuntimeError(f"{who}, {path}: {answered.failed} of {answered.requests} answers were wrong")
    return Sample(spent / answered.requests / 1000, answered)


def cost(samples: Sequence[Sample]) -> float:
    return median(sample.cost for sample in samples)


def ratio(samples: Sequence[Sample], reference: Sequence[Sample]) -> float:
    """The median over the rounds of what one cost to what the other cost in the same round."""
    return median(one.cost / other.cost for one, other in zip(samples, reference, strict=True))
