"""Years as the site's clocks count them."""

from datetime import datetime, tzinfo

from django.db.models import Count, Max, Min, Q

from blog.models import Post

MOST_YEARS = 200


def bounds(year: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """The instants `year` begins and ends at in `zone`."""
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def counts_by_year(now: datetime, zone: tzinfo) -> list[tuple[int, int]]:
    """(year, its essays a stranger may read at `now`), newest first, years without one left out.

    Counted by ranges of instants: grouping by a truncated local date calls back into Python for every row
    on SQLite. At most MOST_YEARS before the newest.
    """
    posts = Post.objects.published(now)
    ends = posts.aggregate(first=Min("published_at"), last=Max("published_at"))
    if ends["first"] is None:
        return []
    first, last = ends["first"].astimezone(zone).year, ends["last"].astimezone(zone).year
    years = range(last, max(first, last - MOST_YEARS) - 1, -1)
    counts = posts.aggregate(**{f"in_{year}": _within(*bounds(year, zone)) for year in years})
    return [(year, count) for year in years if (count := counts[f"in_{year}"])]


def _within(start: datetime, end: datetime) -> Count:
    return Count("pk", filter=Q(published_at__gte=start, published_at__lt=end))
