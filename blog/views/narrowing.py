"""Links that narrow what was found, each the query with one filter more; and how many each leaves."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import chain

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from blog.components.found import Choice
from blog.models import Person, Source, Tag
from blog.models.prepared import prepared
from blog.search import Found, Query
from blog.search.analyser import asked
from blog.search.documents import facts_among, moment
from blog.search.matching import FACT
from blog.search.query import narrowed

MOST = 6
"""Links of one kind."""

type Named = Person | Source | Tag
type Option = tuple[str, str, int]
"""Its label, the value of the filter, and how many it leaves."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    label: str
    choices: list[Choice]


def narrowings(query: Query, found: Found, *, now: datetime, zone: tzinfo) -> list[Narrowing]:
    """By kind, year, speaker, source and tag: where there is something to choose, or something is chosen."""
    facts = Counter(chain.from_iterable(facts_among(one.terms) for one in found.counted))
    named = _by_name(facts)
    years = Counter(at.astimezone(zone).year for one in found.counted if (at := moment(one.key)))
    by_year = [(str(year), str(year), count) for year, count in sorted(years.items(), reverse=True)[:MOST]]
    speakers, sources = _named(named["speaker"], _speakers), _named(named["source"], _sources)
    tags = _named(named["tag"], lambda ids: _tags(ids, now))
    rows = [
        Narrowing(_("Kind"), list(_choices(query, found, _("All"), ("in",), _kinds(facts)))),
        Narrowing(_("Year"), list(_choices(query, found, _("Any"), ("from", "to"), by_year))),
        Narrowing(_("Speaker"), list(_choices(query, found, _("Anyone"), ("speaker",), speakers))),
        Narrowing(_("Source"), list(_choices(query, found, _("Any"), ("source",), sources))),
        Narrowing(_("Tag"), list(_choices(query, found, _("Any"), ("tag",), tags))),
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
    return f"{value}s" if name == "in" and value and value != "people" else value


def _kinds(facts: Counter[str]) -> list[Option]:
    labels = {
        "post": (_("Essays"), "essays"),
        "question": (_("Questions"), "questions"),
        "answer": (_("Answers"), "answers"),
        "person": (_("People"), "people"),
        "source": (_("Sources"), "sources"),
    }
    return [(*told, facts[FACT + kind]) for kind, told in labels.items() if facts[FACT + kind]]


def _by_name(facts: Counter[str]) -> defaultdict[str, dict[int, int]]:
    """Of facts that name rows, how often they name each: by what they call it."""
    counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for fact, count in facts.items():
        name = fact.strip("0123456789")
        if name != fact:
            counts[name.removeprefix(FACT)][int(fact.removeprefix(name))] = count
    return counts


def _named(counts: dict[int, int], rows: Callable[[list[int]], Sequence[Named]]) -> list[Option]:
    """The rows that most of what was found names, by their addresses."""
    likely = sorted(counts, key=lambda pk: (-counts[pk], pk))[:MOST]
    known = {row.pk: row for row in rows(likely)}
    return [(str(known[pk]), known[pk].slug, counts[pk]) for pk in likely if pk in known]


@prepared
def _speakers(ids: Sequence[int]) -> QuerySet[Person, Person]:
    """Those of who speaks in what a stranger was found to see that the stranger may read about."""
    return Person.objects.filter(pk__in=ids, hidden=False).only("name", "slug").order_by()


@prepared
def _sources(ids: Sequence[int]) -> QuerySet[Source, Source]:
    """Of what a stranger was found to see, who may therefore see them."""
    return Source.objects.filter(pk__in=ids).only("title", "slug").order_by()


@prepared
def _tags(ids: Sequence[int], now: datetime) -> QuerySet[Tag, Tag]:
    """Those of essays: one that exchanges alone have has no page."""
    return Tag.objects.visible(now).filter(pk__in=ids).only("name", "slug").order_by()
