"""The index on PostgreSQL: a `tsvector` of each document, made by the database of its words and terms
(migration 20).

It is what the configuration `simple` makes, without its parser, whose idea of a word depends on the server's
locale: our analyser has told the words. Raw SQL, for the ORM's own search needs a configuration; what is
asked is a parameter.
"""

from django.db import connection

from blog.search.matching import Match


def newest(match: Match, limit: int) -> list[int]:
    """The keys of the newest `limit` documents that match, newest first."""
    asked = match.written(_term, "|", "&", "&!")
    bounds, values = match.bounds("id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM blog_searchdocument WHERE index_of_words @@ %s::tsquery{bounds}"  # noqa: S608 - signs only
            " ORDER BY id DESC LIMIT %s",
            [asked, *values, limit],
        )
        return [key for (key,) in cursor.fetchall()]


def rebuild() -> None:
    """Make the index anew from the documents."""
    with connection.cursor() as cursor:
        cursor.execute("REINDEX INDEX search_index")
        cursor.execute("ANALYZE blog_searchdocument")


def settle() -> None:
    """Sort in what saves have added: until then, each search reads all of that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_index')")


def is_sound() -> bool:
    """Whether the index says what the documents do: the database sees to it."""
    return True


def _term(term: str) -> str:
    return f"'{term}'"
