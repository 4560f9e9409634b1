"""What was measured, as a table: beside each time that of the smallest site, and what misses the goal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

SLOWEST, SLOWEST_SEARCH, MOST_TIMES = 50.0, 15.0, 1.5
"""Milliseconds at the 95th percentile; and how often the median of the smallest site."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds that addresses of this name took, by the number of essays of the site, fewest first."""

    kind: str
    name: str
    taken: dict[int, list[float]]

    @property
    def times(self) -> float:
        """How often the time on the smallest site it takes on the largest."""
        smallest = next(iter(self.taken.values()))
        return median(self._largest) / median(smallest)

    @property
    def slowest(self) -> float:
        """The 95th percentile on the largest site."""
        return percentile(self._largest)

    def misses(self, slower: float = 1) -> str:
        """The goal that it misses, or nothing, on a machine so many times as slow as that of the goals."""
        if self.kind == "searches":
            return f"over {SLOWEST_SEARCH:g} ms" if self.slowest > slower * SLOWEST_SEARCH else ""
        if self.slowest > slower * SLOWEST:
            return f"over {SLOWEST:g} ms"
        return f"over {MOST_TIMES:g} ×" if self.times > MOST_TIMES else ""

    @property
    def _largest(self) -> list[float]:
        return list(self.taken.values())[-1]

    def as_data(self) -> dict[str, Any]:
        sizes = {
            size: {"median": round(median(taken), 2), "p95": round(percentile(taken), 2), "of": len(taken)}
            for size, taken in self.taken.items()
        }
        return {"kind": self.kind, "name": self.name, "essays": sizes, "misses": self.misses()}


def percentile(taken: Sequence[float], share: float = 0.95) -> float:
    """The least of these that no smaller share of them exceeds (nearest rank)."""
    ranked = sorted(taken)
    return ranked[min(int(share * len(ranked)), len(ranked) - 1)]


def document(
    engine: str, holds: dict[int, dict[str, int]], timings: Iterable[Timing], slowed: float, slower: float
) -> str:
    """All of it in Markdown.

    `slowed` is how often its least time a small computation took meanwhile; `slower`, how often the time it
    takes where the goals were set a bare answer takes here.
    """
    told = list(timings)
    held = [
        f"- {size:,} essays: " + ", ".join(f"{number:,} {name}" for name, number in rows.items())
        for size, rows in holds.items()
    ]
    kinds = dict.fromkeys(timing.kind for timing in told)
    parts = [_table(kind, [timing for timing in told if timing.kind == kind]) for kind in kinds]
    missed, missed_there = (sum(bool(timing.misses(pace)) for timing in told) for pace in (1, slower))
    end = (
        f"{missed} of {len(told)} miss the goal. Other work on the machine slowed it {slowed:.1f} times.\n"
        f"A bare WSGI app takes {slower:.1f} times as long here as where the goals were set; with"
        f" {slower:.1f} times the milliseconds, {missed_there} miss it.\n"
    )
    return "\n\n".join([f"## On {engine}", "\n".join(held), *parts, end])


def _table(kind: str, timings: Sequence[Timing]) -> str:
    sizes = list(timings[0].taken)
    head = [f"{kind}, ms", *(f"{size:,}" for size in sizes), "p95", "×", "misses"]
    lines = [
        [
            timing.name,
            *(f"{median(taken):.1f}" for taken in timing.taken.values()),
            f"{timing.slowest:.1f}",
            f"{timing.times:.2f}",
            timing.misses(),
        ]
        for timing in timings
    ]
    rule = ["---", *(["--:"] * (len(sizes) + 2)), "---"]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, rule, *lines])
