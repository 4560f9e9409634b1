"""Accounts, for the owner alone: people are invited, changed and switched off here; none is deleted."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import people
from accounts.auditing import AuditAdmin
from accounts.forms import UserForm
from accounts.inviting import InvitationAdmin
from accounts.lists import OwnersAdmin, writer
from accounts.models import AuditEntry, Invitation, User
from accounts.overtaking import SeenAdmin
from accounts.reauthentication import require_proof
from accounts.roles import Role

admin.site.unregister(Group)  # what someone may do follows from their role alone
for _model in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(_model)  # each has a page of its own under /accounts/

admin.site.register(AuditEntry, AuditAdmin)
admin.site.register(Invitation, InvitationAdmin)


@admin.register(User)
class AccountAdmin(SeenAdmin, OwnersAdmin):
    form = UserForm
    list_display = ("email", "name", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "role", "is_active")}),
        (gettext_lazy("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def get_urls(self) -> list[URLPattern]:
        link = self.admin_site.admin_view(self.link_view)
        return [path("<int:pk>/link/", link, name="accounts_user_link"), *super().get_urls()]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Of two owners who save at once, one sees what the other did: each locks the owners first."""
        if self.has_change_permission(request):
            require_proof(request)
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with transaction.atomic():
            list(User.objects.owners().select_for_update().order_by("pk"))
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: "ModelForm[User]", change: bool) -> None:
        by, now = writer(request), timezone.now()
        if "role" in form.changed_data:
            people.change_role(obj, Role(obj.role), by=by, now=now)
        if "is_active" in form.changed_data:
            (people.let_in if obj.is_active else people.shut_out)(obj, by=by, now=now)
        if {"email", "name"} & set(form.changed_data):
            people.describe(obj, by=by, now=now)

    @method_decorator(require_POST)
    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a one-time link for someone who cannot sign in, and show it once."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        require_proof(request)
        user = get_object_or_404(User, pk=pk, is_active=True)
        link = people.make_signin_link(user, by=writer(request), now=timezone.now())
        context = {
            **self.admin_site.each_context(request),
            "title": _("One-time link for %(name)s") % {"name": user},
            "link": link,
            "says": _("With it, they choose a new password within 15 minutes, and are signed in."),
            "opts": self.opts,
        }
        return render(request, "admin/accounts/link.html", context)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)
