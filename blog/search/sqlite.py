"""The index on SQLite: a table of FTS5 beside `SearchDocument`, which triggers keep (migrations 20 and 31).

It holds for each word and term which documents have it, and where. Our analyser has done the rest, so its
tokenizer parts at spaces and folds nothing. Raw SQL, for the ORM knows no MATCH; what is asked is a
parameter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from django.db import DatabaseError, connection

from blog.search.documents import kind_of
from blog.search.matching import LOOKED_AT, QUESTION, ROW, Document, Match
from blog.search.query import Term

MERGED = 250
"""Pages of the index that are written at once, some 30 ms."""
FEW = 300
"""So many documents are looked through for a phrase; where more have its words, the index is asked for it."""
MANY = 5
"""Groups of terms of which the two commonest are seen in what has the others, where these are FEW."""
_TOLD = f"SELECT id, {ROW}, document.terms, document.words"


def newest(match: Match, limit: int) -> list[Document]:
    """The newest `limit` documents that match, newest first."""
    return list(islice(_saying(match) if match.phrases else _having(match), limit))


def _having(match: Match) -> Iterator[Document]:
    matching, values = _matching(match)
    joined = "search_index JOIN blog_searchdocument AS document ON id = search_index.rowid"
    return _seen(match, f"{joined} WHERE {matching} ORDER BY search_index.rowid DESC", values)


def _saying(match: Match) -> Iterator[Document]:
    """Those of the newest LOOKED_AT that say its phrases.

    To go through the places of words takes the index as long as it takes to read some hundred documents.
    """
    rarer = [(_rarer(match), FEW + 1)] if len(match.wanted) >= MANY else []
    for one, number in (*rarer, (match, LOOKED_AT)):
        keys = _keys(one, f"ORDER BY rowid DESC LIMIT {number}")
        if len(keys) <= FEW:
            yield from _listed(one, keys)
            return
    said = _with_phrases(match)
    for least, below in ((keys[FEW - 1], match.below), (keys[-1], keys[FEW - 1])):
        yield from _listed(match, _keys(replace(said, least=least, below=below)))


def _rarer(match: Match) -> Match:
    """The same without its two commonest groups, which are to be seen.

    FTS5 would go through all that have them. How common one is, is told by how far back the newest FEW reach.
    """
    last = f"ORDER BY rowid DESC LIMIT 1 OFFSET {FEW}"
    reach = {group: _keys(replace(match, wanted=(group,)), last) for group in match.wanted}
    rarer = sorted(match.wanted, key=lambda group: reach[group])[:-2]
    return replace(match, wanted=tuple(rarer), also=(*match.also, *match.wanted))


def _listed(match: Match, keys: Sequence[int]) -> Iterator[Document]:
    marks = ", ".join(["%s"] * len(keys))
    return _seen(match, f"blog_searchdocument AS document WHERE id IN ({marks}) ORDER BY id DESC", keys)


def _with_phrases(match: Match) -> Match:
    """The same with its phrases among what is wanted and what is not."""
    wanted = [term.words for term in match.phrases if not term.excluded]
    said = {word for words in wanted for word in words}
    others = (group for group in match.wanted if group[0] not in said)
    excluded = (((_phrase(term.words),),) for term in match.phrases if term.excluded)
    groups = (*((_phrase(words), _asked(words)) for words in wanted), *others)
    return replace(match, wanted=groups, unwanted=(*match.unwanted, *excluded))


def _keys(match: Match, order: str = "") -> list[int]:
    """Of those that have what is wanted. FTS5 is sooner done where it may begin with the oldest."""
    matching, values = _matching(match)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM search_index WHERE {matching} {order}", values)  # noqa: S608 - signs only
        return [key for (key,) in cursor.fetchall()]


def _matching(match: Match) -> tuple[str, list[str | int]]:
    """The condition on the index, and its parameters."""
    bounds, values = match.bounds("search_index.rowid")
    asked = match.written(match.wanted, _term, " OR ", " AND ", " NOT ")
    return f"search_index MATCH %s{bounds}", [asked, *values]


def _seen(match: Match, found: str, values: Sequence[str | int]) -> Iterator[Document]:
    """Those of the documents `found` that are seen to match. SQL, and its parameters."""
    also = [[f" {term} " for term in group] for group in match.also]
    with connection.cursor() as cursor:
        cursor.execute(f"{_TOLD} FROM {found}", values)
        for *told, words in cursor:
            one = Document(*told)
            if _has(also, one, words) and _says(match.phrases, one, words):
                yield one


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


def _phrase(words: Sequence[str]) -> str:
    return f'words : "{" ".join(words)}"'


def _asked(words: Sequence[str]) -> str:
    """That all of them are in the question it answers."""
    return " AND ".join(_term(QUESTION + word) for word in words)


def _term(term: str) -> str:
    """It as FTS5 reads it, if it is not so yet: no term has a quotation mark."""
    return term if '"' in term else f'"{term}"'
