"""What a query means here: the terms of documents, with the people, sources and tags that it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, tzinfo

from blog.search import naming
from blog.search.documents import HIDDEN, first_key
from blog.search.matching import FACT, HEADING, QUESTION, Group, Groups
from blog.search.query import PLACES, ROWS, Filter, Problem, Query, Term
from blog.search.vocabulary import beginning_with


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` may stand anywhere in a document; `heading` are the same, in its heading.

    `own` is one of several words that it says itself.
    """

    facts: Groups
    words: Groups
    own: Groups
    heading: Groups
    unwanted: tuple[Groups, ...]
    phrases: tuple[Term, ...]
    least: int | None
    below: int | None
    problems: tuple[Problem, ...]

    @property
    def is_vain(self) -> bool:
        """Whether it asks for someone or something that is not there."""
        return any(not group for group in self.facts)


def ask(query: Query, now: datetime | None, zone: tzinfo | None = None) -> Asked:
    """`query` as a stranger means it at `now`, in days of `zone`; without `now`, as the desk does."""
    forms = [_forms(term, word) for term in query.wanted for word in term.words]
    rows = {one: naming.facts(one.name, one.value, now) for one in query.filters if one.name in ROWS}
    wanted = [_facts(one, rows) for one in query.filters if not one.excluded]
    unwanted = [(facts,) for one in query.filters if one.excluded and (facts := _facts(one, rows))]
    alone = _asks_what_was_said(query)
    dropped = [(term.words,) for term in query.terms if term.excluded and len(term.words) == 1]
    return Asked(
        facts=tuple(wanted),
        words=_meeting(forms, alone=alone),
        own=() if alone else _own(forms),
        heading=() if query.values("in") == ("answer",) else _heading(forms),
        unwanted=(*([((HIDDEN,),)] if now else []), *unwanted, *dropped),
        phrases=tuple(term for term in query.terms if len(term.words) > 1),
        least=_bound(query.since, zone),
        below=_end(query.until, now, zone),
        problems=tuple(Problem(one.name, one.value) for one, facts in rows.items() if not facts),
    )


def _forms(term: Term, word: str) -> Group:
    return beginning_with(word) if term.is_start else (word,)


def _meeting(forms: Sequence[Group], *, alone: bool) -> Groups:
    """Each word in what is said or in the question it answers.

    A word by itself is what is said; asked `alone`, what someone said is found by the question as well:
    "yes" answers much.
    """
    if len(forms) == 1 and not alone:
        return tuple(forms)
    return tuple((*group, *(QUESTION + form for form in group)) for group in forms)


def _own(forms: Sequence[Group]) -> Groups:
    """Of several words one in what is said itself."""
    return (tuple(form for group in forms for form in group),) if len(forms) > 1 else ()


def _heading(forms: Sequence[Group]) -> Groups:
    """The same words in a heading. Answers have none: to find that out, PostgreSQL would look at each."""
    return tuple(tuple(HEADING + form for form in group) for group in forms)


def _asks_what_was_said(query: Query) -> bool:
    return bool(query.values("speaker")) or query.values("in") == ("answer",)


def _facts(one: Filter, rows: dict[Filter, Group]) -> Group:
    """The facts of which a document has one, where it is meant."""
    if one.name == "in":
        return tuple(FACT + kind for kind in PLACES[one.value])
    return rows[one] if one.name in ROWS else (f"{FACT}verified{one.value}",)


def _bound(day: date | None, zone: tzinfo | None) -> int | None:
    """The least key of `day`. The first and the last year there are have no end."""
    if day is None or day.year in {MINYEAR, MAXYEAR}:
        return None
    return first_key(datetime.combine(day, time(), zone))


def _end(day: date | None, now: datetime | None, zone: tzinfo | None) -> int | None:
    """The least key after `day`. A stranger sees nothing from later than tomorrow."""
    ends = [
        _bound(day + timedelta(days=1), zone) if day and day.year != MAXYEAR else None,
        first_key(now + timedelta(days=2)) if now else None,
    ]
    return min((end for end in ends if end is not None), default=None)
