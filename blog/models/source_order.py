"""The excerpts of one source in the order they were said, as far as anyone knows it."""

from dataclasses import dataclass

from django.db.models import Case, CharField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat, LPad

from blog.models.check import PASSED, Check
from blog.models.excerpt import Excerpt, Turn
from blog.models.paging import PAGE_SIZE, BadKey, Page

_FOUND = Check.objects.filter(turn__excerpt=OuterRef("pk"), verdict__in=PASSED).order_by("turn__position")
_STARTS = _FOUND.annotate(start=Cast(KT("spans__0__0"), IntegerField())).values("start")[:1]
_TIMES = Turn.objects.filter(excerpt=OuterRef("pk")).exclude(time_code="").order_by("position")
_PLACE = Case(
    When(start__isnull=False, then=Concat(Value("a"), LPad(Cast("start", CharField()), 10, Value("0")))),
    When(time__isnull=False, then=Concat(Value("b"), LPad("time", 10, Value("0")))),
    default=Value("c"),
)
"""Where its words were found in the source; else its time in a recording; else behind those."""


@dataclass(frozen=True, slots=True)
class InSourceOrder:
    """Pages of these excerpts, each with its `time`, if any. Those without a place follow as first shown."""

    excerpts: QuerySet[Excerpt]

    def page(self, after: str | None) -> Page[Excerpt]:
        """The page behind the excerpt of this id. Raises BadKey."""
        placed = self.excerpts.annotate(
            start=Subquery(_STARTS), time=Subquery(_TIMES.values("time_code")[:1])
        ).annotate(place=_PLACE)
        rows = placed.order_by("place", "first_shown_at", "pk")
        if after:
            last = rows.filter(pk=after).first() if after.isdecimal() and len(after) < 19 else None
            if last is None:
                raise BadKey(after)
            later = Q(first_shown_at__gt=last.first_shown_at) | Q(
                first_shown_at=last.first_shown_at, pk__gt=last.pk
            )
            rows = rows.filter(Q(place__gt=last.place) | Q(later, place=last.place))
        found: list[Excerpt] = list(rows[: PAGE_SIZE + 1])
        more = str(found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else ""
        return Page(found[:PAGE_SIZE], more, first=not after)
