"""47 corrupt or hostile files and the bomb: refused or made anew, in little time and memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from blog.apart import _ENVIRONMENT
from blog.media.uploads import REASONS
from blog.models import Image
from tests.admin.page import signed_in
from tests.house import ROOT
from tests.media.hostile import BOMB, END, REFUSED, SCRIPT, TAKEN, header, picture, png, rows
from tests.media.images import on_disk

pytestmark = [
    pytest.mark.full,
    pytest.mark.django_db,
    pytest.mark.one_engine,
    pytest.mark.usefixtures("queued"),
]

MEASURED = """
import resource, subprocess, sys
command = [sys.executable, "-m", "blog.media.apart", "reencode", *sys.argv[1:]]
done = subprocess.run(command, capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_maxrss // 1024, used.ru_utime + used.ru_stime)
"""
"""Runs in a small process of its own: a child's peak counts what its parent took when it was born."""


def test_there_are_47() -> None:
    assert len(REFUSED) + len(TAKEN) == 47


def test_each_is_refused_in_words_or_made_anew_and_none_breaks_the_site() -> None:
    author = signed_in("author")
    why = {str(words).partition("%")[0][:20] for words in REASONS.values()}
    answers = {}

    for name, make in {**REFUSED, **TAKEN, **BOMB}.items():
        answer = author.post("/admin/blog/image/upload/", {"file": SimpleUploadedFile(name, make())})
        answers[name] = answer.status_code
        if answer.status_code == 400:
            assert any(reason in answer.json()["error"] for reason in why), name

    assert answers == {**dict.fromkeys(REFUSED, 400), **dict.fromkeys(TAKEN, 200), **dict.fromkeys(BOMB, 400)}
    kept = [(image.folder / image.file).read_bytes() for image in Image.objects.all()]
    assert len(kept) == len(TAKEN) == len(on_disk())
    assert not any(SCRIPT in content or b"PK\x05\x06" in content for content in kept)


@pytest.mark.parametrize(
    ("what", "make"),
    [
        ("the bomb", BOMB["bomb.png"]),
        (
            "one as large as may be, see-through",
            lambda: png(header(6_000, 4_000, 8, 6), rows(6_000, 4_000, 4), END),
        ),
        ("one of a telephone", lambda: picture("JPEG", (8_000, 6_000), progressive=True)),
    ],
)
def test_takes_at_most_300_mb_and_five_seconds_of_a_processor(
    what: str, make: object, tmp_path: Path
) -> None:
    (tmp_path / "sent").write_bytes(make())  # type: ignore[operator]

    command = [sys.executable, "-c", MEASURED, str(tmp_path / "sent"), str(tmp_path / "made")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=_ENVIRONMENT)

    code, megabytes, seconds = done.stdout.split()
    assert code == "0"
    assert int(megabytes) <= 300
    assert float(seconds) <= 5


@pytest.mark.parametrize(("limit", "value"), [("MEMORY", 60 * 1024 * 1024), ("SECONDS", {"reencode": 1})])
def test_who_takes_more_is_ended(limit: str, value: object, tmp_path: Path) -> None:
    """Shown with limits so low that an honest picture goes beyond them, on a fast machine, too."""
    (tmp_path / "sent").write_bytes(png(header(5_000, 4_500, 8, 6), rows(5_000, 4_500, 4), END))
    program = (
        f"import json, sys, time; from blog.media import apart; apart.{limit} = {value!r}\n"
        "while time.process_time() < 0.9: pass\n"
        "print(json.dumps(apart.main(*sys.argv[1:])))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, "reencode", str(tmp_path / "sent"), str(tmp_path / "made")],
        capture_output=True,
        cwd=ROOT,
        env=_ENVIRONMENT,
    )

    assert done.returncode < 0 or json.loads(done.stdout) == {"refused": "work"}
