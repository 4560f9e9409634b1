"""The private words of a source: read them, and keep others, pasted, uploaded, fetched or kept before."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.lists import writer
from blog.admin.merging import MergingAdmin
from blog.evidence import fetch, snapshots
from blog.evidence.fetch import NotFetched
from blog.evidence.formats import Text, Unreadable
from blog.forms.sources import SnapshotForm
from blog.models import Excerpt, Snapshot, Source
from blog.models.snapshot import Origin
from blog.publishing import library

MOST = 50
"""How many of the excerpts from a source are listed beside its words."""
OPENING = 120
"""Characters of former words, to know them by."""


class SnapshotAdmin(MergingAdmin[Source]):
    change_form_template = "admin/blog/source/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        return [self.path_to("snapshot", self.snapshot_view), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        source = kwargs.get("obj")
        facts = source.snapshots.as_facts().select_related("by").first() if source else None
        return super().render_change_form(request, {**context, "snapshot": facts}, *args, **kwargs)

    def snapshot_view(self, request: HttpRequest, number: str) -> HttpResponse:
        """Whoever may edit the source reads its words here. A text that cannot be kept stays as typed."""
        source = self.open_for(request, number)
        ways = {"_fetch": self._fetch, "_again": self._take_again}
        way = next((ways[name] for name in ways if name in request.POST), None)
        form = SnapshotForm() if way else SnapshotForm(request.POST or None, request.FILES or None)
        if request.method != "POST":
            return self._words(request, source, form)
        if not (way or form.is_valid()):
            return self._words(request, source, form, status=400)
        try:
            snapshot = way(request, source) if way else self._keep(request, source, form)
        except ValidationError as why:
            if not way:
                form.add_error("file" if form.cleaned_data["file"] else "text", why.messages)
            failed = " ".join(why.messages) if way else ""
            return self._words(request, source, form, status=400, failed=failed)
        messages.success(request, _("Kept: %(n)d characters.") % {"n": len(snapshot.text)})
        return self.lead_to("snapshot", source.pk)

    def _keep(self, request: HttpRequest, source: Source, form: SnapshotForm) -> Snapshot:
        """What was pasted or uploaded. Raises ValidationError."""
        file, text = form.cleaned_data["file"], form.cleaned_data["text"]
        name = file.name if file else "pasted.txt"
        try:
            if file and file.size > snapshots.BYTES:
                raise Unreadable("large")
            read = snapshots.read(file.read() if file else text.encode(errors="replace"), name=name)
        except Unreadable as why:
            raise ValidationError(str(snapshots.REASONS[str(why)])) from why
        origin = Origin.UPLOADED if file else Origin.PASTED
        return self._record(request, source, read, origin=origin, name=file.name if file else "")

    def _fetch(self, request: HttpRequest, source: Source) -> Snapshot:
        """What stands at its address now. Raises ValidationError."""
        try:
            found, read = fetch.fetch_text(source.url)
        except NotFetched as why:
            raise ValidationError(str(why)) from why
        if found.has_moved:
            messages.info(request, _("Its page has moved to %(url)s.") % {"url": found.url})
        return self._record(request, source, read, origin=Origin.FETCHED, name=found.url)

    def _take_again(self, request: HttpRequest, source: Source) -> Snapshot:
        """What was kept before, and stands again for what the source says. Raises ValidationError."""
        rows = source.snapshots.as_facts()
        former = next((row for row in rows if row.sha256 == request.POST["_again"]), None)
        if former is None:
            raise ValidationError(_("These words are kept no longer."))
        read = Text(former.text, former.marks)
        return self._record(request, source, read, origin=Origin(former.origin), name=former.name)

    def _record(
        self, request: HttpRequest, source: Source, read: Text, *, origin: Origin, name: str
    ) -> Snapshot:
        for note in read.notes:
            messages.warning(request, str(snapshots.NOTES[note]))
        limit = Snapshot._meta.get_field("name").max_length
        return library.keep_snapshot(
            source,
            read.text,
            origin=origin,
            name=name[:limit],
            marks=read.marks,
            now=timezone.now(),
            by=writer(request),
        )

    def _words(
        self,
        request: HttpRequest,
        source: Source,
        form: SnapshotForm,
        status: int = 200,
        failed: str = "",
    ) -> HttpResponse:
        facts = source.snapshots.as_facts().select_related("by")
        context = {
            "form": form,
            "snapshot": facts.defer(None).first(),
            "former": facts.annotate(opening=Left("text", OPENING))[1:],
            "quoting": Excerpt.objects.with_turns().filter(source=source)[:MOST],
            "failed": failed,
            "may_fetch": settings.FETCH_SOURCES and bool(source.url),
        }
        answer = self.page(request, source, "admin/blog/source/snapshot.html", _("Its words"), **context)
        answer.status_code = status
        return answer
