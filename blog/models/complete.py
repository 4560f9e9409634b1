"""Rows that come with the rows they hold, as by `prefetch_related`, but asked for by prepared queries.

Django would write the SQL of each prefetch anew, and put a queryset together for every row that holds some.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Self

from django.db.models import Model, QuerySet

type Complete = Callable[[Sequence[Any]], object]


class CompleteQuerySet[Row: Model](QuerySet[Row]):
    _completed_by: tuple[Complete, ...] = ()

    def completed_by(self, *complete: Complete) -> Self:
        """These rows; once read, and not by `iterator()`, each of `complete` is called with all of them."""
        rows = self.all()
        rows._completed_by = (*self._completed_by, *complete)
        return rows

    def _clone(self) -> Self:
        rows: Self = super()._clone()  # type: ignore[misc]
        rows._completed_by = self._completed_by
        return rows

    def _fetch_all(self) -> None:
        is_read = self._result_cache is not None
        super()._fetch_all()
        if not is_read and self._result_cache and isinstance(self._result_cache[0], Model):
            for complete in self._completed_by:
                complete(self._result_cache)


def held(row: Model, relation: str) -> list[Any]:
    """What `all()` gives of a reverse foreign key, as a list.

    A page asks a hundred times, and at each `all()` Django makes a manager, also for what was handed out.
    """
    handed_out = row.__dict__.get("_prefetched_objects_cache", {}).get(relation)
    return list(getattr(row, relation).all() if handed_out is None else handed_out)


def hand_out[Held: Model](
    rows: Sequence[Model], relation: str, ask: Callable[[list[int]], list[Held]], to: str = ""
) -> list[Held]:
    """Give each of `rows` those it holds, which `ask` finds by the ids of `rows`; returns all that was found.

    `relation` is the name of a reverse foreign key. Its `all()` makes no query then; whatever else is asked
    of it goes to the database. With `to`, an attribute of that name is set to the list instead.
    """
    if not rows:
        return []
    link: Any = rows[0]._meta.get_field(relation)
    holders = {row.pk: row for row in rows}
    held: defaultdict[int, list[Held]] = defaultdict(list)
    found = ask(list(holders))
    for one in found:
        pk = getattr(one, link.field.attname)
        link.field.set_cached_value(one, holders[pk])
        held[pk].append(one)
    unread = link.related_model._default_manager.all()
    for row in rows:
        if to:
            setattr(row, to, held[row.pk])
            continue
        rows_of_it = type(unread)(unread.model, using=unread.db)  # a clone takes twenty times as long
        rows_of_it._deferred_filter = False, (), {link.field.name: row}  # as Django's: for whoever asks on
        rows_of_it._known_related_objects = {link.field: {row.pk: row}}
        rows_of_it._result_cache, rows_of_it._prefetch_done = held[row.pk], True
        row.__dict__.setdefault("_prefetched_objects_cache", {})[link.cache_name] = rows_of_it
    return found
