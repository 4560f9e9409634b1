"""`python -m benchmarks.first_view`: what a first visit to an essay costs, against the budget.

Chromium with an empty cache opens the seed essay (or, where that is not at hand, a sample without italics:
they bring a second font) on a site served as `make run` does. The reference, in the same run, is the same
words as bare HTML from a file server.
Ends with 1 if something is over budget.
"""

import gzip
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, Request, sync_playwright

from benchmarks.site import ROOT, SLUG, seed_essay, served
from tests.browser.chromium import launched

BUDGET = {"document": 8, "stylesheet": 6, "script": 2, "all": 60, "requests": 5, "shift": 0.01}
"""KiB over the wire by type, requests, and cumulative layout shift."""

SAMPLE = ROOT / "blog" / "samples" / "what-seventy-per-cent-is-for.md"

OBSERVE = """() => {
  window.shift = 0;
  const add = list => list.getEntries().forEach(entry => { window.shift += entry.value });
  new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});
}"""


@dataclass
class View:
    """One first visit: bytes of bodies as sent, by type; on the `wire` with headers; paint in ms; shift."""

    bytes: dict[str, int] = field(default_factory=dict)
    wire: int = 0
    requests: int = 0
    paint: float = 0
    shift: float = 0

    def kib(self, kind: str) -> float:
        return (self.wire if kind == "all" else self.bytes.get(kind, 0)) / 1024


def visit(browser: Browser, address: str) -> View:
    """Open `address` with an empty cache and count."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, view, sent = context.new_page(), View(), list[Request]()
    page.on("requestfinished", lambda request: sent.append(request))
    page.goto(address, wait_until="networkidle")
    page.evaluate(OBSERVE)
    page.wait_for_timeout(400)
    view.shift = page.evaluate("window.shift")
    view.paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    for request in sent:
        sizes = request.sizes()
        kind = request.resource_type
        view.bytes[kind] = view.bytes.get(kind, 0) + sizes["responseBodySize"]
        view.wire += sizes["responseBodySize"] + sizes["responseHeadersSize"]
    view.requests = len(sent)
    context.close()
    return view


def in_roman(folder: Path) -> Path:
    """The sample without a word in italics, as a file `add_post` reads: the same post, in other words."""
    file = folder / SAMPLE.name
    file.write_text(SAMPLE.read_text("utf-8").replace("*", ""), "utf-8")
    return file


def bare(html: str, folder: Path) -> ThreadingHTTPServer:
    """A file server with the words of `html` and nothing else, compressed once."""
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    words = re.sub(r"<(script|style|svg).*?</\1>", "", main[0] if main else html, flags=re.DOTALL)
    (folder / "bare.html").write_bytes(gzip.compress(f"<!doctype html><title>Bare</title>{words}".encode()))

    class Compressed(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Encoding", "gzip")
            super().end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
            return

    return ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=folder))


@dataclass(frozen=True, slots=True)
class Opened:
    """An essay that is served, and the address of its words alone."""

    browser: Browser
    origin: str
    path: str
    page: Page
    bare: str


@contextmanager
def an_essay() -> Iterator[Opened]:
    """The seed essay, or the sample, on a new site; open in a page of Chromium."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        seed = seed_essay(folder)
        file, slug = (seed, SLUG) if seed else (in_roman(folder), SAMPLE.stem)
        browser = launched(playwright)
        with served(["add_post", str(file), "--publish"]) as origin:
            page, path = browser.new_page(), f"/posts/{slug}/"
            page.goto(f"{origin}{path}")
            server = bare(page.content(), folder)
            Thread(target=server.serve_forever, daemon=True).start()
            alone = f"http://127.0.0.1:{server.server_address[1]}/bare.html"
            yield Opened(browser, origin, path, page, alone)
            server.shutdown()
        browser.close()


def main() -> int:
    with an_essay() as essay:
        reference = visit(essay.browser, essay.bare)
        view = visit(essay.browser, f"{essay.origin}{essay.path}")
    return report(essay.path, view, reference)


def report(path: str, view: View, reference: View) -> int:
    """Print the table; 1 if anything is over budget."""
    sys.stdout.write(f"First view of {path}, Chromium, empty cache; “all” is with headers\n")
    sys.stdout.write(f"{'':14}{'essay':>10}{'bare words':>12}{'budget':>10}\n")
    over = 0
    for kind, limit in BUDGET.items():
        if kind in {"requests", "shift"}:
            figure, other = getattr(view, kind), getattr(reference, kind)
        else:
            figure, other = view.kib(kind), reference.kib(kind)
        over += figure > limit
        unit = "" if kind in {"requests", "shift"} else " KiB"
        sys.stdout.write(f"{kind + unit:14}{figure:>10.4g}{other:>12.4g}{limit:>10}\n")
    fonts = view.kib("font")
    sys.stdout.write(f"{'font KiB':14}{fonts:>10.4g}{reference.kib('font'):>12.4g}\n")
    sys.stdout.write(f"{'paint ms':14}{view.paint:>10.4g}{reference.paint:>12.4g}\n")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
