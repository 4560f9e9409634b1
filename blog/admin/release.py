"""What is done to an essay besides writing it: publish, undo, withdraw, restore, send back, discard.

Each is asked of the essay as its page showed it. Where someone went on meanwhile, nothing is done, and what
was typed stands there again.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

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
from blog.forms.moments import tell_moment
from blog.models import Post, SiteIdentity, State, WorkingCopy
from blog.publishing import changes, release, working_copy
from blog.publishing.text import NotAnnounced, Refused, Stale, WrongState

MEANWHILE = gettext_lazy("Someone went on with it meanwhile, so nothing was done. Look at it again first.")


class ReasonForm(forms.Form):
    reason = TypedField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Readers who come to the essay’s address are told this."),
        required=True,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


class NoteForm(forms.Form):
    note = TypedField(
        label=gettext_lazy("What to mend"),
        help_text=gettext_lazy("Its authors see this above the essay until they submit it again."),
        required=True,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
    )


class ReleaseAdmin(LinksAdmin):
    """Each of these leads back to the essay, and says what happened."""

    def get_urls(self) -> list[URLPattern]:
        asking = require_http_methods(["GET", "HEAD", "POST"])
        views: dict[str, Callable[..., HttpResponse]] = {
            "publish": asking(self.publish_view),
            "undo": require_POST(self.undo_view),
            "restore": require_POST(self.restore_view),
            "withdraw": asking(self.withdraw_view),
            "send_back": asking(self.send_back_view),
            "discard": asking(self.discard_view),
            "hide_changes": asking(self.hide_changes_view),
        }
        own = [
            path(f"<str:number>/{name}/", self.admin_site.admin_view(view), name=self.name_of(name))
            for name, view in views.items()
        ]
        asked = path("when/", self.admin_site.admin_view(when), name=self.name_of("when"))
        return [asked, *own, *super().get_urls()]

    def publish_view(self, request: HttpRequest, number: str) -> HttpResponse:
        """Say what publishing the essay as it is saved will do, and do it once asked."""
        user, now = writer(request), timezone.now()
        post = permissions.get_post_for(user, number)
        if not permissions.can_publish(post, user):
            raise PermissionDenied
        if post.state not in release.PUBLISHABLE:
            return self._back(request, post, _("It is published already."), messages.ERROR)
        refused: list[str] = []
        is_stale = False
        try:
            release.check(post)
            if request.method == "POST":
                post = release.publish(post, by=user, now=now, base_version=version_seen(request))
                return self._back(request, post, told_of_release(post), messages.SUCCESS)
        except Refused as error:
            refused = error.messages
        except Stale:
            is_stale = True
        to_come = _to_come(post, now)
        title = _("Schedule") if to_come["ahead"] else _("Publish")
        return self._ask(request, post, "publish", title, is_stale=is_stale, refused=refused, **to_come)

    def undo_view(self, request: HttpRequest, number: str) -> HttpResponse:
        """Without a version it is taken at its word: it hides what it may show again, and loses nothing."""
        user = writer(request)
        post = permissions.get_post_for(user, number)
        seen = version_seen(request) if "base_version" in request.POST else None
        try:
            release.undo(post, by=user, now=timezone.now(), base_version=seen)
        except WrongState:
            too_late, done = _("Too late to undo: readers were told of it."), _("It is undone already.")
            return self._back(request, post, too_late if post.is_released else done, messages.ERROR)
        except Stale:
            return self._back(request, post, str(MEANWHILE), messages.ERROR)
        return self._back(request, post, _("Undone. No reader was told of it."), messages.SUCCESS)

    def restore_view(self, request: HttpRequest, number: str) -> HttpResponse:
        user = writer(request)
        post = permissions.get_post_for(user, number)
        if not permissions.can_publish(post, user):
            raise PermissionDenied
        try:
            release.restore(post, by=user, now=timezone.now(), base_version=version_seen(request))
        except WrongState:
            return self._back(request, post, _("It is not withdrawn."), messages.ERROR)
        except Stale:
            return self._back(request, post, str(MEANWHILE), messages.ERROR)
        return self._back(request, post, _("Restored. Readers see it again."), messages.SUCCESS)

    def withdraw_view(self, request: HttpRequest, number: str) -> HttpResponse:
        user, now = writer(request), timezone.now()
        post = permissions.get_post_for(user, number)
        form = ReasonForm(request.POST or None)
        is_stale = False
        try:
            if not (post.was_announced(now) and post.withdrawn_at is None):
                raise NotAnnounced(post)
            if request.method == "POST" and form.is_valid():
                reason, seen = form.cleaned_data["reason"], version_seen(request)
                release.withdraw(post, reason=reason, by=user, now=now, base_version=seen)
                return self._back(request, post, _("Withdrawn. Its address says why."), messages.SUCCESS)
        except (WrongState, NotAnnounced):
            said = _("Only an essay readers were told of can be withdrawn.")
            return self._back(request, post, said, messages.ERROR)
        except Stale:
            is_stale = True
        return self._ask(request, post, "withdraw", _("Withdraw"), form=form, is_stale=is_stale)

    def send_back_view(self, request: HttpRequest, number: str) -> HttpResponse:
        user = writer(request)
        post = permissions.get_post_for(user, number)
        if not user.is_editor:
            raise PermissionDenied
        form = NoteForm(request.POST or None)
        is_stale = False
        try:
            if not permissions.can_send_back(post, user):
                raise WrongState(post.state)
            if request.method == "POST" and form.is_valid():
                note, seen = form.cleaned_data["note"], version_seen(request)
                release.send_back(post, note=note, by=user, now=timezone.now(), base_version=seen)
                said = _("Sent back. Its authors see what to mend.")
                return self._back(request, post, said, messages.SUCCESS)
        except WrongState:
            return self._back(request, post, _("It is not in review any more."), messages.ERROR)
        except Stale:
            is_stale = True
        return self._ask(request, post, "send_back", _("Send back"), form=form, is_stale=is_stale)

    def discard_view(self, request: HttpRequest, number: str) -> HttpResponse:
        post = permissions.get_post_for(writer(request), number)
        if request.method != "POST":
            return self._ask(request, post, "discard", _("Discard edits"))
        try:
            working_copy.discard(post, base_version=version_seen(request))
        except Stale:
            said = _("Someone saved newer edits meanwhile, so none are discarded. Look at them first.")
            return self._back(request, post, said, messages.ERROR)
        said = _("The edits are gone. Readers saw none of them.")
        return self._back(request, post, said, messages.SUCCESS)

    def hide_changes_view(self, request: HttpRequest, number: str) -> HttpResponse:
        """So that words taken back are not read in the list of what changed."""
        user = writer(request)
        post = permissions.get_post_for(user, number)
        updates = post.changes.count()
        if not updates:
            return self._back(request, post, _("There is nothing to hide."), messages.ERROR)
        if request.method != "POST":
            return self._ask(request, post, "hide_changes", _("Hide what changed"), updates=updates)
        try:
            changes.hide(post, by=user, now=timezone.now(), base_version=version_seen(request))
        except Stale:
            return self._back(request, post, str(MEANWHILE), messages.ERROR)
        return self._back(request, post, _("Hidden. The list begins anew."), messages.SUCCESS)

    def _ask(
        self,
        request: HttpRequest,
        post: Post,
        name: str,
        title: str,
        is_stale: bool = False,
        **context: object,
    ) -> HttpResponse:
        """The question, of the version it was first asked of; of the present one, once that was overtaken."""
        seen = version_seen(request) if request.method == "POST" and not is_stale else post.version
        last = post.revisions.select_related("by").first() if is_stale else None
        around = {"base_version": seen, "is_stale": is_stale, "last": last}
        page = self.page(request, post, f"admin/blog/post/{name}.html", title, **around, **context)
        page.status_code = 409 if is_stale else 200
        return page

    def _back(self, request: HttpRequest, post: Post, said: str, level: int) -> HttpResponse:
        if level == messages.SUCCESS:
            self.log_change(request, post, said)
        messages.add_message(request, level, said)
        return self.lead_to("change", post.pk)


def asks_first(pressed: Mapping[str, object]) -> bool:
    """Whether this site asks before it publishes, so that the button only leads to the question."""
    return "_publish" in pressed and SiteIdentity.current().asks_before_publishing


def told_of_release(post: Post) -> str:
    """What publishing did, for whoever pressed the button."""
    if post.state == State.SCHEDULED and post.published_at:
        said = {"when": tell_moment(post.published_at, timezone.get_current_timezone())}
        return _("Scheduled for %(when)s.") % said
    return _("Published. Feeds tell of it in ten seconds; until then you can undo it.")


def _to_come(post: Post, now: datetime) -> dict[str, Any]:
    """What readers will see, when, and what else will be public with it."""
    at = post.planned_at
    return {
        "at": at,
        "ahead": at is not None and at > now,
        "authors": post.authorships.select_related("person"),
        "tags": post.post_tags.select_related("tag"),
        "excerpts": post.excerpts.order_by("placements__position"),
        "waiting": WorkingCopy.objects.filter(post=post).exists(),
    }
