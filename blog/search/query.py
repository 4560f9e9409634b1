"""What a reader typed, read. Any text is a query; what it cannot mean is told, never refused. Pure.

open weights            both words, in any order
"open weights"          the words as they stand here
archiv*                 words that begin so
-rumour                 without it; also -"a phrase" and -tag:news
speaker: source: tag: by:   said by, quoted from, under a tag, written by: a name, "A Name" or an address
in:questions            or answers, excerpts, essays, people, sources, series, pages
verified:yes            or no, unchecked: how the words of an exchange stand to their source
from:2025 to:2025-06    a year, a month or a day
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from blog.search.analyser import asked, is_unspaced

LONGEST_QUERY = 400
"""Characters that are read."""
MOST_TERMS = 24
"""Words and phrases, and as many filters, that are read."""
SHORTEST_START = 2

ROWS = ("speaker", "source", "tag", "by")
"""Filters whose value names a row."""
PLACES = {
    "question": ("question",),
    "answer": ("answer",),
    "excerpt": ("question", "answer", "remark", "editor"),
    "essay": ("post",),
    "people": ("person",),
    "source": ("source",),
    "series": ("series",),
    "page": ("page",),
}
"""What `in:` names, and the kinds of documents it means."""
_SYNONYMS = {"post": "essay", "person": "people", "quotation": "excerpt", "serie": "series"}
STANDINGS = ("yes", "no", "unchecked")

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』〝〞＂", '"') | {"：": ":", "－": "-"})
_AROUND = ".,;:!?…¡¿()[]{}'’‘/-"
"""Signs around a word that are none of it; * and those of C++ and C# are."""
_PART = re.compile(
    r"""(?P<minus>-)?(?:(?P<name>[A-Za-z]+):(?=[^\s:/])(?:"(?P<quoted>[^"]*)"?|(?P<value>\S+))"""
    r"""|"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))"""
)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """A word; or several that stand together, as in a phrase, a hyphenated word, a run of Chinese."""

    words: tuple[str, ...]
    excluded: bool = False
    is_start: bool = False
    """Whether longer words that begin so are meant as well."""

    def as_start(self) -> Self:
        """The same, meaning longer words as well where it is one that is wanted and may begin others."""
        may = not self.excluded and len(self.words) == 1 and _can_begin(self.words[0])
        return replace(self, is_start=True) if may else self


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    value: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What of a query has no meaning, by a code, and how it was written."""

    code: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """`text` as it was read, `since` and `until` with both days counted."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    since: date | None = None
    until: date | None = None
    problems: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return bool(self.terms or self.filters or self.since or self.until)

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.excluded)

    def values(self, name: str) -> tuple[str, ...]:
        """What this filter asks for, without what it excludes."""
        return tuple(one.value for one in self.filters if one.name == name and not one.excluded)


def parse(text: str) -> Query:
    """Read `text`. Never raises, and looks at no more than LONGEST_QUERY characters of it."""
    cut = " ".join(text[: 4 * LONGEST_QUERY].replace("\0", " ").split())
    problems = [Problem("long", str(LONGEST_QUERY))] if len(cut) > LONGEST_QUERY else []
    cut = cut[:LONGEST_QUERY]
    query = Query(cut, problems=tuple(problems))
    for part in _parts(cut):
        query = _with_part(query, part)
    if cut and not query and not query.problems:
        query = _told(query, "wordless", cut)
    if query.since and query.until and query.since > query.until:
        query = _told(query, "order", f"{query.since} – {query.until}")
    return query


def narrowed(text: str, **filters: str) -> str:
    """The query with these filters, and no others of their names; one with no value is left out."""
    kept = [part[0] for part in _parts(text) if (part["name"] or "").lower() not in filters]
    added = [f"{name}:{_quoted(value)}" for name, value in filters.items() if value]
    return " ".join([*kept, *added])


def reworded(text: str, words: Mapping[str, str]) -> str:
    """The query with other words in the place of some."""
    parts = ((part[0], asked(part["word"] or "")) for part in _parts(text))
    return " ".join(words.get(said[0], part) if len(said) == 1 else part for part, said in parts)


def as_written(text: str) -> dict[tuple[str, ...], str]:
    """The single words of the query as they were typed, by what they are read as."""
    typed = [part["word"] for part in _parts(text) if part["word"]]
    return {tuple(asked(word)): word.strip(_AROUND) for word in typed}


def _parts(text: str) -> Iterator[re.Match[str]]:
    return _PART.finditer(text.translate(_QUOTES))


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value


def _with_part(query: Query, part: re.Match[str]) -> Query:
    excluded = bool(part["minus"])
    if part["name"]:
        return _filtered(query, part)
    if part["phrase"] is not None:
        return _with_term(query, part["phrase"], excluded=excluded)
    return _with_term(query, part["word"], excluded=excluded, may_be_start=True)


def _with_term(query: Query, said: str, *, excluded: bool, may_be_start: bool = False) -> Query:
    words = tuple(asked(said))
    if not words:
        return query
    if len(query.terms) >= MOST_TERMS:
        return _told(query, "many", str(MOST_TERMS))
    is_start = may_be_start and said.endswith("*") and len(words) == 1 and _can_begin(words[0])
    term = Term(words, excluded, is_start)
    return query if term in query.terms else replace(query, terms=(*query.terms, term))


def _can_begin(word: str) -> bool:
    return len(word) >= SHORTEST_START and not is_unspaced(word)


def _filtered(query: Query, part: re.Match[str]) -> Query:
    name = part["name"].lower()
    value = (part["quoted"] if part["quoted"] is not None else part["value"]).strip()
    if name in {"from", "to"}:
        return _dated(query, name, value)
    if name == "in":
        value = _singular(value.lower())
    elif name == "verified":
        value = value.lower()
    elif name not in ROWS:
        return _with_term(query, part[0], excluded=bool(part["minus"]))  # its colon only parts words
    if (name == "in" and value not in PLACES) or (name == "verified" and value not in STANDINGS):
        return _told(query, name, value)
    if len(query.filters) >= MOST_TERMS:
        return _told(query, "many", str(MOST_TERMS))
    found = Filter(name, value, excluded=bool(part["minus"]))
    return query if found in query.filters or not value else replace(query, filters=(*query.filters, found))


def _singular(value: str) -> str:
    value = _SYNONYMS.get(value, value)
    value = value[:-1] if value.endswith("s") else value
    return _SYNONYMS.get(value, value)


def _dated(query: Query, name: str, value: str) -> Query:
    period = _period(value)
    if period is None:
        return _told(query, "date", value)
    return replace(query, since=period[0]) if name == "from" else replace(query, until=period[1])


def _period(value: str) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day; None for what is none."""
    found = _DATE.fullmatch(value)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month if found[2] else 1, day if found[3] else 1)
        last_month = month or 12
        last_day = day or monthrange(year, last_month)[1]
        return first, date(year, last_month, last_day)
    except ValueError:
        return None


def _told(query: Query, code: str, said: str) -> Query:
    problem = Problem(code, said[:80])
    return query if problem in query.problems else replace(query, problems=(*query.problems, problem))
