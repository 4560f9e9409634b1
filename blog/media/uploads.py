"""An upload taken in: streamed to the disk within limits, made anew, and standing in its folder for good."""

import hashlib
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.disk import PARTIAL, settle, sync
from blog.locking import alone_in
from blog.media.apart import work
from blog.media.reencoding import Picture, Refused
from blog.models.addresses import make_slug
from blog.models.image import random_key

type Upload = UploadedFile[bytes]

MEGABYTES = 20
BYTES = MEGABYTES * 1024 * 1024
BYTES_A_REQUEST = 3 * BYTES
NAME_LENGTH = 60
NAMELESS = "image"
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif"}
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}

REASONS = {
    "large": gettext_lazy("It is larger than %(limit)d MB. Save it smaller, or with a higher compression."),
    "empty": gettext_lazy("It is empty. Choose the file again."),
    "svg": gettext_lazy("SVG may hold scripts, so none is taken in. Save it as PNG."),
    "heic": gettext_lazy("HEIC is a format most browsers do not show. Save it as JPEG."),
    "kind": gettext_lazy(
        "It is no JPEG, PNG, WebP, AVIF or GIF, whatever its name says. Save it as one of these."
    ),
    "broken": gettext_lazy("It is damaged or cut short. Open it in a picture program, and save it anew."),
    "moving": gettext_lazy(
        "It moves, and only still images are shown. Save one frame of it, or link to a video."
    ),
    "dots": gettext_lazy("It has more dots than can be opened here. Save it with at most 4,000 × 3,000."),
    "work": gettext_lazy(
        "It asks for more work than an image may. Open it in a picture program, and save it anew."
    ),
}


class RefusedUpload(ValidationError):
    """The file is not taken in; its one message says why, and how to mend it. Nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file of ours that stands on the disk, and what its row should say of it."""

    key: str
    file: str
    media_type: str
    width: int
    height: int
    size: int


class LimitedUpload(TemporaryFileUploadHandler):
    """Streams each file to the disk, and of one that is too large no more than a row could name.

    Its `size` is what was sent. The other fields of the form are kept; past BYTES_A_REQUEST nothing is read.
    """

    received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > BYTES_A_REQUEST:
            raise StopUpload(connection_reset=True)
        if start <= BYTES:
            super().receive_data_chunk(raw_data, start)


@contextmanager
def accepted(upload: Upload) -> Iterator[Accepted]:
    """What became of `upload`, on the disk for good; where an error ends the block, it is gone again.

    Raises RefusedUpload, and OSError of a disk that takes no more.
    """
    key = random_key()
    folder = Path(settings.MEDIA_ROOT, key)
    folder.mkdir(parents=True)
    with ExitStack() as undoing:
        undoing.callback(shutil.rmtree, folder)
        made, draft = _made_anew(upload, folder)
        file = folder / f"{_stem(upload)}.{ENDINGS[made.format]}"
        sync(draft)
        settle(draft, file)
        sync(folder.parent)
        yield Accepted(key, file.name, MEDIA_TYPES[made.format], made.width, made.height, file.stat().st_size)
        undoing.pop_all()


def digest(upload: Upload) -> str:
    """SHA-256 of what was sent. Raises RefusedUpload of more than is read."""
    if (upload.size or 0) > BYTES:
        raise _refused("large", upload)
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    upload.seek(0)
    return found.hexdigest()


def _made_anew(upload: Upload, folder: Path) -> tuple[Picture, Path]:
    draft = folder / f"{NAMELESS}{PARTIAL}"
    try:
        with alone_in(Path(settings.MEDIA_ROOT)), _on_disk(upload) as source:  # one takes enough memory
            made = work("reencode", source, draft)
    except Refused as refused:
        raise _refused(str(refused), upload) from refused
    assert made is not None  # noqa: S101 - what is not refused is written
    return made, draft


@contextmanager
def _on_disk(upload: Upload) -> Iterator[Path]:
    if isinstance(upload, TemporaryUploadedFile):
        yield Path(upload.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _refused(reason: str, upload: Upload) -> RefusedUpload:
    why = REASONS[reason] % {"limit": MEGABYTES} if reason == "large" else REASONS[reason]
    return RefusedUpload(_("“%(file)s” is not taken in. %(why)s") % {"file": _shown(upload), "why": why})


def _shown(upload: Upload) -> str:
    return (upload.name or NAMELESS)[:NAME_LENGTH]


def _stem(upload: Upload) -> str:
    """The name it came with, in letters and digits every file system and program takes."""
    plain = unicodedata.normalize("NFKD", Path(upload.name or "").stem).encode("ascii", "ignore").decode()
    return make_slug(plain)[:NAME_LENGTH].strip("-") or NAMELESS
