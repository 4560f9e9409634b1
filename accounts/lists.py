"""What all lists of the admin share: who asks is known, little is counted, only own filters are answered."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from accounts.models import User


def writer(request: HttpRequest) -> User:
    """Who is signed in. Raises PermissionDenied for nobody; the admin asks for that before any view runs."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class ShortList(ChangeList):
    """Says how many were found only where something was asked."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not (self.query or self.has_active_filters):
            self.full_result_count = self.result_count


class ListAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    actions: Any = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ShortList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Its filters' questions. Django would allow any column of the row, seen or not."""
        return any(lookup in _parameters(choice) for choice in self.get_list_filter(request))


class OwnersAdmin(ListAdmin):
    """For owners alone, to look at. A list where they may do more says so itself."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Asked of the role, never of the tables of permissions, which nothing here fills."""
        return isinstance(request.user, User) and request.user.is_owner

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _parameters(choice: Any) -> list[str]:
    """What a filter reads: its own parameters, or the stock ones of a field."""
    if isinstance(choice, str):
        return [f"{choice}__exact", f"{choice}__isnull"]
    return list(getattr(choice, "names", None) or [choice.parameter_name])
