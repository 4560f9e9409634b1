"""The smaller files of an image: which, made by a task, again after a kill, and then offered."""

from datetime import datetime
from pathlib import Path
from unittest import mock

import pytest
from django.test import Client
from django_ox.models import OxTask

from blog import tasks
from blog.media import making, renditions
from blog.media.reencoding import Picture, Refused
from blog.media.renditions import render, widths
from blog.models import Generation, Rendition
from tests.factories import make_post
from tests.media.images import make_image, on_disk, opened

pytestmark = [pytest.mark.django_db, pytest.mark.every_engine, pytest.mark.usefixtures("queued")]


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        making, "work", lambda _task, source, draft, width, kind: render(source, draft, width, kind)
    )


def run_queue() -> int:
    """Do what waits, and what that asks for, as a worker would; says how many tasks."""
    done = 0
    while row := OxTask.objects.order_by("enqueued_at").first():
        row.delete()
        tasks.make_renditions.func(*row.args)
        done += 1
    return done


@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (64, (64,)),
        (480, (480,)),
        (900, (480, 800, 900)),
        (1920, (480, 800, 1280, 1920)),
        (2560, (480, 800, 1280, 1920)),
    ],
)
def test_are_never_wider_than_the_image(width: int, wanted: tuple[int, ...]) -> None:
    assert widths(width) == wanted


@pytest.mark.full
@pytest.mark.usefixtures("made_here", "at_now")
def test_are_made_a_width_at_a_time_and_then_offered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renditions, "WIDTHS", (48, 96))
    image = make_image(size=(60, 40))
    post = make_post(body=f"It.\n\n![](media:{image.key})")
    before = Generation.current().number
    assert "<source" not in client.get(post.get_absolute_url()).content.decode()

    tasks.make_renditions.enqueue(image.pk)
    assert run_queue() == 3

    assert [(row.file, row.media_type, row.height) for row in image.renditions.all()] == [
        (f"slips-{width}.{ending}", f"image/{kind}", height)
        for width, height in [(48, 32), (60, 40)]
        for ending, kind in [("avif", "avif"), ("webp", "webp"), ("jpg", "jpeg")]
    ]
    page = client.get(post.get_absolute_url()).content.decode()
    assert page.count("<source") == 2
    assert client.get(f"/media/{image.key}/slips-48.avif").status_code == 200
    assert Generation.current().number > before


@pytest.mark.usefixtures("made_here")
def test_what_a_killed_worker_left_is_made_whole() -> None:
    image = make_image(size=(500, 10))
    (image.folder / "slips-480.avif.partial").write_bytes(b"half")
    (image.folder / "slips-480.webp").write_bytes(b"no row")

    for _again in range(2):
        tasks.make_renditions.enqueue(image.pk)
        run_queue()

    assert len(on_disk()) == 1 + Rendition.objects.count() == 7
    assert opened((image.folder / "slips-480.webp").read_bytes()).size == (480, 10)


@pytest.mark.usefixtures("made_here")
def test_a_see_through_one_has_no_jpeg() -> None:
    image = make_image(size=(30, 30))
    image_file = image.folder / image.file
    see_through = opened(image_file.read_bytes()).convert("RGBA")
    see_through.putalpha(9)
    see_through.save(image_file)

    tasks.make_renditions.enqueue(image.pk)
    run_queue()

    assert [row.media_type for row in image.renditions.all()] == ["image/avif", "image/webp"]


def test_an_image_that_is_gone_asks_for_nothing(now: datetime) -> None:
    image = make_image()
    (image.folder / image.file).unlink()

    tasks.make_renditions.func(image.pk)
    tasks.make_renditions.func(image.pk + 1)

    assert OxTask.objects.count() == 0


def test_one_that_cannot_be_made_holds_up_no_other(now: datetime) -> None:
    image = make_image(size=(20, 20))

    def work(_task: str, source: Path, draft: Path, width: int, kind: str) -> Picture | None:
        if kind == "AVIF":
            raise Refused("work")
        return render(source, draft, width, kind)

    with mock.patch.object(making, "work", work):
        tasks.make_renditions.func(image.pk)

    assert [row.media_type for row in image.renditions.all()] == ["image/webp", "image/jpeg"]
