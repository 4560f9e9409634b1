"""`python -m benchmarks.paints`: first visits over a slow mobile network, and when something is seen.

Chromium with an empty cache opens the first page, the essay of `benchmarks.first_view` and its exchange,
three times each, in turn; the reference is the essay's bare words over the same network.
"""

import sys
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser

from benchmarks.first_view import an_essay
from benchmarks.speed.table import markdown

NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
"""A slow 4G, as Lighthouse has it: milliseconds there and back, bytes a second."""
VISITS = 3
OBSERVE = """
window.seen = {largest: 0, shift: 0};
const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note))
  .observe({type, buffered: true});
watch('largest-contentful-paint', entry => { seen.largest = entry.startTime });
watch('layout-shift', entry => { seen.shift += entry.value });
"""
TELL = """() => {
  const of = kind => performance.getEntriesByType('resource').filter(one => one.name.endsWith(kind));
  const last = list => Math.max(0, ...list.map(one => one.responseEnd));
  return {
    first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
    font: last(of('.woff2')),
    script: last(of('.js')),
    ...window.seen,
  };
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds to the first and the largest paint, and to the last font and script; layout shift."""

    first: float
    largest: float
    font: float
    script: float
    shift: float


def visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", NETWORK)
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(300)
    told = page.evaluate(TELL)
    context.close()
    return Visit(**told)


def main() -> None:
    with an_essay() as essay:
        exchange = essay.page.locator("main a[href*='/excerpts/']").first.get_attribute("href") or ""
        addresses = {
            "bare words": essay.bare,
            "home": f"{essay.origin}/",
            "essay": f"{essay.origin}{essay.path}",
            "exchange": f"{essay.origin}/{exchange.removeprefix(essay.origin).lstrip('/')}",
        }
        visits: dict[str, list[Visit]] = {name: [] for name in addresses}
        for _time in range(VISITS):
            for what, address in addresses.items():
                visits[what].append(visit(essay.browser, address))
    report(visits)


def report(visits: dict[str, list[Visit]]) -> None:
    """Print the table."""
    found = {what: _median(some) for what, some in visits.items()}
    heads = ("first visit", "first paint, ms", "largest, ms", "last font, ms", "last script, ms", "shift")
    rows = [
        (
            what,
            *(f"{part:.0f}" for part in (one.first, one.largest, one.font, one.script)),
            f"{one.shift:.3f}",
        )
        for what, one in found.items()
    ]
    sys.stdout.write(f"Chromium, 390 px, 1.6 Mbit/s, 150 ms there and back\n\n{markdown(heads, rows)}\n")


def _median(visits: list[Visit]) -> Visit:
    return Visit(*(median(getattr(one, name) for one in visits) for name in Visit.__slots__))


if __name__ == "__main__":
    main()
