"""The history of an essay or an excerpt: who changed what and when, in words, and the way back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.lists import writer
from blog.admin.roles import RoleAdmin, version_seen
from blog.models import Excerpt, Post, Revision, WorkingCopy
from blog.publishing import history
from blog.publishing.text import Refused, Stale
from blog.rendering.differences import Beside, Run, count_words, differences, shortened, side_by_side

LISTED = 20
NAME_LENGTH = 80
COUNTING_BITS = 1 << 22
"""How closely two texts are compared only to count their words: in passing."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one part of a text."""

    label: str
    runs: list[Run]

    @property
    def rows(self) -> list[Beside]:
        return side_by_side(self.runs)


@dataclass(frozen=True, slots=True)
class Listed:
    """A revision in the list, and how many words it brought and took."""

    revision: Revision
    added: int
    removed: int


class HistoryAdmin[Row: (Post, Excerpt)](RoleAdmin[Row]):
    def get_urls(self) -> list[URLPattern]:
        views: dict[str, Callable[..., HttpResponse]] = {
            "revert": require_http_methods(["GET", "HEAD", "POST"])(self.revert_view),
            "name": require_POST(self.name_view),
        }
        own: list[URLPattern] = [
            path(
                f"<str:number>/{name}/<int:version>/",
                self.admin_site.admin_view(view),
                name=self.name_of(name),
            )
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every revision, newest first, and what one changed: against the one before, or any other."""
        row = self.open_for(request, object_id)
        revisions = _revisions(row)
        before = _number(request, "before")
        rows: list[Revision] = list((revisions.filter(pk__lt=before) if before else revisions)[: LISTED + 1])
        shown = _chosen(revisions, request, "version") or next(iter(rows), None)
        against = _chosen(revisions, request, "against") or _before(shown, row)
        changes = compare(against.data if against else {}, shown.data) if shown else []
        context = {
            "listed": [_count(*pair) for pair in zip(rows[:LISTED], [*rows[1:], None], strict=False)],
            "older": rows[LISTED - 1].pk if len(rows) > LISTED else None,
            "back_to": against if shown == revisions.first() else shown,
            "shown": shown,
            "against": against,
            "whole": "whole" in request.GET,
            "side": "side" in request.GET,
            "named": request.GET.get("named", shown.name if shown else ""),
            "changes": changes if "whole" in request.GET else _shortened(changes),
            **_counts(changes),
        }
        return self.page(request, row, "admin/blog/history.html", _("History"), **context)

    def name_view(self, request: HttpRequest, number: str, version: int) -> HttpResponse:
        """Name a version, to find it again; an empty name takes it away. What was typed is kept."""
        row = self.open_for(request, number)
        revision = _revisions(row).filter(version=version).first()
        if revision is None:
            raise Http404
        name = " ".join(request.POST.get("name", "").replace("\0", "").split())
        asked: dict[str, object] = {"version": version}
        try:
            if len(name) > NAME_LENGTH:
                raise Refused(_("A name is at most %(limit)d characters long.") % {"limit": NAME_LENGTH})
            history.name_revision(revision, name, seen=request.POST.get("seen", ""))
            messages.success(request, _("Named.") if name else _("It has no name any more."))
        except Refused as refused:
            messages.error(request, " ".join(refused.messages))
            asked["named"] = name[:1000]
        except Stale:
            messages.error(request, _("Someone named it meanwhile. To replace that, press the button again."))
            asked["named"] = name
        return HttpResponseRedirect(reverse(f"admin:{self.name_of('history')}", args=[row.pk], query=asked))

    def revert_view(self, request: HttpRequest, number: str, version: int) -> HttpResponse:
        """Ask whether to go back to a version, showing what that changes; then do it."""
        row = self.open_for(request, number)
        revision = _revisions(row).filter(version=version).first()
        if revision is None:
            raise Http404
        changes = compare(history.snapshot_of(row), revision.data)
        refused: list[str] = []
        if request.method == "POST":
            try:
                return self._revert(request, row, revision)
            except Refused as error:
                refused = error.messages
        context = {
            "revision": revision,
            "changes": _shortened(changes),
            "refused": refused,
            **_counts(changes),
        }
        if isinstance(row, Excerpt):
            context["made"] = history.made_by(row, revision)
        if isinstance(row, Post):
            context["waiting"] = WorkingCopy.objects.filter(post=row).exists()
            former = history.former_text(row, revision, by=writer(request), now=timezone.now())
            context["missing"] = former.missing
        title = _("Restore version %(number)d") % {"number": version}
        return self.page(request, row, "admin/blog/revert.html", title, **context)

    def _revert(self, request: HttpRequest, row: Row, revision: Revision) -> HttpResponse:
        options: Any = {
            "by": writer(request),
            "now": timezone.now(),
            "base_version": version_seen(request),
        }
        number = {"number": revision.version}
        try:
            if isinstance(row, Post):
                history.revert_post(row, revision, **options)
            elif isinstance(row, Excerpt):
                history.revert_excerpt(row, revision, **options)
        except Stale:
            messages.error(
                request, _("Someone saved it meanwhile, so nothing was restored. Look again first.")
            )
            return self.lead_to("history", row.pk)
        if isinstance(row, Post) and row.is_released:
            said = (
                _("Version %(number)d waits as edits readers have not seen. To show them, update.") % number
            )
        else:
            said = _("Version %(number)d is restored.") % number
        messages.success(request, said)
        return self.lead_to("change", row.pk)


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What changed between two snapshots, part by part; all of it, where there is none before."""
    one, other = history.told(before) if before else {}, history.told(after)
    parts = [(label, one.get(label, ""), text) for label, text in other.items()]
    return [Change(label, differences(former, text)) for label, former, text in parts if former != text]


def _shortened(changes: list[Change]) -> list[Change]:
    return [Change(change.label, shortened(change.runs)) for change in changes]


def _counts(changes: list[Change]) -> dict[str, int]:
    return {
        "added": sum(count_words(change.runs, "added") for change in changes),
        "removed": sum(count_words(change.runs, "removed") for change in changes),
    }


def _count(revision: Revision, before: Revision | None) -> Listed:
    one, other = history.words(before.data) if before else "", history.words(revision.data)
    runs = differences(one, other, bits=COUNTING_BITS) if one != other else []
    return Listed(revision, count_words(runs, "added"), count_words(runs, "removed"))


def _revisions(row: models.Model) -> QuerySet[Revision]:
    return Revision.objects.filter(**{str(row._meta.model_name): row}).select_related("by")


def _before(revision: Revision | None, row: models.Model) -> Revision | None:
    return _revisions(row).filter(pk__lt=revision.pk).first() if revision else None


def _chosen(revisions: QuerySet[Revision], request: HttpRequest, name: str) -> Revision | None:
    """The revision of the version that the address names, if it names one. Raises Http404."""
    if name not in request.GET:
        return None
    found = revisions.filter(version=_number(request, name)).first()
    if found is None:
        raise Http404
    return found


def _number(request: HttpRequest, name: str) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
