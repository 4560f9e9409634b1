"""The index on SQLite: a table of FTS5 beside `SearchDocument`, which triggers keep (migration 20).

It holds for each word and term which documents have it (`detail=none`). Our analyser has done the rest, so
its tokenizer parts at spaces and folds nothing. Raw SQL, for the ORM knows no MATCH; what is asked is a
parameter.
"""

from collections.abc import Sequence
from itertools import islice

from django.db import DatabaseError, connection

from blog.search.documents import kind_of
from blog.search.matching import LOOKED_AT, QUESTION, Document, Match
from blog.search.query import Term

MERGED = 250
"""Pages of the index that are written at once, some 30 ms."""
MOST_READ = 2 * LOOKED_AT
"""Documents with the right words that are read for a phrase, of which LOOKED_AT may be meant."""


def newest(match: Match, limit: int) -> list[Document]:
    """The newest `limit` documents that match, newest first.

    Phrases are looked for in Python: SQLite takes four times as long, and hands over a text in less.
    """
    asked = match.written(match.wanted or match.also, _term, " OR ", " AND ", " NOT ")
    bounds, values = match.bounds("search_index.rowid")
    also = [[f" {term} " for term in group] for group in match.also]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, coalesce(post_id, turn_id, person_id, source_id), document.terms, document.words"  # noqa: S608 - signs only
            " FROM search_index JOIN blog_searchdocument AS document ON id = search_index.rowid"
            f" WHERE search_index MATCH %s{bounds} ORDER BY search_index.rowid DESC LIMIT %s",
            [asked, *values, MOST_READ if match.phrases else -1],
        )
        rows = ((Document(*told), words) for *told, words in cursor)
        found = ((one, words) for one, words in rows if _has(also, one, words))
        if match.phrases:
            newest = islice(found, LOOKED_AT)
            found = ((one, words) for one, words in newest if _says(match.phrases, one, words))
        return [one for one, _words in islice(found, limit)]


def some(matches: Sequence[Match], limit: int) -> list[list[Document]]:
    """Of each up to `limit` documents that match: the newest, for they come first."""
    return [newest(match, limit) for match in matches]


def _has(groups: list[list[str]], document: Document, words: str) -> bool:
    return all(any(term in document.terms or term in words for term in group) for group in groups)


def _says(terms: Sequence[Term], document: Document, words: str) -> bool:
    """Whether it says each phrase, or is a turn whose question has its words; and none that is excluded."""
    for term in terms:
        is_said = f" {' '.join(term.words)} " in words
        if not (is_said or term.excluded):
            asked = (f" {QUESTION}{word} " in document.terms for word in term.words)
            is_said = kind_of(document.key) == "turn" and all(asked)
        if is_said == term.excluded:
            return False
    return True


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
