"""Search: what each essay, turn, person and source says, found by words, phrases and facts.

`index` is called by the verbs, in their transaction; `find` by whoever looks. Decision 28 says why it is so.
"""

from blog.search.finding import COUNTED, Found, find, keys
from blog.search.indexing import catch_up, index, lags, rebuild, stale
from blog.search.query import Query, parse

__all__ = [
    "COUNTED",
    "Found",
    "Query",
    "catch_up",
    "find",
    "index",
    "keys",
    "lags",
    "parse",
    "rebuild",
    "stale",
]
