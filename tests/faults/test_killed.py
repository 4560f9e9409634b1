"""`add_post` killed with -9 in the middle: nothing half."""

import signal
from pathlib import Path

import pytest

from tests.faults.site import Site

pytestmark = pytest.mark.full

FENCES = "\n\n".join(
    f"::: qa\nQ: Question {word}?\n\n{word}: Answer {word}.\n\nSource: Source {word}\n:::"
    for word in ("Mei Tan", "Jonas Weld", "Bogna Zak", "Ruth Okoro")
)
ESSAY = f"---\ntitle: Killed\ntags: [a, b]\nauthors: [Ann Bee]\n---\nWords.\n\n{FENCES}\n"

KILL_AT = {
    "the second excerpt": ("blog.publishing.excerpts", "record", 2),
    "the authors": ("blog.publishing.posts", "write_authors", 1),
    "the placements": ("blog.publishing.posts", "place", 1),
    "the first revision": ("blog.publishing.posts", "_record_change", 1),
    "the publication": ("blog.publishing.release", "_set", 1),
    "its last word": ("blog.publishing.release", "record", 1),
}

ENOUGH_TWICE = {"the second excerpt", "its last word"}
"""Both engines undo what was not committed; each shows it where it is about to do little and all of it."""
STRIKES = [
    pytest.param(*where, id=moment, marks=[] if moment in ENOUGH_TWICE else pytest.mark.one_engine)
    for moment, where in KILL_AT.items()
]


@pytest.mark.parametrize(("module", "name", "call"), STRIKES)
def test_nothing_is_left_of_a_killed_add_post(
    site: Site, tmp_path: Path, module: str, name: str, call: int
) -> None:
    before = site.counts()
    essay = tmp_path / "essay.md"
    essay.write_text(ESSAY)

    killed = site.start(
        "import importlib, os, signal\n"
        f"room = importlib.import_module({module!r}); real = room.{name}; calls = []\n"
        "def die(*args, **kwargs):\n"
        "    calls.append(1)\n"
        f"    if len(calls) == {call}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(*args, **kwargs)\n"
        f"room.{name} = die\n"
        "from django.core.management import call_command\n"
        f"call_command('add_post', {str(essay)!r}, '--publish')\n"
    )
    killed.communicate(timeout=60)

    assert killed.returncode == -signal.SIGKILL
    assert site.counts() == before
    site.run("add_post", str(essay), "--publish")
    whole = site.counts()
    site.run("add_post", str(essay), "--publish")
    assert site.counts() | {"Revision": 0} == whole | {"Revision": 0}
    assert (whole["Post"], whole["Excerpt"], whole["Turn"], whole["Person"], whole["broken"]) == (
        1,
        4,
        8,
        5,
        0,
    )
