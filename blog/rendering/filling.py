"""Stored segments made ready for where they are shown: a page, a feed, several essays on one page."""

import re
from collections.abc import Sequence

from blog.rendering.result import Segment

_TAG = re.compile(r"""<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")+""")


def fill(segments: Sequence[Segment], origin: str = "", prefix: str = "") -> list[Segment]:
    """The segments with root-relative links on `origin`, and `prefix` before each id and link to one.

    Nothing is sanitised again. Attributes are found for certain, for the sanitiser writes them all in one
    form: a space, a name, a value in double quotes that holds none.
    """
    if not origin and not prefix:
        return list(segments)
    return [{"html": _filled(part["html"], origin, prefix)} if "html" in part else part for part in segments]


def _filled(html: str, origin: str, prefix: str) -> str:
    def attributes(tag: re.Match[str]) -> str:
        parts = tag[0].split('"')
        for at in range(0, len(parts) - 1, 2):
            name, value = parts[at].rpartition(" ")[2], parts[at + 1]
            if name in {"href=", "src="} and value.startswith("/"):
                parts[at + 1] = origin + value
            elif name == "href=" and len(value) > 1 and value.startswith("#"):
                parts[at + 1] = f"#{prefix}{value[1:]}"
            elif name in {"id=", "aria-labelledby="}:
                parts[at + 1] = prefix + value
        return '"'.join(parts)

    return _TAG.sub(attributes, html)
