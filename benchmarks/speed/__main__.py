"""`python -m benchmarks.speed [--rounds N] [--into FOLDER]`: this site and its references, side by side.

A throw-away site of 2,000 essays, on SQLite or where `DATABASE_URL` names a PostgreSQL server. Costs are
processor time of the processes that answer, from the kernel's own accounting, and each is compared with the
bare app's in the same round: a busy machine makes both dearer. Writes speed-ENGINE.md, .json and .svg.
"""

import argparse
import json
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from benchmarks.site import ROOT
from benchmarks.speed import (
    content,
    fresh,
    goals,
    hits,
    pages,
    picture,
    proxy,
    renders,
    servers,
    table,
    weight,
)

ROUNDS = 30
MOST = {"sqlite": 1.1, "postgresql": 1.5}
"""What an answer from memory may cost, a bare one being 1: asking SQLite for the generation is cheaper."""
INTO = ROOT / "build" / "bench"
SHOWN = (hits.STATIC, hits.BARE, hits.HERE, hits.FILES, hits.PLAIN)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--into", type=Path, default=INTO)
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's workers are another account
        with content.set_up(folder):
            measure(folder, options.rounds, options.into)


def measure(folder: Path, rounds: int, into: Path) -> None:
    from django.db import connection

    written = content.write()
    compared, raced, found = in_front(folder, written, rounds)
    with servers.gunicorn("benchmarks.speed.telling:application") as site:
        hits.warm(site, [page.path for page in found.values()])
        seen = fresh.publish_to_visible(site, found, content.save)
        herds = fresh.herd(site, found["essay"], content.save)
    weighed = weight.measure(folder, found)
    rows = table.goal(compared, found)
    figures = goals.of(
        {str(row["page"]): float(row["ratio"]) for row in rows},
        MOST[connection.vendor],
        seen,
        herds,
        weighed,
        renders.made(found),
        renders.written(),
    )
    text = [
        f"# Speed on {connection.vendor}",
        goals.told(figures),
        "## An answer from memory",
        table.of_goal(rows, found),
        *(f"### {page}\n\n{table.of_page(raced, page)}" for page in found),
    ]
    report(into / f"speed-{connection.vendor}", "\n\n".join(text), compared, raced, figures)


def in_front(
    folder: Path, written: content.Written, rounds: int
) -> tuple[hits.Samples, hits.Samples, dict[str, pages.Page]]:
    """The site and its references, all at once: compared, and raced; and which pages they were asked for."""
    with ExitStack() as stack:
        site = stack.enter_context(servers.site())
        found = pages.find(site.origin, written.essay, written.excerpt, written.tag)
        bare = stack.enter_context(servers.bare(folder, found))
        compared = {
            hits.BARE: bare,
            hits.HERE: site,
            hits.AGAIN: site,
            hits.TWICE: bare,
            hits.FILES: stack.enter_context(servers.whitenoise(folder, found)),
            hits.PLAIN: stack.enter_context(servers.gunicorn("config.wsgi:django_handler")),
        }
        if shutil.which("nginx") and shutil.which("wrk"):  # our own load speaks no TLS
            compared[hits.STATIC] = stack.enter_context(servers.static_nginx(folder, found))
            compared[hits.BEHIND] = stack.enter_context(proxy.before(site, folder / "proxy"))
        for who, server in compared.items():
            hits.warm(server, [hits.path_of(who, name, page) for name, page in found.items()])
        return hits.compare(compared, found, rounds), hits.race(compared, found), found


def report(
    name: Path, text: str, compared: hits.Samples, raced: hits.Samples, figures: list[goals.Figure]
) -> None:
    sys.stdout.write(f"{text}\n")
    name.with_suffix(".md").write_text(f"{text}\n")
    told = {
        "figures": [{**asdict(figure), "holds": figure.holds} for figure in figures],
        "compared": table.as_json(compared),
        "raced": table.as_json(raced),
    }
    name.with_suffix(".json").write_text(json.dumps(told, indent=1))
    # Of the race: what an answer costs hangs on how it is asked for, and there all are asked alike.
    shown = {who: hits.cost(raced["essay", who]) for who in SHOWN if ("essay", who) in raced}
    drawn = picture.bars("One essay, in µs of processor for each reader", shown, hits.HERE, "µs")
    name.with_suffix(".svg").write_text(drawn)


if __name__ == "__main__":
    main()
