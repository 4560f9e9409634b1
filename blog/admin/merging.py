"""Saying that two tags, people or sources are one, and what a tag is called."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.lists import writer
from blog import permissions
from blog.admin.roles import RoleAdmin
from blog.forms.library import TagNameForm
from blog.models import Person, Source, Tag
from blog.publishing import merging
from blog.publishing.merging import CannotMerge

FOUND = 20


class MergingAdmin[Row: (Tag, Person, Source)](RoleAdmin[Row]):
    change_form_template = "admin/blog/shared/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        return [self.path_to("merge", self.merge_view), *super().get_urls()]

    def path_to(self, page: str, view: Callable[..., HttpResponse]) -> URLPattern:
        asked = require_http_methods(["GET", "HEAD", "POST"])(view)
        return path(f"<str:number>/{page}/", self.admin_site.admin_view(asked), name=self.name_of(page))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        may = permissions.can_merge(writer(request))
        offered = {"may_merge": may, "may_rename": may and self.model is Tag}
        return super().render_change_form(request, {**context, **offered}, *args, **kwargs)

    def merge_view(self, request: HttpRequest, number: str) -> HttpResponse:
        """Find the row that stays; say exactly what merging changes; do it."""
        row = self.open_to_editors(request, number)
        asked = request.POST if request.method == "POST" else request.GET
        into = self.get_object(request, asked.get("into", ""))
        if into is None:
            gone = _("It is no longer there. Choose another.") if "into" in asked else ""
            return self._find(request, row, gone)
        try:
            merging.check(row, into)
            if request.method != "POST":
                effect = self._effect(row, into)
                return self.page(request, row, "admin/blog/shared/merge.html", _("Merge"), **effect)
            merging.merge(row, into, by=writer(request), now=timezone.now())
        except CannotMerge as why:
            return self._find(request, row, str(why))
        said = _("“%(row)s” is “%(into)s” now; its address leads here.") % {"row": row, "into": into}
        messages.success(request, said)
        return self.lead_to("change", into.pk)

    def open_to_editors(self, request: HttpRequest, number: str) -> Row:
        if not permissions.can_merge(writer(request)):
            raise PermissionDenied
        return self.open_for(request, number)

    def _find(self, request: HttpRequest, row: Row, refused: str = "") -> HttpResponse:
        query = request.GET.get("q", "").strip()
        rows = self.model._default_manager.exclude(pk=row.pk)
        found = self.get_search_results(request, rows, query)[0][:FOUND] if query else []
        context = {"query": query, "found": found, "refused": refused}
        return self.page(request, row, "admin/blog/shared/find.html", _("Merge"), **context)

    def _effect(self, row: Row, into: Row) -> dict[str, Any]:
        effect: dict[str, Any] = {"into": into, "reach": merging.reach(row)}
        if isinstance(row, Person) and isinstance(into, Person):
            names = [row.name, *(alias.name for alias in row.aliases.all())]
            effect |= {"names": names, "hides": row.hidden or into.hidden, "account": row.user}
        return effect


class TagRenamingAdmin(MergingAdmin[Tag]):
    def get_urls(self) -> list[URLPattern]:
        return [self.path_to("rename", self.rename_view), *super().get_urls()]

    def rename_view(self, request: HttpRequest, number: str) -> HttpResponse:
        """Ask for the name, saying what follows it; then rename."""
        tag = self.open_to_editors(request, number)
        form = TagNameForm(request.POST or None, initial={"name": tag.name})
        if request.method == "POST" and form.is_valid():
            try:
                merging.rename_tag(tag, form.cleaned_data["name"], by=writer(request), now=timezone.now())
            except CannotMerge as why:
                form.add_error("name", str(why))
            else:
                messages.success(request, _("Renamed. Its former address leads to the new one."))
                return self.lead_to("change", tag.pk)
        context = {"form": form, "reach": merging.reach(tag)}
        return self.page(request, tag, "admin/blog/shared/rename.html", _("Rename"), **context)
