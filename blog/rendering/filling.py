"""Stored segments made ready for where they are shown: on their own page, or in a feed."""

import re
from collections.abc import Mapping, Sequence

from blog.rendering.pictures import Gallery
from blog.rendering.result import Picture, Segment

_TAG = re.compile(r"""<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")+""")


def fill(
    segments: Sequence[Segment],
    origin: str = "",
    page: str = "",
    pictures: Mapping[str, Picture] | None = None,
    *,
    below_cover: bool = False,
) -> list[Segment]:
    """The segments with root-relative links on `origin`, and links within them leading into `page`.

    Both are given where the text stands elsewhere than on its own page; then every link is absolute.

    `media:KEY` becomes the one of `pictures` that has this key; another leaves its words. All but the first
    are loaded when they come near, `below_cover` that one too.

    Nothing is sanitised again. Attributes are found for certain, for the sanitiser writes them all in one
    form: a space, a name, a value in double quotes that holds none.
    """
    gallery = Gallery(pictures or {}, origin, lazy=below_cover)
    return [
        {"html": _filled(gallery.hang(part["html"]), origin, page)} if "html" in part else part
        for part in segments
    ]


def _filled(html: str, origin: str, page: str) -> str:
    if not origin and not page:
        return html

    def attributes(tag: re.Match[str]) -> str:
        parts = tag[0].split('"')
        for at in range(0, len(parts) - 1, 2):
            name, value = parts[at].rpartition(" ")[2], parts[at + 1]
            if name in {"href=", "src="} and value.startswith("/"):
                parts[at + 1] = origin + value
            elif name == "href=" and len(value) > 1 and value.startswith("#"):
                parts[at + 1] = page + value
        return '"'.join(parts)

    return _TAG.sub(attributes, html)
