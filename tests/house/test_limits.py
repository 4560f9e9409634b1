"""How long a file or a function may grow before it says two things."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import ROOT, files

LINES = {
    "blog/management/commands": 60,
    "templates/components": 40,
    ".html": 80,
    ".css": 150,
    ".js": 120,
    ".py": 300,
}


def limit(path: Path) -> int:
    name = str(path.relative_to(ROOT))
    return next(lines for part, lines in LINES.items() if name.startswith(part) or name.endswith(part))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text())
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_files_are_short() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in files(".py", ".html", ".css", ".js")}

    assert {str(path): length for path, length in lengths.items() if length > limit(path)} == {}


def test_functions_fit_on_a_screen_and_views_on_half() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in files(".py")
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > (25 if path.parent == ROOT / "blog" / "views" else 40)
    ]

    assert too_long == []


def test_the_limits_look_at_something() -> None:
    names = {path.name for path in files(".py")}

    assert {"settings.py", "post.py", "manage.py", "test_limits.py"} <= names
