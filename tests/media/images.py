"""Images as an upload makes them, without the process of its own: that is tested by itself."""

from io import BytesIO
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from accounts.models import User
from blog.media import uploads
from blog.media.reencoding import Picture, reencode
from blog.models import Image
from blog.publishing import files
from tests.factories import NOW, make_user
from tests.media.hostile import picture


def make_image(
    name: str = "slips.png",
    *,
    alt: str = "Four paper slips",
    size: tuple[int, int] = (64, 48),
    by: User | None = None,
    content: bytes = b"",
) -> Image:
    """An image of its own colour, so that no two are the same file."""
    upload = SimpleUploadedFile(name, content or picture(size=size) + name.encode() + alt.encode())
    with mock.patch.object(uploads, "work", here):
        return files.take(upload, by=by or make_user("editor"), now=NOW, alt=alt)


def here(_task: str, source: Path, draft: Path) -> Picture:
    return reencode(source, draft)


def opened(content: bytes) -> Pillow.Image:
    image = Pillow.open(BytesIO(content))
    image.load()
    return image


def on_disk() -> list[str]:
    """Every file among the uploads, by its path there."""
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
