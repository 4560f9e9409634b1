"""The audit list in the admin: for the owner, to read, to search and to take along as a file."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.lists import OwnersAdmin
from accounts.models import Action, AuditEntry, User

BEFORE = "before"
COLUMNS = ("at", "action", "by", "about", "kind", "number", "detail", "address")


class ActionFilter(admin.SimpleListFilter):
    title, parameter_name = _("action"), "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Action.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


class PersonFilter(admin.SimpleListFilter):
    title, parameter_name = _("who"), "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        people = [(str(user.pk), str(user)) for user in User.objects.order_by("name", "email")]
        return [*people, ("none", _("time, or a command"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        who = self.value()
        if who is None:
            return queryset
        if who not in {key for key, _name in self.lookup_choices}:
            raise IncorrectLookupParameters
        return queryset.filter(by=None if who == "none" else int(who))


class DaysFilter(admin.ListFilter):
    """From one day until another, both included, by the site's clocks."""

    title, template = _("day"), "admin/days_filter.html"
    names = ("since", "until")

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.used_parameters = {name: params.pop(name)[-1] for name in self.names if name in params}

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [*self.names]

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        kept = [pair for pair in changelist.params.items() if pair[0] not in {*self.names, BEFORE}]
        yield {"days": {name: self.used_parameters.get(name, "") for name in self.names}, "kept": kept}

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        since, until = (self.used_parameters.get(name) for name in self.names)
        if since:
            queryset = queryset.filter(at__gte=_begin(str(since)))
        if until:
            queryset = queryset.filter(at__lt=_begin(str(until)) + timedelta(days=1))
        return queryset


def _begin(day: str) -> datetime:
    """The first instant of `day` (ISO 8601). Raises IncorrectLookupParameters."""
    try:
        found = date.fromisoformat(day)
    except ValueError as error:
        raise IncorrectLookupParameters from error
    if not 1900 < found.year < 9000:
        raise IncorrectLookupParameters
    return datetime.combine(found, time(), timezone.get_current_timezone())


class KeyedList(ChangeList):
    """Pages by the number of the last row shown: nothing is counted, no page costs more than the first."""

    older = ""

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        return {name: value for name, value in super().get_filters_params(params).items() if name != BEFORE}

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> list[Any]:
        return ["-pk"]

    def get_results(self, request: HttpRequest) -> None:
        before = request.GET.get(BEFORE, "")
        if before and not (before.isascii() and before.isdecimal() and len(before) < 19):
            raise IncorrectLookupParameters
        rows = self.queryset.filter(pk__lt=before) if before else self.queryset
        found = list(rows[: self.list_per_page + 1])
        self.result_list = found[: self.list_per_page]
        if len(found) > self.list_per_page:
            self.older = self.get_query_string({BEFORE: self.result_list[-1].pk})
        self.newest = self.get_query_string(remove=[BEFORE]) if before else ""
        self.result_count = self.full_result_count = len(self.result_list)
        self.show_admin_actions = self.can_show_all = self.multi_page = False


class AuditAdmin(OwnersAdmin):
    """A list and a file, and no other address: there is nothing here to write to."""

    list_display = ("at", "action_label", "who", "about", "detail", "address")
    list_display_links = None
    list_filter = (ActionFilter, PersonFilter, DaysFilter)
    search_fields = ("about", "by_name")
    sortable_by = ()
    ordering = ("-pk",)

    def get_urls(self) -> list[URLPattern]:
        shown, taken_along = (
            self.admin_site.admin_view(require_safe(view))
            for view in (self.changelist_view, self.export_view)
        )
        return [
            path("", shown, name="accounts_auditentry_changelist"),
            path("export/", taken_along, name="accounts_auditentry_export"),
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeyedList

    @admin.display(description=_("what"))
    def action_label(self, entry: AuditEntry) -> str:
        return entry.action_label

    @admin.display(description=_("who"))
    def who(self, entry: AuditEntry) -> str:
        return entry.by_name

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        export = reverse("admin:accounts_auditentry_export")
        asked = request.GET.copy()
        asked.pop(BEFORE, None)
        more = {"export": f"{export}?{asked.urlencode()}", **(extra_context or {})}
        return super().changelist_view(request, more)

    def export_view(self, request: HttpRequest) -> StreamingHttpResponse | HttpResponseRedirect:
        """Every entry the filters leave, as CSV (RFC 4180); instants in UTC (ISO 8601)."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            entries = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:accounts_auditentry_changelist") + "?e=1")
        answer = StreamingHttpResponse(_lines(entries), content_type="text/csv; charset=utf-8")
        day = timezone.localdate().isoformat()
        answer.headers["Content-Disposition"] = f'attachment; filename="audit-{day}.csv"'
        return answer


class _Line:
    """What a csv writer writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def _lines(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for entry in entries.iterator(chunk_size=2000):
        at = entry.at.astimezone(UTC).isoformat()
        told = (entry.action, entry.by_name, entry.about, entry.kind, entry.number, entry.detail)
        yield writer.writerow([at, *(_cell(value) for value in (*told, entry.address))])


def _cell(value: object) -> str:
    """As text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
