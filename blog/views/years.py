"""Years as the site's clocks count them."""

from datetime import datetime, tzinfo
from typing import Any

from django.db.models import Count, IntegerField, Max, Min, QuerySet, Value

from blog.models import Post

MOST_YEARS = 200


def bounds(year: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """The instants `year` begins and ends at in `zone`."""
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def counts_by_year(now: datetime, zone: tzinfo) -> list[tuple[int, int]]:
    """(year, its essays a stranger may read at `now`), newest first, years without one left out.

    Counted by ranges of instants, each along the index: grouping by a truncated local date calls back into
    Python for every row on SQLite. At most MOST_YEARS before the newest.
    """
    posts = Post.objects.published(now)
    ends = posts.aggregate(first=Min("published_at"), last=Max("published_at"))
    if ends["first"] is None:
        return []
    first, last = ends["first"].astimezone(zone).year, ends["last"].astimezone(zone).year
    years = range(last, max(first, last - MOST_YEARS) - 1, -1)
    counted = [_counted(year, now, zone) for year in years]
    counts = {row["year"]: row["essays"] for row in counted[0].union(*counted[1:], all=True).order_by()}
    return [(year, counts[year]) for year in years if counts.get(year)]


def _counted(year: int, now: datetime, zone: tzinfo) -> QuerySet[Post, Any]:
    """One row: the year and how many essays are of it; none where there is none."""
    start, end = bounds(year, zone)
    shown = Post.objects.published(min(now, end))  # SQLite counts up to the bound that it reads first
    within = shown.filter(published_at__gte=start, published_at__lt=end).order_by()
    named = within.annotate(year=Value(year, IntegerField()))
    return named.values("year").annotate(essays=Count("pk"))
