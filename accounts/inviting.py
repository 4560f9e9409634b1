"""Invitations in the admin: made, shown once as a link, listed, taken back."""

from smtplib import SMTPException
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import invitations, limits, mail
from accounts.forms import InvitationForm
from accounts.lists import OwnersAdmin, writer
from accounts.models import Invitation
from accounts.reauthentication import require_proof


class InvitationAdmin(OwnersAdmin):
    form = InvitationForm
    fields = ("email", "name", "role")
    list_display = ("email", "role", "state", "created_by", "created_at")
    list_display_links = None
    list_select_related = ("created_by",)
    search_fields = ("email", "name")
    actions = ("take_back",)

    def get_urls(self) -> list[URLPattern]:
        """A list and a form to add to it: an invitation is taken back, never rewritten."""
        names = {"accounts_invitation_changelist", "accounts_invitation_add"}
        return [url for url in super().get_urls() if url.name in names]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without a transaction around: the verb has its own, and mail is sent when it has ended."""
        if self.has_add_permission(request):
            require_proof(request)
        return self._changeform_view(request, *args, **kwargs)  # type: ignore[attr-defined,no-any-return]

    def save_model(
        self, request: HttpRequest, obj: Invitation, form: "ModelForm[Invitation]", change: bool
    ) -> None:
        by, now = writer(request), timezone.now()
        limits.take(limits.INVITATION, limits.account(by.email), now=now)
        made, link = invitations.invite(obj.email, name=obj.name, role=obj.role, by=by, now=now)
        obj.pk = made.pk
        request.invitation_link = link  # type: ignore[attr-defined]

    def response_add(
        self, request: HttpRequest, obj: Invitation, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The link, once: it is kept nowhere, so it is shown in the answer itself."""
        link: str = request.invitation_link  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Invitation for %(email)s") % {"email": obj.email},
            "link": link,
            "says": _sent(obj, link),
            "opts": self.opts,
        }
        return render(request, "admin/accounts/link.html", context)

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        if invitation.used_at:
            return _("accepted")
        if invitation.revoked_at:
            return _("taken back")
        return _("open") if invitation.is_good(timezone.now()) else _("expired")

    @admin.action(description=gettext_lazy("Take back"))
    def take_back(self, request: HttpRequest, chosen: QuerySet[Invitation]) -> None:
        by, now = writer(request), timezone.now()
        number = sum(invitations.revoke(invitation, by=by, now=now) for invitation in chosen)
        messages.success(request, _("%(number)d taken back.") % {"number": number})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)


def _sent(invitation: Invitation, link: str) -> str:
    """Mail the link, if mail goes out; what to tell the owner."""
    lasts = _("It works once, for seven days.")
    if not mail.is_configured():
        return f"{_('This site sends no mail: hand the link over yourself.')} {lasts}"
    try:
        mail.send("invitation", invitation.email, link=link, name=invitation.name)
    except (OSError, SMTPException):
        return f"{_('The mail could not be sent: hand the link over yourself.')} {lasts}"
    return f"{_('The link was mailed. You can also hand it over yourself.')} {lasts}"
