"""The index on SQLite: a table of FTS5 beside `SearchDocument`, which triggers keep (migration 20).

It holds for each word and term which documents have it (`detail=none`). Our analyser has done the rest, so
its tokenizer parts at spaces and folds nothing. Raw SQL, for the ORM knows no MATCH; what is asked is a
parameter.
"""

import json
from dataclasses import replace

from django.db import DatabaseError, connection

from blog.search.matching import LOOKED_AT, Match

MERGED = 250
"""Pages of the index that are written at once, some 30 ms."""


AT_ONCE = 400
"""Documents that are looked through for a phrase at once."""


def newest(match: Match, limit: int) -> list[int]:
    """The keys of the newest `limit` documents that match, newest first."""
    if not match.phrases:
        return _newest(match, limit)
    found: list[int] = []
    for _time in range(LOOKED_AT // AT_ONCE):
        keys = _newest(match, AT_ONCE)
        found += _saying(match, keys)
        if len(found) >= limit or len(keys) < AT_ONCE:
            break
        match = replace(match, below=keys[-1])
    return found[:limit]


def _saying(match: Match, keys: list[int]) -> list[int]:
    if not keys:
        return []
    said, values = match.said("instr")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM blog_searchdocument WHERE id IN (SELECT value FROM json_each(%s))"  # noqa: S608 - signs only
            f" AND {said} ORDER BY id DESC",
            [json.dumps(keys), *values],
        )
        return [key for (key,) in cursor.fetchall()]


def _newest(match: Match, limit: int) -> list[int]:
    asked = match.written(_term, " OR ", " AND ", " NOT ")
    bounds, values = match.bounds("rowid")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM search_index WHERE search_index MATCH %s{bounds}"  # noqa: S608 - signs only
            " ORDER BY rowid DESC LIMIT %s",
            [asked, *values, limit],
        )
        return [key for (key,) in cursor.fetchall()]


def rebuild() -> None:
    """Make the index anew from the documents, in one part."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
        cursor.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def settle() -> None:
    """Put the parts together that saves leave: a word is looked up in each. Bit by bit, as others save."""
    pages = -MERGED  # begin with all there are
    with connection.cursor() as cursor:
        while True:
            before = connection.connection.total_changes
            cursor.execute("INSERT INTO search_index (search_index, rank) VALUES ('merge', %s)", [pages])
            if connection.connection.total_changes - before < 2:  # as FTS5 says that nothing is left
                return
            pages = MERGED


def is_sound() -> bool:
    """Whether the index says what the documents do."""
    with connection.cursor() as cursor:
        try:
            cursor.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
    return True


def _term(term: str) -> str:
    return f'"{term}"'
