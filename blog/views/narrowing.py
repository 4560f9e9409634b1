"""Links that narrow what was found, each the query with one filter more; and how many each leaves."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import chain

from django.db.models import Value
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blog.components.found import Choice
from blog.models import Person, Source, Tag
from blog.models.prepared import Rows, planned
from blog.search import Found, Query
from blog.search.analyser import asked
from blog.search.documents import facts_among, moment
from blog.search.matching import FACT
from blog.search.query import narrowed

MOST = 6
"""Links of one kind."""

type Option = tuple[str, str, int]
"""Its label, the value of the filter, and how many it leaves."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    label: str
    choices: list[Choice]


def narrowings(query: Query, found: Found, *, now: datetime, zone: tzinfo) -> list[Narrowing]:
    """By kind, year, speaker, source and tag: where there is something to choose, or something is chosen."""
    facts = Counter(chain.from_iterable(facts_among(one.terms) for one in found.counted))
    named = _named(_by_name(facts), now)
    years = Counter(at.astimezone(zone).year for one in found.counted if (at := moment(one.key)))
    by_year = [(str(year), str(year), count) for year, count in sorted(years.items(), reverse=True)[:MOST]]
    rows = [
        Narrowing(_("Kind"), list(_choices(query, found, _("All"), ("in",), _kinds(facts)))),
        Narrowing(_("Year"), list(_choices(query, found, _("Any"), ("from", "to"), by_year))),
        Narrowing(_("Speaker"), list(_choices(query, found, _("Anyone"), ("speaker",), named["speaker"]))),
        Narrowing(_("Source"), list(_choices(query, found, _("Any"), ("source",), named["source"]))),
        Narrowing(_("Tag"), list(_choices(query, found, _("Any"), ("tag",), named["tag"]))),
    ]
    return [row for row in rows if len(row.choices) > 2 or not row.choices[0].is_current]


def _choices(
    query: Query, found: Found, whole: str, filters: tuple[str, ...], options: list[Option]
) -> Iterator[Choice]:
    """The link without these filters, and one for each option."""
    chosen = _meant(_chosen(query, filters[0]), options)
    yield Choice(whole, narrowed(query.text, **dict.fromkeys(filters, "")), is_current=not chosen)
    for label, value, count in options:
        text = narrowed(query.text, **dict.fromkeys(filters, value))
        yield Choice(label, text, None if found.has_more_than_counted else count, value == chosen)


def _meant(written: str, options: Sequence[Option]) -> str:
    """The value of the option that is meant: by its address, its name, or words that no other name has."""
    named = [value for label, value, _n in options if written.casefold() in {value, label.casefold()}]
    words = set(asked(written))
    alike = [value for label, value, _n in options if words and words <= set(asked(label))]
    return named[0] if named else alike[0] if len(alike) == 1 else written


def _chosen(query: Query, name: str) -> str:
    """The value there is of this filter, as its links have it."""
    if name == "from":
        day = query.since or query.until
        return str(day.year) if day else ""
    value = next(iter(query.values(name)), "")
    return f"{value}s" if name == "in" and value and value not in {"people", "series"} else value


def _kinds(facts: Counter[str]) -> list[Option]:
    labels = {
        "post": (_("Essays"), "essays"),
        "question": (_("Questions"), "questions"),
        "answer": (_("Answers"), "answers"),
        "person": (_("People"), "people"),
        "source": (_("Sources"), "sources"),
        "series": (pgettext("several", "Series"), "series"),
        "page": (_("Pages"), "pages"),
    }
    return [(*told, facts[FACT + kind]) for kind, told in labels.items() if facts[FACT + kind]]


def _by_name(facts: Counter[str]) -> dict[str, dict[int, int]]:
    """Of facts that links name, how often they name each row."""
    counts: dict[str, dict[int, int]] = {"speaker": {}, "source": {}, "tag": {}}
    for fact, count in facts.items():
        name = fact.rstrip("0123456789")
        if name != fact and (named := counts.get(name.removeprefix(FACT))) is not None:
            named[int(fact.removeprefix(name))] = count
    return counts


def _named(counts: Mapping[str, Mapping[int, int]], now: datetime) -> dict[str, list[Option]]:
    """Of each kind the rows that most of what was found names, by their addresses."""
    likely = {kind: sorted(some, key=lambda pk: (-some[pk], pk))[:MOST] for kind, some in counts.items()}
    called = _called(likely["speaker"], likely["source"], likely["tag"], now)
    known = {(kind, pk): told for kind, pk, *told in called}
    return {
        kind: [(*known[kind, pk], counts[kind][pk]) for pk in some if (kind, pk) in known]
        for kind, some in likely.items()
    }


@planned
def _called(speakers: Sequence[int], sources: Sequence[int], tags: Sequence[int], now: datetime) -> Rows:
    """What these are called, and their addresses.

    Speakers and sources are of what a stranger was found to see, who may therefore see them, but for people
    who are hidden. Tags must be those of essays: one that exchanges alone have has no page.
    """
    rows = (
        Person.objects.filter(pk__in=speakers, hidden=False).values_list(
            Value("speaker"), "pk", "name", "slug"
        ),
        Source.objects.filter(pk__in=sources).values_list(Value("source"), "pk", "title", "slug"),
        Tag.objects.visible(now).filter(pk__in=tags).values_list(Value("tag"), "pk", "name", "slug"),
    )
    first, *others = (some.order_by() for some in rows)
    return first.union(*others, all=True).order_by()
