"""What stands beside an essay: the ones before and after it, by date and in its series."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from blog.models import Post, Series
from blog.models.prepared import Rows, prepared
from blog.models.visibility import published
from blog.views.named import Named, columns


@dataclass(frozen=True, slots=True)
class Pair:
    before: Named | None
    after: Named | None

    @property
    def both(self) -> list[Named]:
        """Those there are."""
        return [post for post in (self.before, self.after) if post]


@dataclass(frozen=True, slots=True)
class Part(Pair):
    """Which of the parts a stranger may read an essay is: `number` of `count`; and its neighbours there."""

    series: Series
    number: int
    count: int


def by_date(post: Post, now: datetime, part: Part | None) -> Pair:
    """The essays posted just before and just after `post`, in one query; not again one that `part` names."""
    at = post.published_at or now
    found = [(when or now, Named(*named)) for when, *named in _around(at, post.pk, min(at, now), now)]
    named = part.both if part else []
    rows = [((when, row.pk), row) for when, row in found if row not in named]
    return Pair(
        before=next((row for when, row in rows if when < (at, post.pk)), None),
        after=next((row for when, row in rows if when > (at, post.pk)), None),
    )


def part_of(post: Post, now: datetime) -> Part | None:
    """Its place in its series, in one query: a series has few parts (`MOST_PARTS`)."""
    if post.series is None:
        return None
    rows = [Named(*named) for named in _parts(post.series.pk, post.pk, now)]
    at = next(place for place, row in enumerate(rows) if row.pk == post.pk)
    return Part(
        series=post.series,
        number=at + 1,
        count=len(rows),
        before=rows[at - 1] if at else None,
        after=rows[at + 1] if at + 1 < len(rows) else None,
    )


@prepared
def _around(at: datetime, pk: int, then: datetime, now: datetime) -> Rows:
    """Of those on each side of `at` the nearest; of one instant, in the order they were made.

    A database begins at this date, however far from an end: what is before was published by `then`, and what
    is after says so twice. An essay previewed with another date than its row's is never beside itself.
    """
    before, after = (
        Q(**{f"published_at__{way}": at}) | Q(published_at=at, **{f"pk__{way}": pk}) for way in ("lt", "gt")
    )
    others = Post.objects.exclude(pk=pk)
    earlier = others.published(then).filter(before).order_by("-published_at", "-pk")
    later = others.published(now).filter(after, published_at__gte=at).order_by("published_at", "pk")
    ends = Q(pk=earlier.values("pk")[:1]) | Q(pk=later.values("pk")[:1])
    return Post.objects.filter(ends).order_by("published_at", "pk").values_list("published_at", *columns())


@prepared
def _parts(series: int, pk: int, now: datetime) -> Rows:
    return Post.objects.filter(published(now) | Q(pk=pk)).in_series(series).values_list(*columns())
