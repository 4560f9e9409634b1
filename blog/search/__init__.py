"""Search: what each essay, turn, person, source, series and page says, found by words, phrases and facts.

Verbs call `index`, which acts at the end of their transaction; whoever looks calls `find`. Why: decision 28.
"""

from blog.search.finding import COUNTED, Found, find, keys
from blog.search.indexing import (
    at_once,
    catch_up,
    index,
    is_waiting,
    lags,
    not_at_all,
    rebuild,
    settle,
    stale,
)
from blog.search.query import Query, parse

__all__ = [
    "COUNTED",
    "Found",
    "Query",
    "at_once",
    "catch_up",
    "find",
    "index",
    "is_waiting",
    "keys",
    "lags",
    "not_at_all",
    "parse",
    "rebuild",
    "settle",
    "stale",
]
