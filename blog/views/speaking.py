"""How often people speak, as a stranger may know it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import ngettext

from blog.models import Excerpt, Person, Placement, Tally, Turn
from blog.models.partial_date import parts
from blog.models.prepared import Rows, prepared
from blog.models.visibility import published

What = Tally.What

_NAMES = {
    What.ANSWER: "answered",
    What.QUESTION: "asked",
    What.REMARK: "said",
    What.EXCHANGE: "exchanges",
    What.WROTE: "wrote",
    What.QUOTED: "quoted",
}
"""What is counted of a person, and what Times calls it."""


@dataclass(frozen=True, slots=True)
class Times:
    """Turns of one person in visible excerpts by kind (a remark is something said), and the excerpts;
    the essays they wrote, and those that show what they said.
    """

    answered: int = 0
    asked: int = 0
    said: int = 0
    exchanges: int = 0
    wrote: int = 0
    quoted: int = 0

    @property
    def phrases(self) -> list[str]:
        """`answered 9 times`, `asked 2 times` …: those that are not 0."""
        counted = (
            (self.answered, ngettext("answered once", "answered %(n)d times", self.answered)),
            (self.asked, ngettext("asked once", "asked %(n)d times", self.asked)),
            (self.said, ngettext("spoke once", "spoke %(n)d times", self.said)),
        )
        return [phrase % {"n": n} for n, phrase in counted if n]


@dataclass(frozen=True, slots=True)
class Capacity:
    """What someone spoke as, and the years it is known from: `2019–2025`, `2016` or nothing."""

    name: str
    years: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person in one excerpt, by the first of their turns there. Of a hidden one no more is told."""

    turn: Turn
    times: Times | None


def speakers_of(excerpt: Excerpt) -> list[Speaker]:
    """The people who speak in `excerpt` (from `with_turns`), in order."""
    turns: dict[int, Turn] = {}
    for turn in excerpt.turn_list:
        if turn.person_id and turn.kind != Turn.Kind.EDITOR:
            turns.setdefault(turn.person_id, turn)
    times = times_of(turns)
    return [
        Speaker(turn, None if turn.person and turn.person.hidden else times[pk]) for pk, turn in turns.items()
    ]


def times_of(people: Collection[int]) -> dict[int, Times]:
    """The Times of each of these people (ids); one query."""
    found = Tally.objects.of_each(people, *_NAMES)
    return {
        person: Times(**{_NAMES[What(what)]: number for what, number in found.get(person, {}).items()})
        for person in people
    }


def capacities(person: Person, now: datetime) -> list[Capacity]:
    """What `person` spoke as in visible excerpts, latest first."""
    years: dict[str, list[int]] = {}
    for name, said in _spoken_as(person.pk, now):
        years.setdefault(name, []).extend([parts(said)[0].year] if said else [])
    return [Capacity(name, _span(known)) for name, known in years.items()]


@prepared
def _spoken_as(person: int, now: datetime) -> Rows:
    turns = _shown(Turn.objects.filter(person__pk=person), now).exclude(capacity="")
    return turns.order_by("-excerpt__said", "capacity").values_list("capacity", "excerpt__said").distinct()


def _shown(turns: QuerySet[Turn], now: datetime) -> QuerySet[Turn]:
    """Those of excerpts a stranger may read: asked of each, not of a list of all such excerpts."""
    return turns.filter(Exists(Placement.objects.filter(published(now, "post"), excerpt=OuterRef("excerpt"))))


def _span(years: list[int]) -> str:
    if not years:
        return ""
    return str(min(years)) if min(years) == max(years) else f"{min(years)}–{max(years)}"
