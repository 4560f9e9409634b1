"""The file of a backup: open to anyone, and refused if one byte of it is not as it was written."""

import hashlib
import io
import json
import subprocess
import tarfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from blog.backup import Damaged, Manifest, TooNew
from blog.backup import manifest as manifests
from blog.backup.archive import (
    END_OF_TAR,
    LENGTH_OF_LAST_LINE,
    MANIFEST,
    Archive,
    Writer,
    header,
    padding,
    proven,
)
from blog.backup.manifest import BackupError

FILES = {"database.sqlite3": b"tables", "media/a1/boat.png": b"a boat" * 100, "media/b2/küste": b""}


@pytest.fixture
def written(tmp_path: Path, now: datetime) -> Path:
    """A small archive as the site writes it."""
    return write(tmp_path / "written.backup", now, FILES)


def write(path: Path, now: datetime, files: dict[str, bytes]) -> Path:
    said = Manifest("0.1", "sqlite", now.isoformat(), "http://127.0.0.1:8000", ("blog.0001_initial",))
    content = path.with_suffix(".content")
    with path.open("wb") as file:
        writer = Writer(file, said)
        for name, raw in files.items():
            content.write_bytes(raw)
            with content.open("rb") as stream:
                writer.add(name, stream)
        writer.finish()
    return path


def sealed(tar: bytes, manifest: bytes, now: datetime) -> bytes:
    """An archive that says what it likes, and ends as it should."""
    whole = tar + header(MANIFEST, len(manifest), now) + manifest + padding(len(manifest)) + END_OF_TAR
    whole += f"rejoinder-backup 0001 {len(tar):020} ".encode()
    return whole + f"{hashlib.sha256(whole).hexdigest()}\n".encode()


def refused(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    with pytest.raises(Damaged), proven(path):
        pass


def is_whole(raw: bytes | bytearray) -> bool:
    try:
        Archive(io.BytesIO(raw)).check()
    except BackupError:
        return False
    return True


def test_holds_what_was_put_in(written: Path, tmp_path: Path) -> None:
    found = {}
    with proven(written) as archive:
        for entry in archive.manifest.files:
            archive.copy(entry, target := io.BytesIO())
            found[entry.name] = target.getvalue()

    assert found == FILES


def test_anyone_can_open_it_by_hand(written: Path, tmp_path: Path) -> None:
    subprocess.run(["tar", "xf", written, "-C", tmp_path], check=True)

    assert {name: (tmp_path / name).read_bytes() for name in FILES} == FILES
    listed = json.loads((tmp_path / MANIFEST).read_text())["files"]
    assert {file["name"]: (file["size"], file["sha256"]) for file in listed} == {
        name: (len(raw), hashlib.sha256(raw).hexdigest()) for name, raw in FILES.items()
    }


def test_its_last_line_is_the_digest_of_all_before(written: Path) -> None:
    raw = written.read_bytes()

    words = raw[-LENGTH_OF_LAST_LINE:].split()
    assert words[:2] == [b"rejoinder-backup", b"0001"]
    assert words[3].decode() == hashlib.sha256(raw[:-65]).hexdigest()


def test_each_byte_counts(written: Path) -> None:
    raw = bytearray(written.read_bytes())
    taken = []

    for place in range(len(raw)):
        raw[place] ^= 1
        taken += [place] * is_whole(raw)
        raw[place] ^= 1
    assert (taken, is_whole(raw)) == ([], True)


def test_so_does_its_length(written: Path) -> None:
    raw = written.read_bytes()

    assert [length for length in range(len(raw)) if is_whole(raw[:length])] == []
    assert [is_whole(other) for other in (raw + b"\n", raw + raw, b"\n" + raw)] == [False] * 3


def test_a_later_form_is_told_from_damage(written: Path) -> None:
    written.write_bytes(written.read_bytes().replace(b"rejoinder-backup 0001", b"rejoinder-backup 0002"))

    with pytest.raises(TooNew, match="the form 2"), proven(written):
        pass


@pytest.mark.parametrize(
    "name",
    [
        "media/../../etc/passwd",
        "/etc/passwd",
        "media//x",
        "media/./x",
        "media/",
        "media",
        "other/x",
        "media/a\nb",
        "media/a\0b",
        "media/" + "x" * 256,
        "media/" + "x/" * 600 + "x",
        "media/\udcff",
        "",
    ],
    ids=ascii,
)
def test_a_path_that_leads_elsewhere_is_neither_written_nor_read(
    name: str, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"database.sqlite3": b"", name: b"x"}
    with pytest.raises(BackupError):
        write(tmp_path / "asked", now, files)

    hostile = json.dumps(
        {"format": 1, "release": "0.1", "engine": "sqlite", "created": now.isoformat(), "origin": ""}
        | {"migrations": [], "files": [{"name": n, "size": 0, "sha256": "0" * 64} for n in files]}
    )
    refused(tmp_path / "hostile", sealed(b"", hostile.encode(), now))


def linked(info: tarfile.TarInfo) -> None:
    info.type, info.linkname = tarfile.SYMTYPE, "/etc"


def device(info: tarfile.TarInfo) -> None:
    info.type, info.devmajor = tarfile.CHRTYPE, 1


def renamed(info: tarfile.TarInfo) -> None:
    info.name = "../database"


def executable(info: tarfile.TarInfo) -> None:
    info.mode = 0o4755


@pytest.mark.parametrize("change", [linked, device, renamed, executable])
def test_a_tar_that_says_other_than_its_manifest(
    change: Callable[[tarfile.TarInfo], None], written: Path, tmp_path: Path, now: datetime
) -> None:
    raw = written.read_bytes()
    begins = int(raw[-LENGTH_OF_LAST_LINE:].split()[2])
    info = tarfile.TarInfo.frombuf(raw[:512], "utf-8", "strict")
    change(info)
    length = tarfile.TarInfo.frombuf(raw[begins : begins + 512], "utf-8", "strict").size
    manifest = raw[begins + 512 : begins + 512 + length]
    assert sealed(raw[:begins], manifest, now) == raw

    refused(tmp_path / "hostile", sealed(info.tobuf(tarfile.GNU_FORMAT) + raw[512:begins], manifest, now))


def said(**other: Any) -> bytes:
    """A manifest that would do, but for `other`."""
    good = {"format": 1, "release": "1", "engine": "sqlite", "created": "2026-01-01T00:00:00+00:00"}
    good |= {"origin": "", "migrations": [], "files": [entry("database.sqlite3")]}
    return json.dumps(good | other).encode()


def entry(name: Any, size: Any = 0, sha256: Any = "0" * 64, **more: Any) -> dict[str, Any]:
    return {"name": name, "size": size, "sha256": sha256, **more}


DATABASE = entry("database.sqlite3")
ODD = {
    "no JSON": b"\xff",
    "no object": b"[]",
    "deep": b"[" * 200_000,
    "a number without end": b'{"format": ' + b"9" * 5000 + b"}",
    "another form": said(format=0),
    "no files": said(files=[]),
    "no database": said(files=[entry("media/x")]),
    "two databases": said(files=[DATABASE, DATABASE]),
    "the other database": said(files=[entry("database.pgdump")]),
    "both databases": said(files=[DATABASE, entry("database.pgdump")]),
    "a path twice": said(files=[DATABASE, entry("media/x"), entry("media/x")]),
    "less than nothing": said(files=[entry("database.sqlite3", -1)]),
    "more than any disk": said(files=[entry("database.sqlite3", 10**30)]),
    "a size that is true": said(files=[entry("database.sqlite3", True)]),
    "no digest": said(files=[entry("database.sqlite3", 0, "sha")]),
    "a number for a name": said(files=[entry(1)]),
    "more than asked": said(files=[entry("database.sqlite3", more=1)]),
    "an unknown word": said(owner="me"),
    "an unknown engine": said(engine="oracle"),
    "a number for a migration": said(migrations=[1]),
    "no time": said(created="yesterday"),
    "a time without offset": said(created="2026-01-01T00:00:00"),
    "a time before time": said(created="0001-01-01T00:00:00+23:59"),
}


@pytest.mark.parametrize("raw", ODD.values(), ids=ODD)
def test_an_odd_manifest_is_refused(raw: bytes, tmp_path: Path, now: datetime) -> None:
    refused(tmp_path / "odd", sealed(b"", raw, now))


def test_the_manifest_that_is_odd_nowhere_would_be_read() -> None:
    assert manifests.read(said()).database == manifests.Entry("database.sqlite3", 0, "0" * 64)


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 10_240, b"PK\x03\x04" + b"x" * 999], ids=["empty", "zeros", "a zip"]
)
def test_what_is_no_backup_is_told_so(raw: bytes, tmp_path: Path) -> None:
    refused(tmp_path / "other", raw)


def test_what_cannot_be_read_is_told_so(tmp_path: Path) -> None:
    with (
        pytest.raises(BackupError, match=r"nowhere cannot be read: No such file or directory\.$"),
        proven(tmp_path / "nowhere"),
    ):
        pass
