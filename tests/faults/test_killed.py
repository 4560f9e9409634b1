"""`add_post` killed with -9 in the middle: nothing half."""

import signal
from pathlib import Path

import pytest

from tests.faults.site import COUNTS, Site

pytestmark = pytest.mark.full

FENCES = "\n\n".join(
    f"::: qa\nQ: Question {word}?\n\n{word}: Answer {word}.\n\nSource: Source {word}\n:::"
    for word in ("Mei Tan", "Jonas Weld", "Bogna Zak", "Ruth Okoro")
)
ESSAY = f"---\ntitle: Killed\ntags: [a, b]\nauthors: [Ann Bee]\n---\nWords.\n\n{FENCES}\n"

KILL_AT = {
    "the second excerpt": ("blog.publishing.excerpts", "_record", 2),
    "the authors": ("blog.publishing.posts", "write_authors", 1),
    "the placements": ("blog.publishing.posts", "place", 1),
    "the first revision": ("blog.publishing.posts", "note_change", 1),
    "the publication": ("blog.publishing.release", "_set", 1),
    "its last word": ("blog.publishing.release", "record", 1),
}

ENOUGH_TWICE = {"the second excerpt", "its last word"}
"""Both engines undo what was not committed; each shows it where it is about to do little and all of it."""
STRIKES = [
    pytest.param(*where, id=moment, marks=[] if moment in ENOUGH_TWICE else pytest.mark.one_engine)
    for moment, where in KILL_AT.items()
]

# The process that is killed is a fork of the one that counts: Django is set up once.
ROUND = """
import importlib, io, os, signal
from django.core.management import call_command
from django.db import connection

def add():
    call_command("add_post", ESSAY, "--publish", stdout=io.StringIO())

def add_and_die():
    room, calls = importlib.import_module(MODULE), []
    real = getattr(room, NAME)
    def die(*args, **kwargs):
        calls.append(1)
        if len(calls) == CALL:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    setattr(room, NAME, die)
    add()

before = counts()
connection.close()
if not (child := os.fork()):
    add_and_die()
    os._exit(0)
killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
after = counts()
add()
whole = counts()
add()
print(json.dumps([killed, before, after, whole, counts()]))
"""


@pytest.mark.parametrize(("module", "name", "call"), STRIKES)
def test_nothing_is_left_of_a_killed_add_post(
    site: Site, tmp_path: Path, module: str, name: str, call: int
) -> None:
    essay = tmp_path / "essay.md"
    essay.write_text(ESSAY)

    found = site.ask(f"{COUNTS}\nESSAY, MODULE, NAME, CALL = {(str(essay), module, name, call)}\n{ROUND}")

    assert isinstance(found, list)
    killed, before, after, whole, again = found
    assert killed == -signal.SIGKILL
    assert after == before
    assert again | {"Revision": 0} == whole | {"Revision": 0}
    assert (whole["Post"], whole["Excerpt"], whole["Turn"], whole["Person"], whole["broken"]) == (
        1,
        4,
        8,
        5,
        0,
    )
