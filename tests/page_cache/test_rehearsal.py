"""The first page, made before the workers are forked off."""

from collections.abc import Iterable
from typing import Any

import pytest

from blog.management.server import rehearse
from blog.page_cache import Environ, Start
from config.wsgi import django_handler
from tests.factories import make_post


@pytest.mark.django_db
def test_is_the_home_page_as_readers_get_it() -> None:
    make_post("Rehearsed")
    told: list[tuple[str, bool]] = []

    def handler(environ: Environ, start: Start) -> Iterable[bytes]:
        answer: Any = django_handler(environ, start)
        told.append((f"{answer.status_code} {environ['PATH_INFO']}", b"Rehearsed" in answer.content))
        return answer  # type: ignore[no-any-return]

    rehearse(handler)

    assert told == [("200 /", True)]
