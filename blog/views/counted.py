"""How many a stranger may read of what, counted once in a generation."""

from collections.abc import Callable, Collection
from datetime import datetime, tzinfo
from functools import cached_property

from django.db.models import Count

from blog.models import Person, Post, PostTag
from blog.models.visibility import published
from blog.views.speaking import Times, times_spoken
from blog.views.years import counts_by_year


class Counts:
    """Each is counted when it is first asked for. As with the frame, two that ask at once count twice."""

    def __init__(self, now: datetime, zone: tzinfo) -> None:
        self.now, self.zone = now, zone
        self._times: dict[int, Times] = {}
        self._wrote: dict[int, int] = {}
        self._quoted: dict[int, int] = {}

    @cached_property
    def tags(self) -> dict[int, int]:
        """Essays by the id of their tag; tags of none are left out."""
        under = PostTag.objects.filter(published(self.now, "content_object"))
        return dict(under.values_list("tag").annotate(Count("pk")).order_by())

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """(year, its essays), newest first."""
        return counts_by_year(self.now, self.zone)

    def times(self, people: Collection[int]) -> dict[int, Times]:
        """How often each of these people (ids) speaks."""
        return _known(self._times, people, lambda new: times_spoken(new, self.now), Times())

    def wrote(self, people: Collection[int]) -> dict[int, int]:
        """How many essays each of these people wrote."""
        written = Post.objects.published(self.now)
        return _known(
            self._wrote,
            people,
            lambda new: dict(
                written.filter(authors__in=new).values_list("authors").annotate(Count("pk")).order_by()
            ),
            0,
        )

    def quoted(self, people: Collection[int]) -> dict[int, int]:
        """How many essays show an exchange in which each of these people speaks."""
        at = "turns__excerpt__placements__post"
        quoting = Person.objects.filter(published(self.now, at)).order_by()
        return _known(
            self._quoted,
            people,
            lambda new: dict(quoting.filter(pk__in=new).values_list("pk").annotate(Count(at, distinct=True))),
            0,
        )


def _known[Count](
    known: dict[int, Count],
    wanted: Collection[int],
    count: Callable[[list[int]], dict[int, Count]],
    none: Count,
) -> dict[int, Count]:
    """What is `known` of those `wanted`, once those that are new have been counted."""
    if new := [one for one in wanted if one not in known]:
        known |= dict.fromkeys(new, none) | count(new)
    return {one: known[one] for one in wanted}
