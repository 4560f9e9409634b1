"""What the tests of pages share: a clock that stands still, and a template engine that may not query."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client

from blog.views import frame


class QueryInTemplate(AssertionError):
    """A template started a query; its view must fetch what the page shows."""


def _refuse(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    raise QueryInTemplate(sql)


@pytest.fixture(autouse=True)
def _door(at_now: None, db: None) -> None:
    """Every page is asked for at `now`, of a site of its own."""


@pytest.fixture(autouse=True)
def no_queries_in_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries fail from the moment a template begins to render; context processors have run by then."""
    render: Callable[[Template, Context], str] = Template._render  # type: ignore[attr-defined]

    def render_without_queries(self: Template, context: Context) -> str:
        with ExitStack() as guard:
            guard.enter_context(connection.execute_wrapper(_refuse))
            return render(self, context)

    monkeypatch.setattr(Template, "_render", render_without_queries)


@pytest.fixture
def costs(
    client: Client, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> Callable[[str, int], None]:
    """`costs(address, 9)`: the first page of a generation makes that many queries, once nothing is due."""

    def check(address: str, number: int) -> None:
        client.get(address)
        frame.forget()
        with django_assert_num_queries(number):
            client.get(address)

    return check
