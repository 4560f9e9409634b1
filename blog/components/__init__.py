"""Components that are set in Python: pages have many of them, and a template takes ten times as long.

Each gives HTML, by `blog.components.html` alone: that escapes whatever is not HTML from there.
"""

from blog.components.exchange import exchange, reply
from blog.components.language import in_language, spoken_in
from blog.components.metadata import metadata
from blog.components.place import Place
from blog.components.quotation import quotation, quoted_reply
from blog.components.sources import sources

__all__ = [
    "Place",
    "exchange",
    "in_language",
    "metadata",
    "quotation",
    "quoted_reply",
    "reply",
    "sources",
    "spoken_in",
]
