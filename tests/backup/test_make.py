"""Backups in their folder: made whole or not at all, listed, thinned out."""

import errno
import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.fixtures import Settings

from blog import backup
from blog.backup.archive import Writer


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_is_one_private_file_named_for_its_time(site: Path, now: datetime) -> None:
    made = backup.make(site / "backups", now=now)

    assert names(site / "backups") == ["rejoinder-20260301T120000Z.backup"]
    assert (made.path, made.at, made.is_daily) == (site / "backups" / names(site / "backups")[0], now, False)
    assert made.size == made.path.stat().st_size
    assert [stat.S_IMODE(path.stat().st_mode) for path in (made.path, made.path.parent)] == [0o600, 0o700]


def test_says_what_it_is(site: Path, now: datetime) -> None:
    manifest = backup.verify(backup.make(site / "backups", now=now).path)

    assert (manifest.release, manifest.origin) == ("0.1.0", "http://127.0.0.1:8000")
    assert (manifest.engine, manifest.at) == (connection.vendor, now)
    assert "blog.0001_initial" in manifest.migrations
    assert {entry.name: entry.size for entry in manifest.media} == {
        "media/a1/boat.png": 6,
        "media/b2/küste.txt": 0,
        "media/c3/" + "n" * 200: 3996,
    }


def test_the_secret_is_not_in_it(site: Path, now: datetime) -> None:
    (site / "secret-key").write_text("the secret of the site")

    made = backup.make(site / "backups", now=now)

    assert settings.SECRET_KEY.encode() not in made.path.read_bytes()
    assert b"the secret of the site" not in made.path.read_bytes()


def test_what_a_killed_one_left_goes_with_the_next(site: Path, now: datetime) -> None:
    left = site / "backups" / "rejoinder-killed.partial"
    left.mkdir(parents=True)
    (left / "rejoinder-20260101T000000Z.backup").touch()
    assert backup.existing(site / "backups") == []

    made = backup.make(site / "backups", now=now)

    assert names(site / "backups") == [made.path.name]


def test_a_file_by_such_a_name_is_no_hindrance(site: Path, now: datetime) -> None:
    (site / "backups").mkdir()
    half_copied = site / "backups" / "rejoinder-20260228T120000Z.backup.8e1f.partial"
    half_copied.write_bytes(b"half")

    backup.make(site / "backups", now=now)

    assert names(site / "backups") == [half_copied.name, "rejoinder-20260301T120000Z.backup"]


def test_on_a_full_disk_it_says_so_and_leaves_nothing(
    site: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Writer, "finish", full)

    with pytest.raises(backup.BackupError) as refusal:
        backup.make(site / "backups", now=now)

    assert str(refusal.value) == (
        f"No backup was made in {site}/backups: No space left on device. "
        "Make room there, or choose another folder."
    )
    assert names(site / "backups") == []


def test_one_that_reads_back_otherwise_gets_no_name(
    site: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = Writer.finish

    def spoil(writer: Writer) -> None:
        finish(writer)
        writer.file.seek(600)
        writer.file.write(b"?")

    monkeypatch.setattr(Writer, "finish", spoil)

    with pytest.raises(backup.Damaged):
        backup.make(site / "backups", now=now)
    assert names(site / "backups") == []


def test_an_upload_deleted_meanwhile_is_left_out(
    site: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = Writer.add

    def delete_then_add(writer: Writer, name: str, stream: object) -> None:
        (site / "media" / "b2" / "küste.txt").unlink(missing_ok=True)
        add(writer, name, stream)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(Writer, "add", delete_then_add)

    manifest = backup.verify(backup.make(site / "backups", now=now).path)

    assert sorted(entry.name[:9] for entry in manifest.media) == ["media/a1/", "media/c3/"]


def test_a_link_among_the_uploads_is_named_not_followed(site: Path, now: datetime) -> None:
    (site / "media" / "out").symlink_to("/etc/hostname")

    with pytest.raises(backup.BackupError, match="media/out is no plain file"):
        backup.make(site / "backups", now=now)


def test_a_link_to_a_folder_of_uploads_is_not_passed_by(site: Path, now: datetime) -> None:
    moved = site.parent / "another disk"
    (site / "media" / "a1").rename(moved)
    (site / "media" / "a1").symlink_to(moved)

    with pytest.raises(backup.BackupError, match="media/a1 is no plain file"):
        backup.make(site / "backups", now=now)


def test_a_folder_of_uploads_that_is_closed_is_not_passed_by(
    site: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def closed(folder: Path) -> object:
        if str(folder).endswith("media/a1"):
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", closed)  # a test may run as root, to whom nothing is closed

    with pytest.raises(backup.BackupError, match="media/a1 cannot be read: Permission denied"):
        backup.make(site / "backups", now=now)


def test_of_the_daily_ones_the_newest_stay_and_of_yours_all(
    site: Path, now: datetime, settings: Settings
) -> None:
    settings.BACKUPS_KEPT = 2
    folder = site / "backups"

    yours = backup.make(folder, now=now - timedelta(days=9))
    days = [backup.make(folder, now=now + timedelta(days=day), daily=True) for day in range(4)]

    assert backup.existing(folder) == [days[3], days[2], yours]


def test_the_last_good_one_is_the_newest_that_has_its_end(site: Path, now: datetime) -> None:
    older, newer = (backup.make(site / "backups", now=now + timedelta(days=day)) for day in (0, 1))
    assert backup.last_good(site / "backups") == newer

    newer.path.write_bytes(newer.path.read_bytes()[:-1])

    assert backup.last_good(site / "backups") == older


def test_what_is_not_ours_is_not_listed(tmp_path: Path) -> None:
    for name in ("copy.backup", "rejoinder-20260301T120000Z.backup.partial", "rejoinder-2026.backup"):
        (tmp_path / name).touch()

    assert backup.existing(tmp_path) == []
    assert backup.last_good(tmp_path) is None
    assert backup.last_good(tmp_path / "nowhere") is None
