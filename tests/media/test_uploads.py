"""A file on its way in: within limits, for good once a row names it, and without a trace if none does."""

import errno
from pathlib import Path
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from blog.media import apart, uploads
from blog.media.reencoding import Picture, Refused
from blog.media.uploads import BYTES, RefusedUpload
from blog.models import Image
from blog.publishing import files
from tests.factories import NOW, make_user
from tests.media.hostile import HONEST, SVG
from tests.media.images import here, make_image, on_disk

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine]


def test_stands_in_a_folder_nobody_guesses_under_a_plain_name() -> None:
    image = make_image("Vier Zettel (ü).final.PNG")

    assert len(image.key) == 32
    assert image.file == "vier-zettel-u-final.png"
    assert on_disk() == [f"{image.key}/{image.file}"]
    assert image.size == (image.folder / image.file).stat().st_size


@pytest.mark.parametrize("name", ["四.png", "a/../../b.png", "x" * 300 + ".png", "-.svg", ".png"])
def test_any_name_will_do(name: str) -> None:
    image = make_image(name)

    assert on_disk() == [f"{image.key}/{image.file}"]
    assert image.file.endswith(".png")


def test_is_on_the_disk_before_a_row_names_it() -> None:
    told: list[str] = []

    def sync(path: Path) -> None:
        told.append(path.name)

    with mock.patch.object(uploads, "sync", sync), mock.patch("blog.disk.sync", sync):
        image = make_image()

    assert told == ["image.partial", image.key, "media"]


def test_is_gone_again_where_the_row_is_not_made() -> None:
    def fail(_number: int) -> None:
        raise RuntimeError

    upload = SimpleUploadedFile("a.png", HONEST)
    with mock.patch.object(uploads, "work", here), pytest.raises(RuntimeError):
        files.take(upload, by=make_user(), now=NOW, then=fail)

    assert (on_disk(), Image.objects.count()) == ([], 0)


def test_a_refused_one_leaves_nothing_and_says_how_to_go_on() -> None:
    with pytest.raises(RefusedUpload) as refused:
        make_image("logo.png", content=SVG)

    assert refused.value.messages == [
        "“logo.png” is not taken in. SVG may hold scripts, so none is taken in. Save it as PNG."
    ]
    assert on_disk() == []


def test_one_too_large_is_not_even_opened() -> None:
    upload = SimpleUploadedFile("a.png", HONEST)
    upload.size = BYTES + 1

    with mock.patch.object(uploads, "work") as work, pytest.raises(RefusedUpload, match="larger than 20 MB"):
        files.take(upload, by=make_user(), now=NOW)

    assert not work.called


def test_the_same_file_again_is_the_same_image() -> None:
    author = make_user()

    first, again = (make_image("a.png", content=HONEST, by=author) for _ in range(2))
    other = make_image("a.png", content=HONEST)

    assert first == again
    assert first != other


def test_goes_with_its_row_once_that_is_certain(django_capture_on_commit_callbacks: object) -> None:
    image = make_image()

    with transaction.atomic():
        files.delete(image, by=None, now=NOW)
        transaction.set_rollback(True)
    assert len(on_disk()) == 1

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        files.delete(Image.objects.get(), by=None, now=NOW)
    assert (on_disk(), Image.objects.count()) == ([], 0)


def test_what_a_kill_left_is_swept_away_a_day_later(media_root: Path) -> None:
    image = make_image()
    (media_root / ("0" * 32)).mkdir()
    (media_root / ("0" * 32) / "image.partial").touch()

    files.sweep(media_root, before=NOW.replace(year=2000))
    assert len(on_disk()) == 2

    files.sweep(media_root, before=NOW.replace(year=2100))
    assert on_disk() == [f"{image.key}/{image.file}"]


class TestApart:
    """The process of its own."""

    def test_gives_back_what_was_written(self, tmp_path: Path) -> None:
        (tmp_path / "sent").write_bytes(HONEST)

        assert apart.work("reencode", tmp_path / "sent", tmp_path / "made") == Picture("PNG", 64, 48)

    def test_tells_a_full_disk_from_a_broken_file(self, tmp_path: Path) -> None:
        (tmp_path / "sent").write_bytes(HONEST)

        with pytest.raises(OSError) as failed:
            apart.work("reencode", tmp_path / "sent", tmp_path / "nowhere" / "made")

        assert failed.value.errno == errno.ENOENT

    @pytest.mark.parametrize(("code", "reason"), [(1, "broken"), (-9, "work"), (-11, "work")])
    def test_what_ends_badly_is_refused(self, code: int, reason: str) -> None:
        ended = mock.Mock(returncode=code, stderr=b"", stdout=b"")

        with mock.patch("subprocess.run", return_value=ended), pytest.raises(Refused, match=reason):
            apart.work("reencode", "sent", "made")
