"""What stands beside an essay: the ones before and after it, by date and in its series."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from blog.models import Post, Series
from blog.models.post import PostQuerySet
from blog.models.visibility import published


@dataclass(frozen=True, slots=True)
class Pair:
    before: Post | None
    after: Post | None

    @property
    def both(self) -> list[Post]:
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
    before, after = _beyond(post, now, "lt"), _beyond(post, now, "gt")
    ends = Q(pk=before.order_by("-published_at", "-pk").values("pk")[:1])
    ends |= Q(pk=after.order_by("published_at", "pk").values("pk")[:1])
    found = list(_named(Post.objects.filter(ends).order_by("published_at", "pk")))
    at, named = (post.published_at or now, post.pk), part.both if part else []
    rows = [((row.published_at or now, row.pk), row) for row in found if row not in named]
    return Pair(
        before=next((row for when, row in rows if when < at), None),
        after=next((row for when, row in rows if when > at), None),
    )


def part_of(post: Post, now: datetime) -> Part | None:
    """Its place in its series, in one query: a series has few parts (`MOST_PARTS`)."""
    if post.series is None:
        return None
    shown = Post.objects.filter(published(now) | Q(pk=post.pk)).in_series(post.series)
    rows = list(_named(shown))
    at = rows.index(post)
    return Part(
        series=post.series,
        number=at + 1,
        count=len(rows),
        before=rows[at - 1] if at else None,
        after=rows[at + 1] if at + 1 < len(rows) else None,
    )


def _beyond(post: Post, now: datetime, way: str) -> PostQuerySet:
    """What was posted before (`lt`) or after (`gt`) it; of one instant, in the order they were made.

    A database begins at this date, however far from an end: what is before was published by then, and what is
    after says so twice.
    """
    at = post.published_at or now
    beyond = Q(**{f"published_at__{way}": at}) | Q(published_at=at, **{f"pk__{way}": post.pk})
    if way == "lt":
        return Post.objects.published(min(at, now)).filter(beyond)
    return Post.objects.published(now).filter(beyond, published_at__gte=at)


def _named(posts: PostQuerySet) -> PostQuerySet:
    return posts.only("title", "slug", "language", "published_at")
