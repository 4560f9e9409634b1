"""How soon a save is seen, and what happens where many ask for a page that has just gone cold."""

import selectors
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

from benchmarks.speed.load import Asker, request
from benchmarks.speed.pages import Page, asked, connect, read
from benchmarks.speed.servers import Server, only

SAVES, HERDS, HERD = 80, 20, 32
KINDS = ("essay", "home", "tag", "feed")


@dataclass(frozen=True, slots=True)
class Seen:
    """Milliseconds from a commit to the right answer, by kind of page; answers that were old."""

    took: dict[str, list[float]]
    stale: int

    @property
    def every(self) -> list[float]:
        return [took for some in self.took.values() for took in some]


@dataclass(frozen=True, slots=True)
class Herds:
    """Milliseconds each of many waited for one cold page; how many times it was made each time."""

    took: list[float]
    renders: Counter[int]


@contextmanager
def one_each(server: Server) -> Iterator[list[HTTPConnection]]:
    """A connection to each worker. Idle for 5 s, it is closed."""
    with ExitStack() as stack:
        connections = list[HTTPConnection]()
        for worker in server.workers():
            with only(server, worker):
                connection = connect(server.origin)
                stack.callback(connection.close)
                read(connection, "/healthz")
            connections.append(connection)
        yield connections


def publish_to_visible(server: Server, pages: dict[str, Page], save: Callable[[int], str]) -> Seen:
    """`save(number)` commits a change and returns words that are on every page from then on."""
    took: dict[str, list[float]] = {kind: [] for kind in KINDS}
    stale = 0
    with one_each(server) as connections:
        for number in range(SAVES):
            kind, connection = (
                KINDS[number % len(KINDS)],
                connections[number // len(KINDS) % len(connections)],
            )
            words = save(number).encode()
            began = time.perf_counter()
            _status, _headers, body = read(connection, pages[kind].path, **{"Accept-Encoding": "identity"})
            took[kind].append(1000 * (time.perf_counter() - began))
            stale += words not in body
    return Seen(took, stale)


def herd(server: Server, page: Page, save: Callable[[int], str]) -> Herds:
    """Many connections ask for `page` in the moment after each save."""
    took, renders, wanted = list[float](), Counter[int](), request(page.path, asked())
    for number in range(HERDS):
        save(number)
        with ExitStack() as stack:
            ready = stack.enter_context(selectors.DefaultSelector())
            for _reader in range(HERD):
                asker = Asker(server.origin)
                asker.ask(wanted)
                ready.register(stack.enter_context(asker.socket), selectors.EVENT_READ, asker)
            made = 0
            while ready.get_map():
                for key, _events in ready.select():
                    if key.data.hear() is not None:
                        took.append(1000 * (time.perf_counter() - key.data.asked))
                        made += b"x-cache: miss" in key.data.head.lower()
                        ready.unregister(key.fileobj)
        renders[made] += 1
    return Herds(took, renders)
