"""A site brought back from its backup: all of it or nothing, and never over another."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from accounts import invitations
from accounts.links import SpentLink
from accounts.models import Action, AuditEntry
from blog import backup
from blog.backup import archive, engines, restoring
from blog.backup.archive import Writer
from blog.backup.manifest import DATABASES, Manifest
from blog.models import Generation, Post, PreviewLink
from blog.publishing import previews
from tests.backup.conftest import Elsewhere
from tests.factories import make_post, make_user

pytestmark = pytest.mark.full

LATER = timedelta(hours=3)


@pytest.fixture
def made(site: Path, now: datetime) -> Path:
    """A backup of a site with an essay and someone signed in."""
    make_post("The last boat", exchanges=["Q: Why?\n\nMei Tan: Why not."])
    Session.objects.create(session_key="s", session_data="", expire_date=now + timedelta(days=9))
    return backup.make(site / "backups", now=now).path


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_brings_back_essays_and_uploads(made: Path, site: Path, elsewhere: Elsewhere, now: datetime) -> None:
    with elsewhere() as there:
        backup.restore(made, now=now + LATER)

        post = Post.objects.get()
        assert (post.title, post.excerpts.get().turns.count()) == ("The last boat", 2)
        assert everything(there / "media") == everything(site / "media")
        assert list(there.glob("*.restoring*")) == []


def test_says_so_in_the_audit_list(made: Path, elsewhere: Elsewhere, now: datetime) -> None:
    with elsewhere():
        backup.restore(made, now=now + LATER)

        entry = AuditEntry.objects.latest("pk")
        assert (entry.action, entry.by, entry.at) == ("recovered", None, now + LATER)
        assert (entry.about, entry.detail) == ("the site", "made 2026-03-01 12:00 UTC by release 0.1.0")


def test_nobody_is_signed_in_and_no_copy_of_a_page_is_current(
    made: Path, elsewhere: Elsewhere, now: datetime
) -> None:
    with elsewhere():
        backup.restore(made, now=now + LATER)

        assert not Session.objects.exists()
        assert Generation.current().number == int((now + LATER).timestamp())


def test_an_invitation_that_was_taken_back_since_opens_nothing(
    site: Path, elsewhere: Elsewhere, now: datetime
) -> None:
    owner = make_user("owner")
    invitation, link = invitations.invite("ann@example.org", name="", role="owner", by=owner, now=now)
    made = backup.make(site / "backups", now=now).path
    invitations.revoke(invitation, by=owner, now=now)

    with elsewhere():
        backup.restore(made, now=now)

        with pytest.raises(SpentLink):
            invitations.find(link.split("/")[-2], now)
        entry = AuditEntry.objects.get(action=Action.UNINVITED)
        assert (entry.by, entry.about) == (None, "ann@example.org")


def test_a_preview_link_that_was_taken_back_since_opens_nothing(
    site: Path, elsewhere: Elsewhere, now: datetime
) -> None:
    link, _address = previews.make(make_post(state="draft"), days=7, by=make_user("owner"), now=now)
    made = backup.make(site / "backups", now=now).path
    previews.revoke(link, by=link.made_by, now=now)

    with elsewhere():
        backup.restore(made, now=now)

        assert not PreviewLink.objects.alive(now).exists()


def test_a_site_that_is_there_is_not_touched(made: Path, elsewhere: Elsewhere, now: datetime) -> None:
    with elsewhere() as there:
        backup.restore(made, now=now)
        before = everything(there)

        with pytest.raises(backup.NotEmpty) as refusal:
            backup.restore(made, now=now + LATER)

        assert everything(there) == before
        way = {
            "sqlite": f"mkdir {there}/site.sqlite3-before && "
            f"mv {there}/site.sqlite3 {there}/site.sqlite3-before",
            "postgresql": "createdb NEWNAME, and name that one in DATABASE_URL",
        }[connection.vendor]
        assert str(refusal.value) == (
            f"There is a site already. Stop it, move its database away, and run this again:\n  {way}"
        )


def test_what_an_emptied_database_left_beside_it_is_not_taken_for_the_restored_ones(
    made: Path, elsewhere: Elsewhere, now: datetime
) -> None:
    """A log of writes holds whole pages: SQLite would put them into whatever stands at that name."""
    if connection.vendor != "sqlite":
        return
    with elsewhere() as there:
        (there / "site.sqlite3").touch()
        (there / "site.sqlite3-wal").write_bytes(b"what was written last")

        with pytest.raises(backup.NotEmpty) as refusal:
            backup.restore(made, now=now)

        moved = f"mv {there}/site.sqlite3 {there}/site.sqlite3-wal {there}/site.sqlite3-before"
        assert moved in str(refusal.value)


def test_uploads_that_are_there_are_kept(made: Path, elsewhere: Elsewhere, now: datetime) -> None:
    with elsewhere() as there:
        kept = there / "media" / "a1" / "boat.png"
        kept.parent.mkdir(parents=True)
        kept.write_bytes(b"a boat")
        inode = kept.stat().st_ino

        backup.restore(made, now=now)

        assert kept.stat().st_ino == inode


@pytest.mark.parametrize("content", [b"a boar", b"a boat and more"])
def test_an_upload_that_is_another_is_not_replaced(
    made: Path, elsewhere: Elsewhere, now: datetime, content: bytes
) -> None:
    with elsewhere() as there:
        kept = there / "media" / "a1" / "boat.png"
        kept.parent.mkdir(parents=True)
        kept.write_bytes(content)

        with pytest.raises(backup.NotEmpty, match="is another file"):
            backup.restore(made, now=now)

        assert everything(there) == {"media/a1/boat.png": content}


def test_stopped_anywhere_it_leaves_no_site_and_may_be_run_again(
    made: Path, elsewhere: Elsewhere, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(Exception):
        pass

    def stop(*_: object) -> None:
        raise Stopped

    with elsewhere():
        for room, name in ((restoring, "_bring_upload"), (engines.current(), "put_back")):
            with monkeypatch.context() as patch:
                patch.setattr(room, name, stop)
                with pytest.raises(Stopped):
                    backup.restore(made, now=now)
            assert engines.current().way_out() == ""

        backup.restore(made, now=now)
        assert Post.objects.count() == 1


@pytest.fixture
def remade(made: Path, site: Path) -> Callable[..., Path]:
    """Another archive, whole, of the same database or `raw`, with other words in its manifest."""

    def write(raw: bytes | None = None, **other: object) -> Path:
        with archive.proven(made) as good:
            said = Manifest(**{name: getattr(good.manifest, name) for name in Manifest.__slots__} | other)
            content = site / "content"
            with content.open("wb") as target:
                good.copy(good.manifest.database, target)
        if raw is not None:
            content.write_bytes(raw)
        path = site / "remade.backup"
        with path.open("wb") as file, content.open("rb") as stream:
            writer = Writer(file, said)
            writer.add(DATABASES[said.engine], stream)
            writer.finish()
        return path

    return write


def test_one_of_a_newer_release_is_refused_by_its_name(
    remade: Callable[..., Path], elsewhere: Elsewhere, now: datetime
) -> None:
    path = remade(release="7.2", migrations=("blog.0001_initial", "blog.0999_future", "blog.1000_later"))

    with elsewhere() as there:
        with pytest.raises(backup.TooNew) as refusal:
            backup.restore(path, now=now)
        assert everything(there) == {}

    assert str(refusal.value) == (
        "A newer release made this backup: it has release 7.2, with blog.0999_future and 1 more changes of "
        "tables. Update the site, then restore it."
    )


def test_one_of_the_other_database_is_refused(
    remade: Callable[..., Path], elsewhere: Elsewhere, now: datetime
) -> None:
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]

    with elsewhere() as there:
        with pytest.raises(backup.BackupError, match=f"is of {other}, and DATABASE_URL"):
            backup.restore(remade(engine=other), now=now)
        assert everything(there) == {}


@pytest.mark.parametrize(
    "raw", [b"", b"no tables", b"SQLite format 3\0" + b"\0" * 4096, b"PGDMP" + b"x" * 99]
)
def test_a_database_that_is_none_is_refused(
    remade: Callable[..., Path], elsewhere: Elsewhere, now: datetime, raw: bytes
) -> None:
    path = remade(raw)

    with pytest.raises(backup.BackupError):
        backup.verify(path)
    with elsewhere() as there:
        with pytest.raises(backup.BackupError):
            backup.restore(path, now=now)
        assert everything(there) == {}


def test_fifty_flipped_bytes_and_twenty_cuts_are_refused_and_the_live_site_is_as_it_was(
    made: Path, elsewhere: Elsewhere, now: datetime, tmp_path: Path
) -> None:
    good, chance = made.read_bytes(), random.Random(16)
    places = [0, len(good) - 1, *(chance.randrange(len(good)) for _ in range(48))]
    flipped = [good[:place] + bytes([good[place] ^ 1 << place % 8]) + good[place + 1 :] for place in places]
    cut = [good[: chance.randrange(len(good))] for _ in range(17)] + [b"", good[:-1], good + b"\n"]
    damaged = tmp_path / "damaged.backup"

    with elsewhere() as there:
        for bad in flipped + cut:
            damaged.write_bytes(bad)
            with pytest.raises(backup.BackupError):
                backup.restore(damaged, now=now)
            assert (engines.current().way_out(), everything(there)) == ("", {})

        backup.restore(made, now=now)
        connection.close()
        live = everything(there)
        for bad in flipped + cut:
            damaged.write_bytes(bad)
            with pytest.raises(backup.BackupError) as refusal:
                backup.restore(damaged, now=now)
            assert not isinstance(refusal.value, backup.NotEmpty)
            assert everything(there) == live
