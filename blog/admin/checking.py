"""The check beside each turn of an excerpt: what differs from the source, and the ways to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.lists import writer
from blog.admin.previewing import PreviewAdmin
from blog.evidence.mending import Mended, mended
from blog.evidence.nearest import Change
from blog.evidence.verbatim import Finding, Passage
from blog.models import Check, Event, Excerpt, Snapshot, Turn, Verdict
from blog.publishing import checking, excerpts
from blog.publishing.text import Stale

AROUND = 120
"""Characters of the source shown on either side of a passage."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of the source among what stands around it."""

    start: int
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One turn, what comparing it found, what could be chosen, and what it could say instead."""

    turn: Turn
    found: Check | None
    places: list[Place]
    mended: Mended

    @property
    def may_choose(self) -> bool:
        return self.found is not None and self.found.verdict == Verdict.AMBIGUOUS


class CheckedAdmin(PreviewAdmin[Excerpt]):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.check_view)
        return [path("<str:number>/check/", view, name=self.name_of("check")), *super().get_urls()]

    def check_view(self, request: HttpRequest, number: str) -> HttpResponse:
        """Each turn beside its source; a POST mends one. Refused (409) where someone saved it meanwhile."""
        row, now = self.open_for(request, number), timezone.now()
        status = 200
        if request.method == "POST":
            try:
                messages.success(request, self._mend(request, row.pk, now))
            except Stale:
                messages.error(request, _("Someone saved this meanwhile. Nothing was changed; look again."))
                status = 409
            else:
                return self.lead_to("check", row.pk)
        excerpt, snapshot, lines = _read(row.pk)
        context = {"excerpt": excerpt, "snapshot": snapshot, "lines": lines}
        answer = self.page(request, row, "admin/blog/excerpt/check.html", _("Checked wording"), **context)
        answer.status_code = status
        return answer

    def _mend(self, request: HttpRequest, pk: int, now: datetime) -> str:
        """Do what the pressed button means, and say so. Raises Stale where that is no longer offered."""
        sent = request.POST
        excerpt, _snapshot, lines = _read(pk)
        line = next((line for line in lines if str(line.turn.number) == sent.get("turn")), None)
        version = sent.get("base_version", "")
        if line is None or version != str(excerpt.version):
            raise Stale(excerpt)
        if "start" in sent:
            start = int(sent["start"]) if sent["start"].isdecimal() else -1
            if checking.choose(line.turn, start, now=now) is None:
                raise Stale(excerpt)
            return _("Chosen. These words are checked against that place.")
        words = line.mended.cut if sent.get("as") == "cut" else line.mended.words
        if words is None:
            raise Stale(excerpt)
        spoken = [
            replace(turn.as_spoken(), text=words) if turn == line.turn else turn.as_spoken()
            for turn in excerpt.turn_list
        ]
        exchange, note = replace(excerpt.as_exchange(), turns=tuple(spoken)), _("mended by its source")
        excerpts.save(
            excerpt,
            exchange,
            raw=excerpt.raw,
            by=writer(request),
            now=now,
            base_version=int(version),
            note=note,
        )
        return _told_of(excerpt, now)


def _told_of(excerpt: Excerpt, now: datetime) -> str:
    """That it is mended; where readers saw the other words, also how to tell them."""
    if not Excerpt.objects.visible(now).contains(excerpt):
        return _("Mended.")
    add = reverse("admin:blog_event_add", query={"kind": Event.Kind.CORRECTION, "excerpt": excerpt.pk})
    said = _(
        'Mended, and readers see it. They saw other words until now: <a href="{add}">add a correction</a>.'
    )
    return format_html(said, add=add)


def _read(pk: int) -> tuple[Excerpt, Snapshot | None, list[Line]]:
    excerpt = Excerpt.objects.with_turns().get(pk=pk)
    snapshot = excerpt.source.snapshot if excerpt.source else None
    return excerpt, snapshot, list(_lines(excerpt, snapshot))


def _lines(excerpt: Excerpt, snapshot: Snapshot | None) -> Iterator[Line]:
    for turn in excerpt.turn_list:
        found, text = turn.checked, snapshot.text if snapshot else ""
        places = [_place(text, *span) for span in found.spans] if found and not found.has_passed else []
        mends = Mended(None, None)
        if found and found.verdict == Verdict.ALTERED:
            mends = mended(turn.text, text, _finding(found, text))
        yield Line(turn, found, places, mends)


def _finding(found: Check, text: str) -> Finding:
    """What was found, as the check told it; `text` is the snapshot's."""
    passages = tuple(Passage(start, end, text[start:end]) for start, end in found.spans)
    diff = tuple(Change(*step) for step in found.diff)
    return Finding("altered", passages=passages, diff=diff)


def _place(text: str, start: int, end: int) -> Place:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if end + AROUND < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return Place(start, before, text[start:end], after)
