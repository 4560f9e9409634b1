"""The site itself: one row, always there, for the owner."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User
from blog import permissions
from blog.admin.roles import RoleAdmin
from blog.forms.site import IdentityForm
from blog.models import SiteIdentity


@admin.register(SiteIdentity)
class IdentityAdmin(RoleAdmin[SiteIdentity]):
    form = IdentityForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[SiteIdentity]:
        return SiteIdentity.objects.all()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def may_edit(self, obj: SiteIdentity, user: User) -> bool:
        return permissions.can_edit_model(SiteIdentity, user)

    def may_delete(self, obj: SiteIdentity, user: User) -> bool:
        return False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> SiteIdentity | None:
        return SiteIdentity.current() if object_id == "1" else None

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_module_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:blog_siteidentity_change", args=[1]))
