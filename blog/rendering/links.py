"""Where the links of stored segments lead."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

from blog.rendering.result import Segment

_LINK = re.compile(r'<a\b[^>]* href="([^"]*)"')


def linked_addresses(segments: Iterable[Segment]) -> tuple[str, ...]:
    """The addresses these link to, each once and in order, readable: neither escaped nor percent-encoded."""
    found = (unquote(unescape(link)) for part in segments for link in _LINK.findall(part.get("html", "")))
    return tuple(dict.fromkeys(found))
