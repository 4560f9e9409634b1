"""Pages of a long list, found by the key of the last row shown and never by counting rows (no OFFSET)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Model, Q, QuerySet

PAGE_SIZE = 20
_STAMP = "%Y%m%dT%H%M%S%f"


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
    rows: QuerySet[Row], field: str, before: str | None, size: int = PAGE_SIZE
) -> Page[Row]:
    """The `size` newest rows by (`field`, id), or those older than the key `before`. Raises BadKey."""
    rows = rows.order_by(f"-{field}", "-pk")
    if before:
        instant, number = _read(before)
        rows = rows.filter(Q(**{f"{field}__lt": instant}) | Q(**{field: instant, "pk__lt": number}))
    found = list(rows[: size + 1])
    more = _write(getattr(found[size - 1], field), found[size - 1].pk) if len(found) > size else ""
    return Page(found[:size], more, first=not before)


def by_slug[Row: Model](rows: QuerySet[Row], after: str | None, size: int = 200) -> Page[Row]:
    """`size` rows in order of their slugs, after the slug `after`."""
    rows = rows.order_by("slug")
    if after:
        rows = rows.filter(slug__gt=after)
    found = list(rows[: size + 1])
    more = str(getattr(found[size - 1], "slug", "")) if len(found) > size else ""
    return Page(found[:size], more, first=not after)


def _write(instant: datetime, number: int) -> str:
    return f"{instant.astimezone(UTC).strftime(_STAMP)}-{number}"


def _read(key: str) -> tuple[datetime, int]:
    stamp, _hyphen, number = key.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise BadKey(key)
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), int(number)
    except ValueError as error:
        raise BadKey(key) from error
