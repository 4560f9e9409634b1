"""Queries whose SQL is written once in a process, and not again for every page.

Django writes the SQL of a queryset each time it is evaluated, and takes many times as long for it as the
database for the answer. Here it is written once, with gaps that arguments fill; Django still reads the rows.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from json import dumps
from typing import Any, Self

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from blog.models.planned import Plan

type Rows = QuerySet[Any, tuple[Any, ...]]
"""What `values_list` returns."""


def prepared[**Arguments, Row](
    make: Callable[Arguments, QuerySet[Any, Row]], *, is_planned: bool = False
) -> Callable[Arguments, list[Row]]:
    """A function that takes what `make` takes, and returns as a list the rows of the queryset that it makes.

    `make` is called once for each shape of its arguments (see `_gap`), and sees a stand-in for each. It may
    put them into lookups, and do nothing else with them: asking whether one is true, or writing one into a
    text, raises TypeError. What else it reads, as a setting or the language, stays as it was at that call.

    Arguments are numbers, texts, aware moments, and lists of these for `__in`. Others raise TypeError: None,
    for one, would need other SQL. For `is_planned` see `planned`.
    """
    known: dict[tuple[type[_Given] | None, ...], _Prepared] = {}

    @wraps(make)
    def ask(*arguments: Any) -> list[Row]:
        shape = tuple(_gap(each, is_planned=is_planned) for each in arguments)
        if shape not in known:
            known[shape] = _Prepared(make(*map(_stand_in, shape, range(len(shape)))), is_planned)  # type: ignore[call-arg]
        return known[shape].rows(arguments)

    return ask  # type: ignore[return-value]


def planned[**Arguments, Row](
    make: Callable[Arguments, QuerySet[Any, Row]],
) -> Callable[Arguments, list[Row]]:
    """The same as `prepared`, for a query whose best plan does not depend on its arguments."""
    return prepared(make, is_planned=True)


def _gap(argument: Any, *, is_planned: bool) -> "type[_Given] | None":
    """The kind of gap that takes `argument`; None for an empty list. Raises TypeError.

    A list of one is compared with “=”, so that an index can give the order, too. Not where a plan is kept:
    one made for “=”, without the value, may begin by gathering all rows that have it.
    """
    if not isinstance(argument, Sequence) or isinstance(argument, str):
        _plain(argument)
        return _Given
    for item in argument:
        _plain(item)
    if len(argument) == 1 and not is_planned:
        return _GivenOne
    return _GivenMany if argument else None


def _stand_in(gap: "type[_Given] | None", at: int) -> Any:
    """What `make` sees in place of the argument number `at`."""
    if gap is None:
        return []
    return gap(at) if gap is _Given else [gap(at)]


def _plain(value: Any) -> None:
    """Raises TypeError for what not every column takes as it is."""
    if not isinstance(value, (int, str)) and not (isinstance(value, datetime) and value.tzinfo is not None):
        raise TypeError(f"A prepared query cannot be asked for {value!r}.")


class _Given(Expression):
    """The gap for an argument: `%s` in the SQL, and itself among the parameters until it is filled."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at, self.is_placed = at, False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def value(self, argument: Any, connection: Any) -> Any:
        is_moment = isinstance(argument, datetime)
        return connection.ops.adapt_datetimefield_value(argument) if is_moment else argument

    def resolve_expression(self, *arguments: Any, **options: Any) -> Self:
        placed = super().resolve_expression(*arguments, **options)
        placed.is_placed = True
        return placed

    def __bool__(self) -> bool:
        return self.is_placed or self._is_looked_at()  # Django asks it itself, once it stands in a query

    def _is_looked_at(self, *_form: str) -> Any:
        raise TypeError("A prepared query must be the same whatever its arguments are.")

    __format__ = _is_looked_at


class _GivenOne(_Given):
    """The gap for a list of one."""

    def value(self, argument: Any, connection: Any) -> Any:
        return super().value(argument[0], connection)


class _GivenMany(_Given):
    """The gap for a longer list, which goes over as one text: psycopg takes 3 µs for each parameter."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return _ANY if connection.vendor == "postgresql" else "SELECT value FROM json_each(%s)", [self]

    def value(self, argument: Any, connection: Any) -> Any:
        if connection.vendor == "postgresql":
            return f"{{{','.join(map(_quoted, argument))}}}"
        return dumps([super(_GivenMany, self).value(each, connection) for each in argument])


_ANY = "ANY(%s)"


def _quoted(value: Any) -> str:
    """As an item of an array of PostgreSQL."""
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'


class _Prepared:
    def __init__(self, queryset: QuerySet[Any, Any], is_planned: bool) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()
            return
        self.sql = self.sql.replace(f"IN ({_ANY})", f"= {_ANY}")  # Django writes the former around each
        gaps = [None if isinstance(each, _Given) else each for each in self.params]
        self.plan = Plan(self.sql, gaps) if is_planned else None
        selected = self.compiler.select[: self.compiler.col_count]
        self.converters = self.compiler.get_converters([column for column, _sql, _name in selected])

    def rows(self, arguments: Sequence[Any]) -> list[Any]:
        if not self.sql:
            return []
        connection = connections[self.queryset.db]
        sql, params = self._asked(connection, arguments)
        compiler = _alike(
            self.compiler,
            connection=connection,  # this thread's
            as_sql=lambda *_options, **_more: (sql, params),
            get_converters=lambda _columns: self.converters,
        )
        query = _alike(self.queryset.query, get_compiler=lambda *_options, **_more: compiler)
        return list(_alike(self.queryset, _query=query))

    def _asked(self, connection: Any, arguments: Sequence[Any]) -> tuple[str, list[Any]]:
        """What to ask `connection`, and its parameters."""
        is_kept = self.plan is not None and self.plan.is_kept(connection)
        params = [
            each.value(arguments[each.at], connection) if isinstance(each, _Given) else each
            for each in self.params
            if isinstance(each, _Given) or not is_kept
        ]
        return self.plan.asked if self.plan is not None and is_kept else self.sql, params


def _alike[Shared](one: Shared, **others: Any) -> Shared:
    """A shallow copy of `one` but for `others`. Django's own copies do more, and take ten times as long."""
    alike: Shared = object.__new__(type(one))
    alike.__dict__ |= one.__dict__ | others
    return alike
