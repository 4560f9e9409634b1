"""Backups made while the site is written to: each is the whole site at one instant.

The clock stands still for every process, so that the same content is the same bytes. Meanwhile essays are
updated, drafts are saved and uploads arrive.
"""

import json
from pathlib import Path

import pytest

from tests.faults.console import Running
from tests.faults.database import TESTS_OWN
from tests.faults.site import Site

pytestmark = pytest.mark.full

ROUNDS = 5 if TESTS_OWN.scheme.startswith("postgres") else 20


def test_each_is_the_site_at_one_instant(site: Site, tmp_path: Path) -> None:
    stop, states = tmp_path / "stop", tmp_path / "states"

    def start(call: str) -> Running:
        return site.begin(f"from pathlib import PosixPath; from tests.faults import keeping; keeping.{call}")

    writers = [start(f"write({stop!r}, {states!r})"), start(f"scribble({stop!r})")]
    assert start(f"back_up({ROUNDS}, {states!r})").said(within=500) == ""
    stop.touch()
    assert [writer.said(within=120) for writer in writers] == ["", ""]

    restored = start(f"restore_all({tmp_path / 'restored'!r})").said()
    found = [json.loads(line) for line in restored.splitlines()]
    assert len(found) == ROUNDS
    assert [digest for digest, _, _ in found if digest not in states.read_text()] == []
    assert len({digest for digest, _, _ in found}) >= ROUNDS // 4, "hardly anything was written meanwhile"
    assert {has_its_uploads for _, _, has_its_uploads in found} == {True}
    assert min(pages for _, pages, _ in found) > 30
