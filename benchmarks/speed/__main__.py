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
from benchmarks.speed import content, hits, pages, picture, proxy, servers, table

ROUNDS = 5
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
    with ExitStack() as stack:
        site = stack.enter_context(servers.site())
        found = pages.find(site.origin, written.essay, written.excerpt, written.tag)
        compared = {
            hits.BARE: stack.enter_context(servers.bare(folder, found)),
            hits.HERE: site,
            hits.AGAIN: site,
            hits.FILES: stack.enter_context(servers.whitenoise(folder, found)),
            hits.PLAIN: stack.enter_context(servers.gunicorn("config.wsgi:django_handler")),
        }
        if shutil.which("nginx") and shutil.which("wrk"):  # our own load speaks no TLS
            compared[hits.STATIC] = stack.enter_context(servers.static_nginx(folder, found))
            compared[hits.BEHIND] = stack.enter_context(proxy.before(site, folder / "proxy"))
        samples = hits.measure(compared, found, rounds)
    report(connection.vendor, samples, found, into)


def report(engine: str, samples: hits.Samples, found: dict[str, pages.Page], into: Path) -> None:
    rows = table.goal(samples, found)
    told = "\n\n".join(
        [
            f"# An answer from memory, on {engine}",
            table.of_goal(rows, found),
            *(f"## {page}\n\n{table.of_page(samples, page)}" for page in found),
        ]
    )
    sys.stdout.write(f"{told}\n")
    name = into / f"speed-{engine}"
    name.with_suffix(".md").write_text(f"{told}\n")
    every = [
        {"page": page, "who": who, **asdict(sample)}
        for (page, who), some in samples.items()
        for sample in some
    ]
    name.with_suffix(".json").write_text(json.dumps({"pages": rows, "samples": every}, indent=1))
    figures = {who: hits.cost(samples["essay", who]) for who in SHOWN if ("essay", who) in samples}
    drawn = picture.bars("One essay, in µs of processor for each reader", figures, hits.HERE, "µs")
    name.with_suffix(".svg").write_text(drawn)


if __name__ == "__main__":
    main()
