"""What is done to an essay besides writing it: undo, withdraw, restore, send back, discard edits."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.lists import writer
from blog import permissions
from blog.admin.links import LinksAdmin
from blog.admin.moments import when
from blog.admin.roles import version_seen
from blog.forms.fields import TypedField
from blog.models import Post
from blog.publishing import release, working_copy
from blog.publishing.text import NotAnnounced, Stale, WrongState


class ReasonForm(forms.Form):
    reason = TypedField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Readers who come to the essay’s address are told this."),
        required=True,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


class SendBackForm(forms.Form):
    reason = TypedField(
        label=gettext_lazy("What to mend"),
        help_text=gettext_lazy("Its authors see this above the essay until they submit it again."),
        required=True,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
    )


class ReleaseAdmin(LinksAdmin):
    """Each of these leads back to the essay, and says what happened."""

    def get_urls(self) -> list[URLPattern]:
        views: dict[str, Callable[..., HttpResponse]] = {
            "undo": require_POST(self.undo_view),
            "restore": require_POST(self.restore_view),
            "withdraw": require_http_methods(["GET", "HEAD", "POST"])(self.withdraw_view),
            "send_back": require_http_methods(["GET", "HEAD", "POST"])(self.send_back_view),
            "discard": require_http_methods(["GET", "HEAD", "POST"])(self.discard_view),
        }
        own = [
            path(f"<str:number>/{name}/", self.admin_site.admin_view(view), name=self.name_of(name))
            for name, view in views.items()
        ]
        asked = path("when/", self.admin_site.admin_view(when), name=self.name_of("when"))
        return [asked, *own, *super().get_urls()]

    def undo_view(self, request: HttpRequest, number: str) -> HttpResponse:
        user = writer(request)
        post = permissions.get_post_for(user, number)
        try:
            release.undo(post, by=user, now=timezone.now())
        except WrongState:
            return self._back(request, post, _("Too late to undo: readers were told of it."), messages.ERROR)
        return self._back(request, post, _("Undone. No reader was told of it."), messages.SUCCESS)

    def restore_view(self, request: HttpRequest, number: str) -> HttpResponse:
        user = writer(request)
        post = permissions.get_post_for(user, number)
        if not permissions.can_publish(post, user):
            raise PermissionDenied
        try:
            release.restore(post, by=user, now=timezone.now())
        except WrongState:
            return self._back(request, post, _("It is not withdrawn."), messages.ERROR)
        return self._back(request, post, _("Restored. Readers see it again."), messages.SUCCESS)

    def withdraw_view(self, request: HttpRequest, number: str) -> HttpResponse:
        user = writer(request)
        post = permissions.get_post_for(user, number)
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                release.withdraw(post, reason=form.cleaned_data["reason"], by=user, now=timezone.now())
            except (WrongState, NotAnnounced):
                said = _("Only an essay readers were told of can be withdrawn.")
                return self._back(request, post, said, messages.ERROR)
            return self._back(request, post, _("Withdrawn. Its address says why."), messages.SUCCESS)
        return self.page(request, post, "admin/blog/post/withdraw.html", _("Withdraw"), form=form)

    def send_back_view(self, request: HttpRequest, number: str) -> HttpResponse:
        user = writer(request)
        post = permissions.get_post_for(user, number)
        if not user.is_editor:
            raise PermissionDenied
        form = SendBackForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                release.send_back(post, note=form.cleaned_data["reason"], by=user, now=timezone.now())
            except WrongState:
                return self._back(request, post, _("It is not in review any more."), messages.ERROR)
            said = _("Sent back. Its authors see what to mend.")
            return self._back(request, post, said, messages.SUCCESS)
        return self.page(request, post, "admin/blog/post/send_back.html", _("Send back"), form=form)

    def discard_view(self, request: HttpRequest, number: str) -> HttpResponse:
        post = permissions.get_post_for(writer(request), number)
        if request.method != "POST":
            return self.page(request, post, "admin/blog/post/discard.html", _("Discard edits"))
        try:
            working_copy.discard(post, base_version=version_seen(request))
        except Stale:
            said = _("Someone saved newer edits meanwhile, so none are discarded. Look at them first.")
            return self._back(request, post, said, messages.ERROR)
        said = _("The edits are gone. Readers saw none of them.")
        return self._back(request, post, said, messages.SUCCESS)

    def _back(self, request: HttpRequest, post: Post, said: str, level: int) -> HttpResponse:
        if level == messages.SUCCESS:
            self.log_change(request, post, said)
        messages.add_message(request, level, said)
        return self.lead_to("change", post.pk)
