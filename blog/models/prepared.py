"""Queries that are put together once in a process, and not again at every page.

From a queryset Django writes its SQL each time it is asked, for many times what the database then takes. Here
it is written once for each number of values, with gaps that the arguments fill; reading rows stays Django's.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, Self

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

LONGEST = 1_024
"""Values of a list that a query is prepared for: a page has fewer, and work on many rows can wait."""

type Rows = QuerySet[Any, tuple[Any, ...]]
"""What `values_list` returns."""


def prepared[**Arguments, Row](
    make: Callable[Arguments, QuerySet[Any, Row]],
) -> Callable[Arguments, list[Row]]:
    """The rows of the queryset that `make` returns.

    `make` mostly sees no argument, only what stands for it: it may put arguments into lookups, and do nothing
    else with them. They are numbers, texts, aware moments, and lists of these for `__in`. Raises TypeError
    for others, as None, that would ask for other SQL; and where `make` writes one or asks whether it is true.
    """
    known: dict[tuple[int, ...], _Prepared] = {}

    @wraps(make)
    def ask(*arguments: Any) -> list[Row]:
        filled = [
            _filled(each) if isinstance(each, Sequence) and not isinstance(each, str) else _plain(each)
            for each in arguments
        ]
        shape = tuple(len(each) if isinstance(each, list) else -1 for each in filled)
        if max(shape, default=0) > LONGEST:
            return list(make(*arguments))  # type: ignore[call-arg]
        if shape not in known:
            given = [
                _Given(at) if length < 0 else [_Given(at, item) for item in range(length)]
                for at, length in enumerate(shape)
            ]
            known[shape] = _Prepared(make(*given))  # type: ignore[call-arg, arg-type]
        return known[shape].rows(filled)

    return ask  # type: ignore[return-value]


def _filled(values: Sequence[Any]) -> list[Any]:
    """`values`, the last as often as makes their number a power of two: there are few of those to prepare."""
    lacking = (1 << (len(values) - 1).bit_length()) - len(values) if values else 0
    return [*map(_plain, values), *[values[-1]] * lacking] if values else []


def _plain(value: Any) -> Any:
    """`value`, if every column takes it as it is."""
    if isinstance(value, (int, str)) or (isinstance(value, datetime) and value.tzinfo is not None):
        return value
    raise TypeError(f"A prepared query cannot be asked for {value!r}.")


class _Given(Expression):
    """The gap for an argument, or for one of its items."""

    def __init__(self, at: int, item: int = -1) -> None:
        super().__init__()
        self.at, self.item, self.is_placed = at, item, False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def value(self, arguments: list[Any], connection: Any) -> Any:
        value = arguments[self.at] if self.item < 0 else arguments[self.at][self.item]
        return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value

    def resolve_expression(self, *arguments: Any, **options: Any) -> Self:
        placed = super().resolve_expression(*arguments, **options)
        placed.is_placed = True
        return placed

    def __bool__(self) -> bool:
        return self.is_placed or self._is_looked_at()  # of what stands in a query Django asks it

    def _is_looked_at(self, *_form: str) -> Any:
        raise TypeError("A prepared query must be the same whatever its arguments are.")

    __format__ = _is_looked_at


class _Prepared:
    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()
            return
        selected = self.compiler.select[: self.compiler.col_count]
        self.converters = self.compiler.get_converters([column for column, _sql, _name in selected])

    def rows(self, arguments: list[Any]) -> list[Any]:
        if not self.sql:
            return []
        connection = connections[self.queryset.db]
        params = [
            each.value(arguments, connection) if isinstance(each, _Given) else each for each in self.params
        ]
        compiler = _alike(
            self.compiler,
            connection=connection,  # this thread's
            as_sql=lambda *_options, **_more: (self.sql, params),
            get_converters=lambda _columns: self.converters,
        )
        query = _alike(self.queryset.query, get_compiler=lambda *_options, **_more: compiler)
        return list(_alike(self.queryset, _query=query))


def _alike[Shared](one: Shared, **others: Any) -> Shared:
    """What shares all that `one` has but the `others`: Django's own copies do more, in ten times the time."""
    alike: Shared = object.__new__(type(one))
    alike.__dict__ |= one.__dict__ | others
    return alike
