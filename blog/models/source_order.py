"""The excerpts of one source in the order they were said, as far as anyone knows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from blog.models.excerpt import Excerpt, Turn
from blog.models.paging import PAGE_SIZE, BadKey, Page

_TIMES = Turn.objects.filter(excerpt=OuterRef("pk")).exclude(time_code="").order_by("position")


def place_order(turns: Iterable[Turn]) -> str:
    """What sorts an exchange of these turns (with their checks, in order) among those of its source.

    Where the first of its words were found there; else their time in a recording; else behind those.
    """
    turns = list(turns)
    starts = (turn.checked.spans[0][0] for turn in turns if turn.checked and turn.checked.has_passed)
    if (start := next(starts, None)) is not None:
        return f"a{start:010}"
    time = next((turn.time_code for turn in turns if turn.time_code), "")
    return f"b{time.rjust(10, '0')[:10]}" if time else "c"


@dataclass(frozen=True, slots=True)
class InSourceOrder:
    """Pages of these excerpts, each with its `time`, if any. Those without a place follow as first shown."""

    excerpts: QuerySet[Excerpt]

    def page(self, after: str | None) -> Page[Excerpt]:
        """The page behind the excerpt of this id. Raises BadKey."""
        timed = self.excerpts.annotate(time=Subquery(_TIMES.values("time_code")[:1]))
        rows = timed.filter(first_shown_at__isnull=False).order_by("place_order", "first_shown_at", "pk")
        if after:
            last = rows.filter(pk=after).first() if after.isdecimal() and len(after) < 19 else None
            if last is None:
                raise BadKey(after)
            later = Q(first_shown_at__gt=last.first_shown_at) | Q(
                first_shown_at=last.first_shown_at, pk__gt=last.pk
            )
            behind = Q(place_order__gt=last.place_order) | Q(later, place_order=last.place_order)
            # Said twice: where an index is begun at.
            rows = rows.filter(behind, place_order__gte=last.place_order)
        found: list[Excerpt] = list(rows[: PAGE_SIZE + 1])
        more = str(found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else ""
        return Page(found[:PAGE_SIZE], more, first=not after)
