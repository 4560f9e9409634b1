"""Accounts, for the owner alone: made, changed and switched off here; none is deleted."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.auditing import AuditAdmin
from accounts.forms import NewUserForm, PasswordForm, UserForm
from accounts.lists import ListAdmin
from accounts.models import AuditEntry, User
from accounts.overtaking import SeenAdmin

admin.site.unregister(Group)  # what someone may do follows from their role alone
for _model in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(_model)  # each has a page of its own under /accounts/

admin.site.register(AuditEntry, AuditAdmin)


@admin.register(User)
class AccountAdmin(SeenAdmin, ListAdmin, UserAdmin):  # type: ignore[type-arg]  # not generic at run time
    form = UserForm
    add_form = NewUserForm
    change_password_form = PasswordForm
    add_form_template = "admin/change_form.html"
    change_user_password_template = "registration/password_change_form.html"  # noqa: S105 - a template
    list_display = ("email", "name", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "role", "is_active", "password")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "role", "password1", "password2")}),)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Of two owners who save at once, one sees what the other did: each locks the owners first."""
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with transaction.atomic():
            list(User.objects.owners().select_for_update().order_by("pk"))
            return super().changeform_view(request, *args, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Asked of the role, never of the tables of permissions, which nothing here fills."""
        return isinstance(request.user, User) and request.user.is_owner

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
