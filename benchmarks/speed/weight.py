"""What a served site weighs, and how soon after its start it answers."""

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.speed.accounting import children, pss
from benchmarks.speed.fresh import one_each
from benchmarks.speed.pages import Page, connect, read
from benchmarks.speed.servers import Server, free_port, process, site, tell_pages, until_both, web_workers

STARTS, FILLS = 3, 20


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of memory (PSS), and seconds from `manage.py serve` to the first answer.

    `web` is of both web workers, `full` of two with 10,000 pages each, `others` of who started them.
    """

    web: int
    worker: int
    others: int
    full: int
    start: float


def measure(folder: Path, pages: dict[str, Page]) -> Weight:
    starts = []
    for _start in range(STARTS):
        began = time.perf_counter()
        for server, serving in _served():
            starts.append(time.perf_counter() - began)
            until_both(partial(web_workers, serving))
            until_both(partial(children, serving))
            web = web_workers(serving)
            (master,) = [child for child in children(serving) if children(child)]
            (worker,) = [child for child in children(serving) if child != master]
            _read_all(server, pages)
            weighed = pss(web), pss([worker]), pss([serving, master])
    return Weight(*weighed, _full(folder, pages), median(starts))


def _served() -> Iterator[tuple[Server, int]]:
    """The site as soon as it has answered with its first page, and the process that serves."""
    port = free_port()
    with process(sys.executable, "manage.py", "serve", env={"PORT": str(port)}) as serving:
        origin = f"http://127.0.0.1:{port}"
        while not _answers(origin):
            time.sleep(0.005)
        yield Server(origin, lambda: web_workers(serving.pid)), serving.pid


def _answers(origin: str) -> bool:
    with closing(connect(origin)) as connection:
        try:
            return read(connection, "/")[0] == 200
        except OSError:
            return False


def _read_all(server: Server, pages: dict[str, Page]) -> None:
    with one_each(server) as connections:
        for page in pages.values():
            for connection in connections:
                read(connection, page.path)


def _full(folder: Path, pages: dict[str, Page]) -> int:
    """Of two workers that were given 10,000 pages each, and keep what `PAGES_IN_MEMORY` lets them."""
    texts = {name: page for name, page in pages.items() if page.is_compressed and name != "feed"}
    env = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.speed.full_settings",
        "BARE_PAGES": tell_pages(folder, texts),
    }
    with site(**env) as server:
        _read_all(server, pages)
        with one_each(server) as connections:
            for _time in range(FILLS):
                for connection in connections:
                    read(connection, "/fill/")
        return pss(server.workers())
