"""What is kept of a picture: what one sees of it, and nothing else that was in the file."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from blog.media.reencoding import LONGEST, Picture, Refused, reencode
from tests.media.hostile import exif, header, picture, png, with_segment
from tests.media.images import opened


def kept(content: bytes, folder: Path) -> tuple[Picture, Image.Image]:
    (folder / "sent").write_bytes(content)
    told = reencode(folder / "sent", folder / "made")
    return told, opened((folder / "made").read_bytes())


@pytest.mark.parametrize(
    ("sent", "written"),
    [("JPEG", "JPEG"), ("PNG", "PNG"), ("WEBP", "JPEG"), ("AVIF", "JPEG"), ("GIF", "PNG")],
)
def test_is_written_as_what_every_program_shows(sent: str, written: str, tmp_path: Path) -> None:
    told, image = kept(picture(sent), tmp_path)

    assert told == Picture(written, 64, 48)
    assert (image.format, image.size) == (written, (64, 48))


@pytest.mark.parametrize("sent", ["PNG", "WEBP", "AVIF"])
def test_keeps_what_is_see_through(sent: str, tmp_path: Path) -> None:
    half = Image.new("RGBA", (8, 8), (200, 10, 10, 128))
    file = BytesIO()
    half.save(file, sent)

    told, image = kept(file.getvalue(), tmp_path)

    assert (told.format, image.mode) == ("PNG", "RGBA")
    assert image.getchannel("A").getextrema() == (128, 128)


def test_drops_place_camera_and_comment(tmp_path: Path) -> None:
    secret = with_segment(0xE1, exif([(0x010F, 2, 4, b"Cam\0"), (0x8825, 4, 1, bytes(4))]))
    assert opened(secret).getexif()[0x010F] == "Cam"

    _told, image = kept(secret, tmp_path)

    assert not image.getexif()
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


def test_stands_upright(tmp_path: Path) -> None:
    lying = with_segment(0xE1, exif([(0x0112, 3, 1, b"\x06\0\0\0")]))  # turned by a quarter

    told, _image = kept(lying, tmp_path)

    assert (told.width, told.height) == (48, 64)


@pytest.mark.parametrize("sent", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_stands_upright_with_a_profile_as_telephones_write_one(sent: str, tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    screens = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    told, _image = kept(picture(sent, exif=turned.tobytes(), icc_profile=screens), tmp_path)

    assert (told.width, told.height) == (48, 64)


def test_is_turned_into_the_colours_of_screens(tmp_path: Path) -> None:
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain, _image = kept(picture("PNG"), tmp_path)
    same, image = kept(picture("PNG", icc_profile=swapped), tmp_path)

    assert (plain, same) == (Picture("PNG", 64, 48), Picture("PNG", 64, 48))
    assert "icc_profile" not in image.info


def test_reads_a_wide_profile(tmp_path: Path) -> None:
    file = BytesIO()
    Image.new("RGB", (8, 8), (200, 30, 30)).save(file, "PNG", icc_profile=_gamma_of_one())

    _told, image = kept(file.getvalue(), tmp_path)

    assert image.getpixel((0, 0)) != (200, 30, 30)


@pytest.mark.parametrize(
    ("mode", "kind"), [("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG"), ("P", "PNG"), ("LA", "PNG")]
)
def test_takes_every_way_to_count_colours(mode: str, kind: str, tmp_path: Path) -> None:
    told, image = kept(picture(kind, mode=mode), tmp_path)

    assert (told.width, told.height) == (64, 48)
    assert image.mode in {"L", "RGB", "RGBA"}


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    file = BytesIO()
    Image.new("I;16", (4, 4), 32_768).save(file, "PNG")

    _told, image = kept(file.getvalue(), tmp_path)

    assert image.convert("L").getextrema() == (128, 128)


def test_a_large_one_is_made_smaller(tmp_path: Path) -> None:
    told, _image = kept(picture("JPEG", (3 * LONGEST, 300)), tmp_path)

    assert told == Picture("JPEG", LONGEST, 100)


def test_a_second_picture_behind_the_first_is_no_movement(tmp_path: Path) -> None:
    file = BytesIO()
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (4, 4), "blue")
    first.save(file, "MPO", save_all=True, append_images=[second])

    told, _image = kept(file.getvalue(), tmp_path)

    assert told == Picture("JPEG", 8, 8)


def test_too_many_dots_are_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="dots"):
        kept(png(header(6_001, 4_000), (b"IDAT", b"")), tmp_path)

    assert not (tmp_path / "made").exists()


def _gamma_of_one() -> bytes:
    """An RGB profile as cameras have it, its curves straight: darker than sRGB tells."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = profile.index(b"para")
    profile[at : at + 16] = b"para" + bytes(4) + b"\0\0\0\0" + b"\0\x01\0\0"
    return bytes(profile)
