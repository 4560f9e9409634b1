"""Components that are set in Python: pages have many of them, and a template takes ten times as long.

Each gives HTML, by `blog.components.html` alone: that escapes whatever is not HTML from there.
"""

from blog.components.exchange import exchange, reply
from blog.components.language import in_language, spoken_in
from blog.components.place import Place
from blog.components.source_line import drift, source_line

__all__ = ["Place", "drift", "exchange", "in_language", "reply", "source_line", "spoken_in"]
