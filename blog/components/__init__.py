"""Components that are set in Python: pages have many of them, and a template takes ten times as long.

Each gives HTML, by `blog.components.html` alone: that escapes whatever is not HTML from there.
"""

from blog.components.exchange import exchange, reply
from blog.components.language import in_language, spoken_in
from blog.components.place import Place
from blog.components.quotation import quotation, quoted_reply

__all__ = [
    "Place",
    "exchange",
    "in_language",
    "quotation",
    "quoted_reply",
    "reply",
    "spoken_in",
]
