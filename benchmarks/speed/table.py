"""Figures as Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from benchmarks.speed.hits import AGAIN, BARE, HERE, TWICE, Sample, Samples, cost, ratio
from benchmarks.speed.pages import Page


def markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, its first column to the left, all others to the right."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def goal(samples: Samples, pages: Iterable[str]) -> list[dict[str, float | str]]:
    """What each page costs beside the bare app, unchanged beside changed, and the bare app beside itself."""
    return [
        {
            "page": page,
            "bare": cost(samples[page, BARE]),
            "here": cost(samples[page, HERE]),
            "ratio": ratio(samples[page, HERE], samples[page, BARE]),
            "unchanged": ratio(samples[page, AGAIN], samples[page, HERE]),
            "itself": ratio(samples[page, TWICE], samples[page, BARE]),
        }
        for page in pages
    ]


def of_goal(rows: Iterable[Mapping[str, float | str]], pages: Mapping[str, Page]) -> str:
    heads = (
        "page",
        "bare, µs",
        "this site, µs",
        "ratio",
        "304 to 200",
        "bare to itself",
        "bytes",
        "of headers",
    )
    return markdown(
        heads,
        (
            (
                str(row["page"]),
                f"{row['bare']:.0f}",
                f"{row['here']:.0f}",
                f"**{row['ratio']:.2f}**",
                f"{row['unchanged']:.2f}",
                f"{row['itself']:.2f}",
                f"{len(pages[str(row['page'])].body):,}",
                str(pages[str(row["page"])].head),
            )
            for row in rows
        ),
    )


def of_page(samples: Samples, page: str) -> str:
    """Everybody who answers with this page, the cheapest first."""
    found = {who: some for (name, who), some in samples.items() if name == page}
    heads = ("who answers", "µs of processor", "beside bare", "requests/s", "p50, ms", "p99, ms")
    return markdown(
        heads,
        (_row(who, some, found[BARE]) for who, some in sorted(found.items(), key=lambda item: cost(item[1]))),
    )


def as_json(samples: Samples) -> list[dict[str, object]]:
    return [
        {"page": page, "who": who, "cost": [sample.cost for sample in some], "load": asdict(some[0].load)}
        for (page, who), some in samples.items()
    ]


def _row(who: str, samples: Sequence[Sample], reference: Sequence[Sample]) -> list[str]:
    best = max((sample.load for sample in samples), key=lambda load: load.requests / load.seconds)
    return [
        who,
        f"{cost(samples):,.0f}",
        f"{ratio(samples, reference[: len(samples)]):.2f}",
        f"{best.requests / best.seconds:,.0f}",
        f"{best.p50:.1f}",
        f"{best.p99:.1f}",
    ]
