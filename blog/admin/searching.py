"""Lists of the desk find what the site's search would, and what no reader sees, among their user's rows."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from blog import search
from blog.search.query import PLACES

DOCUMENT = "search_document"


class SearchingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Of its `search_fields` those that end in a document are asked as the site's search is, but that words
    may go on; others hold what is asked for, letter by letter.
    """

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        query, rows = search.parse(search_term), self.model._default_manager.order_by()
        is_found = Q(pk__in=())
        for name in self.get_search_fields(request):
            path, _, last = f"__{name}".rpartition("__")
            fits: dict[str, Any] = {f"{name}__icontains": search_term.strip()}
            if last == DOCUMENT:
                fits = {f"{name}__in": search.keys(query, kinds=self._kinds(path.removeprefix("__")))}
            is_found |= Q(pk__in=rows.filter(**fits).values("pk"))
        return queryset.filter(is_found), False

    def _kinds(self, path: str) -> tuple[str, ...]:
        """What the documents at the end of `path` are of."""
        return PLACES["excerpt"] if path == "turns" else (path or str(self.opts.model_name),)
