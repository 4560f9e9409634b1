"""Excerpts by themselves: those in essays, and those kept for later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override

from accounts.lists import writer
from blog.admin.checking import CheckedAdmin
from blog.admin.filters import (
    ExcerptTagFilter,
    ExcerptTendFilter,
    PlacedFilter,
    SourceFilter,
    SpeakerFilter,
    count,
)
from blog.admin.roles import ASKS_THE_SITE
from blog.admin.searching import SearchingAdmin
from blog.forms.excerpts import ExcerptForm
from blog.models import Event, Excerpt, Placement, Post
from blog.publishing import events, excerpts
from blog.publishing.text import Refused, Stale

WHOLE = ("text", "correction", "tags", "slug")
"""The fields on the excerpt as a whole, in order."""


@admin.register(Excerpt)
class ExcerptAdmin(SearchingAdmin, CheckedAdmin):
    list_display = ("__str__", "source", "said", "essays", "first_shown_at")
    list_select_related = ("source",)
    list_filter = (PlacedFilter, ExcerptTendFilter, SpeakerFilter, SourceFilter, ExcerptTagFilter)
    search_fields = ("turns__search_document", "source__search_document")
    ordering = ("-pk",)
    change_form_template = "admin/blog/excerpt/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Excerpt]:
        uses = count(Placement.objects.all(), "excerpt")
        return super().get_queryset(request).annotate(uses=uses).defer("raw")

    @admin.display(description=gettext_lazy("essays"), ordering="uses")
    def essays(self, excerpt: Any) -> SafeString | int:
        """How many; of one that is in none, the way to write it."""
        if excerpt.uses:
            return int(excerpt.uses)
        write = reverse("admin:blog_post_add", query={"excerpt": excerpt.pk})
        return format_html('<a href="{}">{}</a>', write, _("Write"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        inbox = {"title": _("Inbox: excerpts in no essay")} if request.GET.get("placed") == "no" else {}
        return super().changelist_view(request, {**inbox, **(extra_context or {})})

    def form_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Write a new excerpt, or say what one that is there should say instead."""
        excerpt = self._open(request, unquote(object_id)) if object_id else None
        data = request.POST.copy() if request.method == "POST" else None
        now = timezone.now()
        form = ExcerptForm(data, excerpt=excerpt, user=writer(request), now=now)
        if data is None or not form.is_valid():
            return self._page(request, form)
        try:
            return self._save(request, form, now)
        except Refused as refused:
            form.add_error(None, refused)
            return self._page(request, form)
        except Stale:
            fresh = Excerpt.objects.with_turns().get(pk=excerpt.pk) if excerpt else None
            data["base_version"] = str(fresh.version if fresh else "")
            answer = self._page(request, form, theirs=fresh)
            answer.status_code = 409
            return answer

    def offer(self, request: HttpRequest, text: str) -> HttpResponse:
        """The form of a new excerpt with this Transcript in it, wherever it is asked for."""
        form = ExcerptForm(excerpt=None, user=writer(request), now=timezone.now(), text=text)
        return self._page(request, form)

    def _open(self, request: HttpRequest, number: str) -> Excerpt:
        excerpt = Excerpt.objects.with_turns().filter(pk=number).first() if number.isdecimal() else None
        if excerpt is None:
            raise Http404
        if not self.may_edit(excerpt, writer(request)):
            raise PermissionDenied
        return excerpt

    def _save(self, request: HttpRequest, form: ExcerptForm, now: datetime) -> HttpResponse:
        said = form.cleaned_data
        version = None if form.excerpt is None else said["base_version"] or -1
        with transaction.atomic():
            excerpt = excerpts.save(
                form.excerpt,
                form.exchange,
                raw=said["text"],
                by=writer(request),
                now=now,
                tags=said["tags"],
                base_version=version,
            )
            if said["slug"]:
                excerpts.rename(excerpt, said["slug"], now=now, by=writer(request))
            excerpts.name_speakers(excerpt, form.named(), now=now)
            if words := said.get("correction", "").strip():
                correction = Event(kind=Event.Kind.CORRECTION, excerpt=excerpt, at=now, text=words)
                events.add(correction, by=writer(request), now=now)
            log = self.log_change if form.excerpt else self.log_addition
            log(request, excerpt, _("saved"))
        if excerpt.placements.exists():
            messages.success(request, _("Saved. Every essay that places it shows these words."))
        else:
            messages.success(request, _("Saved. It waits in your inbox until an essay answers it."))
        return self.lead_to("change", excerpt.pk)

    @method_decorator(csp_override(ASKS_THE_SITE))
    def _page(self, request: HttpRequest, form: ExcerptForm, theirs: Excerpt | None = None) -> HttpResponse:
        excerpt = form.excerpt
        fieldsets: list[Any] = [(None, {"fields": [name for name in WHOLE if name in form.fields]})]
        if form.speakers:
            fieldsets.append((_("Who speaks"), {"fields": form.speaker_fields}))
        context = {
            **self.admin_site.each_context(request),
            "title": str(excerpt) if excerpt else _("New excerpt"),
            "adminform": AdminForm(form, fieldsets, {}),  # type: ignore[arg-type]  # needs no model
            "errors": [message for messages in form.errors.values() for message in messages],
            "theirs": theirs,
            "places": self.uses(excerpt) if excerpt else [],
            "events": excerpt.events.all() if excerpt else [],
            "original": excerpt,
            "media": self.media,
            "inline_admin_formsets": [],
            "is_popup": False,
        }
        add = "" if excerpt else reverse(f"admin:{self.name_of('add')}")
        return self.render_change_form(
            request, context, add=not excerpt, change=bool(excerpt), form_url=add, obj=excerpt
        )

    def uses(self, obj: Excerpt) -> Sequence[models.Model]:
        return list(Post.objects.filter(placements__excerpt=obj).only("title"))
