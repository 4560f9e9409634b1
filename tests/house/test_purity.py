"""Rendering, transcripts and the verbatim check are tools: they need no framework and no settings."""

import subprocess
import sys

import pytest

from tests.house import ROOT

PROGRAM = "import sys, {module}; print('django' in sys.modules)"


@pytest.mark.parametrize(
    "module", ["blog.rendering", "blog.transcripts", "blog.evidence.fragments", "blog.evidence.verbatim"]
)
def test_imports_without_django(module: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(module=module)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout == "False\n"
