"""The stock admin, asking `blog.permissions` who may do what; every write goes through a verb."""

import hashlib
import json
from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import ProtectedError, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.lists import ListAdmin, writer
from accounts.models import User
from accounts.overtaking import SeenAdmin
from blog import permissions
from blog.publishing import library
from blog.publishing.text import WrongState
from blog.publishing.verb import verb

ASKS_THE_SITE = settings.SECURE_CSP | {"connect-src": [CSP.SELF]}
"""The policy of a page whose scripts speak to the site, and to nobody else."""


def version_seen(request: HttpRequest) -> int:
    """The version a question was asked of; where the answer does not say, one that no row has."""
    said = request.POST.get("base_version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else -1


class RoleAdmin[Row: models.Model](SeenAdmin, ListAdmin):
    """Lists what the user may edit; another's row is 403, and no action works on many rows at once."""

    delete_confirmation_template = "admin/blog/delete_confirmation.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        return permissions.shared_for(self.model, writer(request))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Row | None:
        """The row, also where the user may not edit it: then it is forbidden, not missing."""
        rows: QuerySet[Row] = self.model._default_manager.all()
        try:
            return rows.filter(pk=unquote(object_id)).first()
        except ValueError:
            return None

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form. Saving is one verb: nobody writes between its look at what is stored and its change."""
        view = verb(self._save_once) if request.method == "POST" else self.form_view
        return view(request, object_id, form_url, extra_context)

    def form_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _save_once(self, request: HttpRequest, object_id: str | None, *args: Any) -> HttpResponse:
        """Nothing typed is lost to a row deleted meanwhile, and a form sent twice makes one row."""
        if object_id is not None:
            if self.get_object(request, object_id) is None:
                return render(request, "admin/deleted_meanwhile.html", status=404)
        elif "form_id" in request.POST and (made := cache.get(self._sent(request))):
            messages.info(request, _("It was saved already."))
            return self.lead_to("change", made)
        return self.form_view(request, object_id, *args)

    def log_addition(self, request: HttpRequest, obj: Row, message: Any) -> Any:
        cache.set(self._sent(request), obj.pk, timeout=24 * 60 * 60)
        return super().log_addition(request, obj, message)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if kwargs.get("add"):
            context["form_id"] = request.POST.get("form_id") or token_hex(16)
        return super().render_change_form(request, context, *args, **kwargs)

    def name_of(self, page: str) -> str:
        """What the address of a page of its rows is called."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def lead_to(self, page: str, *arguments: object) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse(f"admin:{self.name_of(page)}", args=arguments))

    def page(
        self, request: HttpRequest, row: Row, template: str, title: str, **context: Any
    ) -> TemplateResponse:
        """A page about `row` besides its form, from a template that extends admin/blog/page.html."""
        around = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": title,
            "subtitle": str(row),
        }
        return TemplateResponse(request, template, {**around, **context})

    def _sent(self, request: HttpRequest) -> str:
        """One name for what was sent: the same form, from the same writer, with the same words."""
        typed = dict(request.POST.lists())
        typed.pop("csrfmiddlewaretoken", None)
        told = json.dumps([writer(request).pk, self.opts.label_lower, typed], sort_keys=True)
        return f"sent-{hashlib.sha256(told.encode(errors='replace')).hexdigest()}"

    def open_for(self, request: HttpRequest, number: str) -> Row:
        """The row of this id, to change. Raises Http404 for none, PermissionDenied for another's."""
        row = self.get_object(request, number)
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        return row

    def has_module_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and permissions.can_edit_model(self.model, request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        if obj is None:
            return self.has_module_permission(request)
        return self.has_module_permission(request) and self.may_edit(obj, writer(request))

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return (
            obj is not None
            and self.has_change_permission(request, obj)
            and self.may_delete(obj, writer(request))
        )

    def may_edit(self, obj: Row, user: User) -> bool:
        return permissions.can_edit_shared(obj, user)

    def may_delete(self, obj: Row, user: User) -> bool:
        return permissions.can_delete_shared(obj, user)

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        library.save(obj, now=timezone.now(), by=writer(request))

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        library.delete(obj, now=timezone.now(), by=writer(request))

    def uses(self, obj: Row) -> Sequence[models.Model]:
        """The rows that need `obj`, each of which has a form here."""
        return []

    def goes_along(self, obj: Row, user: User) -> Sequence[str]:
        """What deletes with `obj`, in words, when `user` deletes it."""
        return []

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        obj, user = objs[0], writer(request)
        uses = self.uses(obj)
        shown = [row for row in uses if permissions.can_open(row, user)]
        where: list[str] = [linked(row) for row in shown]
        if hidden := len(uses) - len(shown):
            said = ngettext("%(n)d more you may not open", "%(n)d more you may not open", hidden)
            where.append(said % {"n": hidden})
        return [str(obj), *self.goes_along(obj, user)], {}, set(), where

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ProtectedError, WrongState):
            messages.error(request, _("Something began to use it, or to show it, just now; so it stays."))
            return self.lead_to("changelist")


def linked(row: models.Model) -> SafeString:
    """`row`'s name, leading to its form."""
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return format_html('{}: <a href="{}">{}</a>', meta.verbose_name, address, row)


def counted(number: int, listed: type[models.Model], **asked: object) -> SafeString | int:
    """How many rows of `listed` answer to `asked`, leading to the list of them."""
    if not number:
        return 0
    address = reverse(f"admin:{listed._meta.app_label}_{listed._meta.model_name}_changelist", query=asked)
    return format_html('<a href="{}">{}</a>', address, number)
