"""What wants tending among excerpts and sources: what is missing, and the button that mends it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from blog import permissions
from blog.admin import wording
from blog.admin.filters import DRIFTED, NO_DATE, NO_LINK, NOT_AS_ITS_SOURCE, count
from blog.models import Excerpt, Outcome, Placement, Source, Turn
from blog.publishing.matching import near_each

SHOWN = 5
"""How many of a kind stand on the first page; from there a link leads to the list of all."""
COUNTED = 100
"""How many of a kind are counted; there may be more."""


@dataclass(frozen=True, slots=True)
class Line:
    """What it is called, where it is written, what is missing; the button that mends it and its address."""

    kind: str
    title: str
    address: str
    said: str
    mend: str
    mend_at: str


@dataclass(frozen=True, slots=True)
class Group:
    """What of one kind there is to tend: the first few, how many were counted, where all of them are."""

    lines: list[Line]
    number: int
    every: str

    @property
    def has_more(self) -> bool:
        return self.number > len(self.lines)


@dataclass(frozen=True, slots=True)
class Tended:
    groups: list[Group]

    @property
    def number(self) -> int:
        return sum(group.number for group in self.groups)

    @property
    def may_be_more(self) -> bool:
        return any(group.number == COUNTED for group in self.groups)


def show(user: User, now: datetime) -> Tended:
    """What `user` can mend; in seven queries, however much there is."""
    kinds = (
        _near_names(user, now),
        _differing(user),
        _without_source(user),
        _incomplete(user),
        _drifted(user),
        _in_no_essay(user, now),
    )
    return Tended([group for group in kinds if group.lines])


def _near_names(user: User, now: datetime) -> Group:
    """Names in an excerpt that are nearly, or more than once, known."""
    may = Exists(permissions.shared_for(Excerpt, user).filter(pk=OuterRef("excerpt")))
    turns = Turn.objects.filter(may, unmatched=True).select_related("excerpt")
    rows = turns.only("label", "excerpt__question", "excerpt__slug")
    once = {(turn.excerpt_id, turn.label): turn for turn in rows.order_by("-excerpt")[:COUNTED]}
    shown = list(once.values())[:SHOWN]
    alike = near_each({turn.label for turn in shown}, permissions.people_for(user, now))

    def line(turn: Turn) -> Line:
        form = _form(turn.excerpt)
        said, mend = _whom(turn.label, [person.name for person in alike[turn.label]]), _("Same person?")
        return Line(_("Near name"), str(turn.excerpt), form, said, mend, f"{form}#fieldset-0-1-heading")

    return Group([line(turn) for turn in shown], len(once), _list("excerpt", tend="name"))


def _differing(user: User) -> Group:
    """Excerpts whose words are not, or not surely, those of their source."""
    rows = permissions.shared_for(Excerpt, user).filter(pk__in=NOT_AS_ITS_SOURCE)

    def line(excerpt: Excerpt) -> Line:
        check = reverse("admin:blog_excerpt_check", args=[excerpt.pk])
        said = _("Its words are not as the kept copy of its source has them.")
        return Line(_("Wording"), str(excerpt), _form(excerpt), said, _("Compare"), check)

    return _group(rows.only("question", "slug"), line, _list("excerpt", tend="wording"))


def _without_source(user: User) -> Group:
    """Excerpts in an essay that do not say where it was said."""
    placed = Exists(Placement.objects.filter(excerpt=OuterRef("pk")))
    rows = permissions.shared_for(Excerpt, user).filter(placed, source=None)

    def line(excerpt: Excerpt) -> Line:
        form, said = _form(excerpt), _("Nothing says where it was said.")
        return Line(_("No source"), str(excerpt), form, said, _("Add the source"), form)

    return _group(rows.only("question", "slug"), line, _list("excerpt", tend="source"))


def _incomplete(user: User) -> Group:
    """Quoted sources without an address or a date."""
    quoted = Exists(Excerpt.objects.filter(source=OuterRef("pk")))
    rows = permissions.shared_for(Source, user).filter(quoted, NO_LINK | NO_DATE)

    def line(source: Any) -> Line:
        form = _form(source)
        kind, mend = _missing(source)
        said = ngettext("%(n)d excerpt quotes it.", "%(n)d excerpts quote it.", source.quoted)
        return Line(kind, source.title, form, said % {"n": source.quoted}, mend, form)

    return _group(
        rows.annotate(quoted=count(Excerpt.objects.all(), "source")), line, _list("source", tend="any")
    )


def _drifted(user: User) -> Group:
    """Quoted sources that no longer stand, or not with the words, where they are linked."""
    quoted = Exists(Excerpt.objects.filter(source=OuterRef("pk")))
    rows = permissions.shared_for(Source, user).filter(quoted, DRIFTED)

    def line(source: Source) -> Line:
        form = _form(source)
        if source.outcome == Outcome.MOVED:
            looks = reverse("admin:blog_source_looks", args=[source.pk])
            said, mend = _("Its page has moved."), _("Take the new address")
            return Line(_("Moved"), source.title, form, said, mend, looks)
        if source.outcome == Outcome.DEAD:
            kind, said = _("Offline"), _("Its page can no longer be opened.")
        else:
            kind, said = _("Words gone"), _("Its page no longer has the words quoted.")
        return Line(kind, source.title, form, said, _("Add an archived copy"), form)

    return _group(rows.only("title", "slug", "outcome"), line, _list("source", found="untended"))


def _in_no_essay(user: User, now: datetime) -> Group:
    """The inbox: excerpts kept for later."""
    rows = permissions.kept_for(user)

    def line(excerpt: Excerpt) -> Line:
        said = _("Kept %(when)s, not yet answered.") % {"when": wording.ago(excerpt.created_at, now)}
        write = reverse("admin:blog_post_add", query={"excerpt": excerpt.pk})
        return Line(_("In no essay"), str(excerpt), _form(excerpt), said, _("Write"), write)

    return _group(rows.only("question", "slug", "created_at"), line, _list("excerpt", placed="no"))


def _group[Row: Model](rows: QuerySet[Row], line: Callable[[Row], Line], every: str) -> Group:
    """The newest of `rows`, each as a line."""
    found = list(rows.order_by("-pk")[:COUNTED])
    return Group([line(row) for row in found[:SHOWN]], len(found), every)


def _whom(label: str, alike: list[str]) -> str:
    if not alike:
        said = _("“%(label)s” is nearly, or more than once, known. Nobody has said who it is.")
        return said % {"label": label}
    said = _("“%(label)s” is close to %(name)s. Nobody has said whether they are one.")
    return said % {"label": label, "name": alike[0]}


def _missing(source: Source) -> tuple[str, str]:
    """What the source lacks, and what to press."""
    if source.url:
        return _("No date"), _("Add the date")
    if source.said or source.published:
        return _("No link"), _("Add the address")
    return _("No link, no date"), _("Complete it")


def _form(row: Model) -> str:
    return reverse(f"admin:blog_{row._meta.model_name}_change", args=[row.pk])


def _list(model: str, **asked: str) -> str:
    return reverse(f"admin:blog_{model}_changelist", query=asked)
