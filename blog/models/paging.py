"""Pages of a long list, found by the key of the last row shown and never by counting rows (no OFFSET)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

PAGE_SIZE = 20
FEW = 2_000
_STAMP = "%Y%m%dT%H%M%S%f"

type Tie = Literal["pk", "feed_id"]
"""What tells rows of one instant apart: their ids, or where two kinds share a list what is unique in both."""


@dataclass(frozen=True, slots=True)
class Page[Row: Model]:
    """One page: its rows and, if more follow, the `key` to ask for them with."""

    rows: list[Row]
    more: str = ""
    first: bool = True

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class BadKey(ValueError):
    """The key in the address was not made by us."""


def newest_first[Row: Model](
    rows: QuerySet[Row], field: str, before: str | None, size: int = PAGE_SIZE, tie: Tie = "pk"
) -> Page[Row]:
    """The `size` newest rows by (`field`, `tie`), or those older than the key `before`. Raises BadKey."""
    rows = rows.filter(**{f"{field}__isnull": False}).order_by(f"-{field}", f"-{tie}")  # no date comes first
    if before:
        instant, last = _read(before, tie)
        older = Q(**{f"{field}__lt": instant}) | Q(**{field: instant, f"{tie}__lt": last})
        rows = rows.filter(older, **{f"{field}__lte": instant})  # said twice: where an index is begun at
    return cut(list(rows[: size + 1]), field, size, tie, first=not before)


def cut[Row: Model](
    found: list[Row], field: str, size: int = PAGE_SIZE, tie: Tie = "pk", *, first: bool = True
) -> Page[Row]:
    """Of rows in this order, one more than `size` if there are more, the page."""
    more = key(getattr(found[size - 1], field), getattr(found[size - 1], tie)) if len(found) > size else ""
    return Page(found[:size], more, first)


MOST_LOOKED_AT = 5_000
"""Rows that are looked at together for those of them that may be seen."""


def until(now: datetime, before: str | None, tie: Tie = "pk") -> datetime:
    """The instant up to which a page behind the key `before` asks for what is published by `now`.

    Of two upper bounds SQLite begins at the one it reads first, and goes through all that lies between.
    Raises BadKey.
    """
    return min(now, _read(before, tie)[0]) if before else now


def by_slug[Row: Model](rows: QuerySet[Row], after: str | None, size: int = 100) -> Page[Row]:
    """`size` rows in order of their slugs, after the slug `after`.

    Of the rows that follow, whoever may see them, some are read, and then those among them that are in
    `rows`: asked for the first of `rows` at once, PostgreSQL finds out about every row there is. Where few of
    those that follow are in `rows`, more are read each time.
    """
    found: list[Any] = []
    last = (after or "").partition("\0")[0]  # PostgreSQL refuses a NUL, which sorts first of all
    every = rows.model._default_manager.order_by("slug").values_list("pk", "slug")
    number = 2 * size
    while len(found) <= size:
        some = list(every.filter(slug__gt=last)[:number])
        found += rows.filter(pk__in=[pk for pk, _slug in some]).order_by("slug")[: size + 1]
        if len(some) < number:
            break
        last, number = some[-1][1], min(4 * number, MOST_LOOKED_AT)
    more = str(found[size - 1].slug) if len(found) > size else ""
    return Page(found[:size], more, first=not after)


def among[Rows: QuerySet[Any]](rows: Rows, links: QuerySet[Any], to: str, known: int = 0) -> Rows:
    """Those of `rows` that a column `to` of `links` names. More than FEW are, if `known` says so.

    A page of few is found by looking them up, and a page of many by going along the order of `rows`. Left to
    themselves databases guess which it is, from statistics they may not have, and a wrong guess reads every
    row. So unless it is known, up to FEW ids are asked for here, at once.
    """
    if known <= FEW:
        named = list(links.order_by().values_list(to, flat=True)[: FEW + 1])
        if not named:
            return rows.none()
        if len(named) <= FEW:
            return rows.filter(pk__in=named)
    return rows.filter(Exists(links.filter(**{to: OuterRef("pk")})))


def key(instant: datetime, last: int | UUID) -> str:
    """What to ask with for the rows older than this one."""
    told = last.hex if isinstance(last, UUID) else last
    return f"{instant.astimezone(UTC).strftime(_STAMP)}-{told}"


def _read(key: str, tie: Tie) -> tuple[datetime, int | UUID]:
    stamp, _hyphen, last = key.partition("-")
    if not (key.isascii() and last.isalnum() and len(last) <= (18 if tie == "pk" else 32)):
        raise BadKey(key)
    try:
        read = int(last) if tie == "pk" else UUID(last)
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), read
    except ValueError as error:
        raise BadKey(key) from error
