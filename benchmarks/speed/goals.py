"""What was measured beside what is wanted (docs/decisions/0033)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.speed.fresh import Herds, Seen
from benchmarks.speed.renders import Made, Writing
from benchmarks.speed.table import markdown
from benchmarks.speed.weight import Weight

MB = 1_000_000
MADE = {"essay": 1.2}
ELSE = 3.0
"""Milliseconds in which a page is to be made: an essay, any other."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured, in its unit, and the most it should be (or the least)."""

    what: str
    figure: float
    wanted: float
    unit: str
    is_least: bool = False

    @property
    def holds(self) -> bool:
        return self.figure >= self.wanted if self.is_least else self.figure <= self.wanted

    def row(self) -> tuple[str, ...]:
        sign = "≥" if self.is_least else "≤"
        figure = f"{self.figure:,.0f}" if self.figure >= 100 else f"{self.figure:.3g}"
        return (
            self.what,
            f"{figure} {self.unit}",
            f"{sign} {self.wanted:g} {self.unit}",
            "yes" if self.holds else "**no**",
        )


def of(
    ratios: Mapping[str, float],
    most: float,
    seen: Seen,
    herds: Herds,
    weight: Weight,
    made: Mapping[str, Made],
    writing: Writing,
) -> list[Figure]:
    render = percentile(seen.took["essay"], 0.5)
    return [
        *(Figure(f"{page}: CPU beside bare", ratio, most, "×") for page, ratio in ratios.items()),
        Figure("a save seen, p50", percentile(seen.every, 0.5), 10, "ms"),
        Figure("a save seen, p95", percentile(seen.every, 0.95), 10, "ms"),
        Figure("old answers after a save", seen.stale, 0, ""),
        *(
            Figure(f"{page} made, {one.queries} queries", one.took, MADE.get(page, ELSE), "ms")
            for page, one in made.items()
        ),
        *(
            Figure(f"{page} made again, its parts unchanged", one.again, MADE.get(page, ELSE), "ms")
            for page, one in made.items()
        ),
        Figure("one cold page, 32 readers: made", max(herds.renders), 2, "times"),
        Figure("p99 of them above one render", percentile(herds.took, 0.99) - render, 10, "ms"),
        Figure("2 web workers", weight.web / MB, 150, "MB"),
        Figure("2 web workers, 10,000 pages each", weight.full / MB, 150, "MB"),
        Figure("task worker", weight.worker / MB, 80, "MB"),
        Figure("start to the first page", weight.start, 1, "s"),
        Figure("2,000 words, 10 exchanges saved", writing.save, 30, "ms"),
        Figure("preview of them", writing.preview, 50, "ms"),
        Figure("a paste read", writing.paste, 100, "ms"),
        Figure("essays imported", writing.imports, 100, "a second", is_least=True),
    ]


def percentile(figures: Sequence[float], share: float) -> float:
    return sorted(figures)[min(int(len(figures) * share), len(figures) - 1)]


def told(figures: Sequence[Figure]) -> str:
    return markdown(("what", "measured", "wanted", "holds"), (figure.row() for figure in figures))
