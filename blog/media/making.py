"""The files of an image that pages offer beside the first: which are missing, and making some of them."""

from collections.abc import Iterator

from blog.disk import PARTIAL, settle, sync
from blog.media.apart import work
from blog.media.reencoding import Refused
from blog.media.renditions import FORMATS, widths
from blog.media.uploads import ENDINGS, MEDIA_TYPES
from blog.models import Image, Rendition


def missing(image: Image) -> list[int]:
    """The widths nothing was made in yet, narrowest first."""
    there = set(image.renditions.values_list("width", flat=True))
    return [width for width in widths(image.width) if width not in there]


def make(image: Image, width: int) -> Iterator[Rendition]:
    """Its renditions of this width, one a format, each on the disk for good. Rows are the caller's to save.

    What a killed worker left is written anew. A format that cannot hold the picture, or takes too long to
    write it, is left out.
    """
    stem = image.file.rpartition(".")[0]
    for kind in FORMATS:
        file = image.folder / f"{stem}-{width}.{ENDINGS[kind]}"
        draft = file.with_name(file.name + PARTIAL)
        try:
            made = work("render", image.folder / image.file, draft, width, kind)
        except Refused:
            made = None
        if made is None:
            continue
        sync(draft)
        settle(draft, file)
        yield Rendition(
            image=image,
            file=file.name,
            media_type=MEDIA_TYPES[kind],
            width=made.width,
            height=made.height,
            size=file.stat().st_size,
        )
