"""Pages that list rows of several kinds: each kind is a section and pages by a key of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest

from blog.models.paging import Page


class Pageable(Protocol):
    """A queryset with a `page`, as posts and excerpts have."""

    def page(self, before: str | None) -> Page[Any]: ...


@dataclass(frozen=True, slots=True)
class Section:
    """The rows a reader has before them of one kind; `name` is its parameter in the address."""

    name: str
    page: Page[Any]


def sections(request: HttpRequest, kinds: Mapping[str, Pageable]) -> list[Section]:
    """The first page of every kind of rows that has any; or only the kind whose further page is asked for."""
    asked = next((name for name in kinds if name in request.GET), None)
    if asked:
        return [Section(asked, kinds[asked].page(request.GET[asked]))]
    found = [Section(name, kind.page(None)) for name, kind in kinds.items()]
    return [section for section in found if section.page.rows]
