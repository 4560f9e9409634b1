"""Corrections, follow-ups and replies: begun at their essay or excerpt, where their forms lead back to."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.lists import writer
from accounts.models import User
from blog import permissions
from blog.admin.roles import RoleAdmin, linked
from blog.forms.events import FIELDS, EventForm
from blog.models import Event, Excerpt, Post
from blog.publishing import events

_TITLES = {
    Event.Kind.CORRECTION: gettext_lazy("Add a correction"),
    Event.Kind.FOLLOW_UP: gettext_lazy("Add what happened since"),
    Event.Kind.REPLY: gettext_lazy("Add a reply"),
}


@admin.register(Event)
class EventAdmin(RoleAdmin[Event]):
    form = EventForm
    list_display = ("__str__", "kind", "about_shown", "at")
    list_filter = ("kind",)
    list_select_related = ("post", "excerpt")
    search_fields = ("text",)
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return permissions.events_for(writer(request))

    def may_edit(self, obj: Event, user: User) -> bool:
        return permissions.can_edit_event(obj, user)

    def may_delete(self, obj: Event, user: User) -> bool:
        return permissions.can_edit_event(obj, user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether the address says to which row it is added, and that is theirs to edit."""
        event = _begun(request)
        return event is not None and permissions.can_edit_event(event, writer(request))

    @admin.display(description=gettext_lazy("about"))
    def about_shown(self, event: Event) -> SafeString:
        return linked(event.about)

    def get_fields(self, request: HttpRequest, obj: Event | None = None) -> tuple[str, ...]:
        event = obj or _begun(request)
        return FIELDS[Event.Kind(event.kind)] if event else ()

    def get_form(
        self, request: HttpRequest, obj: Event | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form of its kind, about its row, from the first."""
        made: Any = super().get_form(request, obj, change, **kwargs)
        made.now, made.begun = timezone.now(), obj or _begun(request)
        return made

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        event = _begun(request)
        title = {"title": _TITLES[Event.Kind(event.kind)], "subtitle": str(event.about)} if event else {}
        return super().add_view(request, form_url, {**title, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Saving leads back to what it is about, so there is one way to save."""
        only = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, {**context, **only}, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        write = events.change if change else events.add
        write(obj, by=writer(request), now=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Event) -> None:
        events.remove(obj, by=writer(request), now=timezone.now())

    def response_add(
        self, request: HttpRequest, obj: Event, post_url_continue: str | None = None
    ) -> HttpResponse:
        messages.success(request, _("Added. Readers see it wherever this is shown."))
        return _back_to(obj.about)

    def response_change(self, request: HttpRequest, obj: Event) -> HttpResponse:
        messages.success(request, _("Changed, for readers too."))
        return _back_to(obj.about)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        event = self.get_object(request, object_id)
        about = event.about if event else None
        answer = super().delete_view(request, object_id, extra_context)
        return _back_to(about) if about and answer.status_code == 302 else answer


def _begun(request: HttpRequest) -> Event | None:
    """A new event of the kind, and about the row, that the address names: `?kind=reply&excerpt=3`."""
    kind, asked = request.GET.get("kind", Event.Kind.CORRECTION), request.GET
    if kind not in Event.Kind:
        return None
    if kind == Event.Kind.CORRECTION and (number := asked.get("post", "")).isdecimal():
        post = Post.objects.filter(pk=number).first()
        return Event(kind=kind, post=post) if post and post.is_released else None
    if (number := asked.get("excerpt", "")).isdecimal():
        excerpt = Excerpt.objects.with_turns().filter(pk=number).first()
        return Event(kind=kind, excerpt=excerpt) if excerpt else None
    return None


def _back_to(about: Post | Excerpt) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"admin:blog_{about._meta.model_name}_change", args=[about.pk]))
