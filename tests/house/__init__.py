"""The house itself: how it is built, set up, configured and started."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "blog", "config", "templates", "static", "tests", "bin", ".ci", "docs")
NOT_OURS = {"migrations", "node_modules", "vendor", "__pycache__"}


def files(*endings: str) -> Iterator[Path]:
    """Every file we wrote, in the rooms and beside them, whose name ends so."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.is_file() and path.name.endswith(endings) and not NOT_OURS & set(path.parts):
                yield path
    yield from (path for path in sorted(ROOT.iterdir()) if path.is_file() and path.name.endswith(endings))
