"""The index on PostgreSQL: a `tsvector` of each document, made by the database of its words and terms
(migration 20).

It is what the configuration `simple` makes, without its parser, whose idea of a word depends on the server's
locale: our analyser has told the words. Raw SQL, for the ORM's own search needs a configuration; what is
asked is a parameter.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, starmap
from os.path import commonprefix

from django.db import connection

from blog.search.documents import EVERY
from blog.search.matching import FACT, HEADING, LOOKED_AT, QUESTION, ROW, Document, Group, Groups, Match
from blog.search.query import Term

TOLD = f"id, {ROW}, terms"
"""What is told of each that is found."""
MANY = 8
"""Terms from which PostgreSQL is not asked how it would look for any of them: see `_newest_of_many`."""
FEW, OFTEN = 300, 6
"""Newest documents that are looked through first; if so many match, more of the newest are likely to do."""
SEVERAL = 3
"""Groups of terms of which PostgreSQL supposes that far fewer documents have one each than do."""
NEAR = 60
"""So many times what is wanted are the newest documents that are looked through for it then."""
SOURCE = f"{FACT}source"
"""How the facts begin that PostgreSQL supposes everywhere: see `_stands_together`."""


def newest(match: Match, limit: int) -> list[Document]:
    """The newest `limit` documents that match, newest first."""
    if match.phrases:
        return _newest_saying(match, limit)
    if _asks_for_many(match) or len(match.wanted) >= SEVERAL:
        return _newest_of_many(match, limit)
    where, values = _where(match, is_reckoned=not _stands_together(match))
    return _told(
        f"SELECT {TOLD} FROM blog_searchdocument WHERE {where} ORDER BY id DESC LIMIT %s",  # noqa: S608 - signs only
        [*values, limit],
    )


def some(matches: Sequence[Match], limit: int) -> list[list[Document]]:
    """Of each up to `limit` documents that match, in no order: the newest would be found among all."""
    if not matches or any(match.phrases or _asks_for_many(match) for match in matches):
        return [newest(match, limit) for match in matches]
    found: list[list[Document]] = [[] for _match in matches]
    asked = [_where(match) for match in matches]
    sql = " UNION ALL ".join(
        f"(SELECT {at}, {TOLD} FROM blog_searchdocument WHERE {where} LIMIT {limit})"  # noqa: S608 - signs only
        for at, (where, _values) in enumerate(asked)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _where, values in asked for value in values])
        for at, *told in cursor.fetchall():
            found[at].append(Document(*told))
    return found


def _asks_for_many(match: Match) -> bool:
    return any(len(group) > MANY for group in match.wanted)


def _stands_together(match: Match) -> bool:
    """Whether it is of a source: its words were said at one time, perhaps long ago.

    PostgreSQL supposes them everywhere, and went through all that is newer.
    """
    return any(group[0].startswith(SOURCE) for group in match.wanted)


def _where(match: Match, *, is_reckoned: bool = True) -> tuple[str, list[int | str]]:
    """The condition on a document, as SQL, and its parameters; but for phrases.

    What nearly all have or lack is seen in each, which takes a fraction of a µs: the index takes 3 for each
    document and term. The function is the operator's own, and no index serves it; that it is hardly ever 0 is
    reckoned as it is. Of a query in brackets nothing is reckoned, which takes 0.3 ms less.
    """
    asked = "%s::tsquery" if is_reckoned else "(SELECT %s::tsquery)"
    bounds, values = match.bounds("id")
    wanted = _written(replace(match, unwanted=()), match.wanted)
    if not match.also and not match.unwanted:
        return f"index_of_words @@ {asked}{bounds}", [wanted, *values]
    seen = f"ts_match_vq(index_of_words, {asked})::int <> 0"
    also = _written(match, match.also or ((EVERY,),))
    return f"index_of_words @@ {asked} AND {seen}{bounds}", [wanted, also, *values]


def _written(match: Match, groups: Groups) -> str:
    return match.written(groups, _term, "|", "&", "&!")


def _newest_saying(match: Match, limit: int) -> list[Document]:
    """The same with phrases, which are looked for until there are enough."""
    where, values = _where(replace(match, also=()))
    also = _written(replace(match, unwanted=()), match.also or ((EVERY,),))
    said, phrases = _said(match.phrases)
    return _told(
        f"SELECT {TOLD} FROM (SELECT *, index_of_words @@ %s::tsquery AS has_also FROM blog_searchdocument"  # noqa: S608 - signs only
        f" WHERE {where} ORDER BY id DESC LIMIT {LOOKED_AT}) AS newest"
        f" WHERE has_also AND {said} ORDER BY id DESC LIMIT %s",
        [also, *values, *phrases, limit],
    )


def _said(terms: Sequence[Term]) -> tuple[str, list[str]]:
    """The condition that a document says each phrase, or is a turn whose question has its words.

    And none that is excluded. SQL, and its parameters.
    """
    conditions, values = [], []
    for term in terms:
        values.append(f" {' '.join(term.words)} ")
        if term.excluded:
            conditions.append("strpos(words, %s) = 0")
        else:
            values += [f" {QUESTION}{word} " for word in term.words]
            asked = " AND ".join(["strpos(terms, %s) > 0"] * len(term.words))
            conditions.append(f"(strpos(words, %s) > 0 OR turn_id IS NOT NULL AND {asked})")
    return " AND ".join(conditions), values


def _newest_of_many(match: Match, limit: int) -> list[Document]:
    """The same for the beginning of a word, which stands for many, and for several words together.

    Each of many is reckoned commoner than it is, so all documents were gone through from the newest, up to
    180 ms; several together are reckoned rarer, so the index gathered all. Instead a few of the newest are
    gone through, and tell whether more have what is wanted, or what else is done: in one query, of which a
    part that is not needed is not begun.
    """
    bounds, values = match.bounds("id")
    wide = max(FEW, NEAR * limit)
    near = _written(match, (*map(_begun, match.wanted), *match.also))
    where, asked = _where(match, is_reckoned=not (_asks_for_many(match) or _stands_together(match)))
    found = _told(
        f"""
        WITH asked AS MATERIALIZED (SELECT %s::tsquery AS near),
        few AS MATERIALIZED ({_looking(bounds, 0, FEW)} LIMIT %s),
        more AS MATERIALIZED (
            SELECT * FROM ({_looking(bounds, FEW, wide)} LIMIT %s - (SELECT count(*) FROM few))
            AS next WHERE (SELECT count(*) FROM few) >= {OFTEN}
        ),
        near AS MATERIALIZED (SELECT * FROM few UNION ALL SELECT * FROM more),
        every AS MATERIALIZED (
            SELECT {TOLD} FROM blog_searchdocument WHERE {where}
            AND (SELECT count(*) FROM near) < %s ORDER BY id DESC LIMIT %s
        )
        SELECT * FROM near WHERE (SELECT count(*) FROM near) >= %s UNION ALL SELECT * FROM every
        """,  # noqa: S608 - signs only
        [near, *values, limit, *values, limit, *asked, limit, limit, limit],
    )
    return sorted(found, reverse=True)[:limit]


def _looking(bounds: str, first: int, number: int) -> str:
    """The query for those that match of the newest documents from the `first` to before `number`."""
    return (
        f"SELECT {TOLD} FROM (SELECT * FROM blog_searchdocument"  # noqa: S608 - signs only
        f" WHERE true{bounds} ORDER BY id DESC OFFSET {first} LIMIT {number - first}) AS newest"
        " WHERE index_of_words @@ (SELECT near FROM asked) ORDER BY id DESC"
    )


@lru_cache(maxsize=64)  # a search asks for names, titles and the rest
def _begun(group: Group) -> Group:
    """The same; of many terms how they begin, which is soon seen of a document that has none of them."""
    if len(group) <= MANY:
        return group
    return tuple(_branch(list(some), 2) for _sign, some in groupby(sorted(group, key=_sign), _sign))


def _branch(terms: Sequence[str], depth: int) -> str:
    """Any of these: by how all begin, and so on for each letter that follows there, down to `depth`."""
    start = commonprefix(list(terms))  # noqa: RUF071 - of words
    if depth == 0 or len(terms) == 1 or not start:
        return "|".join(map(_term, terms))
    follow = groupby(sorted(terms), lambda term: term[: len(start) + 1])
    return f"({_term(start)}:*&({'|'.join(_branch(list(some), depth - 1) for _letter, some in follow)}))"


def _sign(term: str) -> str:
    return term[0] if term[0] in (HEADING, QUESTION, FACT) else ""


def _told(sql: str, values: Sequence[int | str]) -> list[Document]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(starmap(Document, cursor.fetchall()))


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
    """It as a tsquery has it, if it is not so yet: no term has an apostrophe."""
    return term if "'" in term else f"'{term}'"
