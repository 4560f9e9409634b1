"""The desk's first page: the boards of essays, and how they read. What wants tending is in tending.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Prefetch, QuerySet, prefetch_related_objects
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from blog import permissions
from blog.admin import tending, wording
from blog.admin.filters import count
from blog.forms.moments import tell_moment
from blog.models import Authorship, Placement, Post, State
from blog.models.visibility import published
from blog.rendering.reading import count_words

SHOWN, RECENT = 10, 5
"""How many essays a board holds, and the board of those readers see; a link leads to the list of all."""


@dataclass(frozen=True, slots=True)
class Line:
    """An essay on a board: its title, where it is written, what is said of it."""

    title: str
    address: str
    facts: list[str]


@dataclass(frozen=True, slots=True)
class Board:
    title: str
    lines: list[Line]
    number: int
    every: str
    """The address of the list of all of them."""
    start: tuple[str, str]
    """What starts one where there are none, and its address."""

    @property
    def has_more(self) -> bool:
        return self.number > len(self.lines)


def show(user: User, now: datetime) -> dict[str, Any]:
    """What waits for `user`: an author's own, an editor's all. The queries do not grow with the rows."""
    numbers = _numbers(user)
    tended = tending.show(user, now)
    in_review, drafts = numbers.get(State.IN_REVIEW, 0), numbers.get(State.DRAFT, 0)
    return {
        "greeting": wording.greeting(user.get_short_name(), now),
        "waits": wording.what_waits(in_review, tended.number, drafts),
        "boards": _boards(user, numbers, now),
        "unseen": _released_with_edits(user),
        "tended": tended,
    }


def _boards(user: User, numbers: dict[str, int], now: datetime) -> list[Board]:
    write = (_("New essay"), reverse("admin:blog_post_add"))
    choose = (_("Choose a draft"), _every(State.DRAFT)) if numbers.get(State.DRAFT) else write
    rows, changed = _rows(user), Coalesce("working_copy__saved_at", "saved_at")
    drafts = rows.filter(state=State.DRAFT).order_by(changed.desc(), "-pk")
    in_review = rows.filter(state=State.IN_REVIEW).order_by("-saved_at", "-pk")
    scheduled = rows.filter(state=State.SCHEDULED, published_at__gt=now).order_by("published_at", "pk")
    recent = rows.filter(published(now)).order_by("-published_at", "-pk")
    kinds = [
        (State.DRAFT, _("Drafts"), drafts[:SHOWN], _draft, write),
        (State.IN_REVIEW, _("In review"), in_review[:SHOWN], _in_review, choose),
        (State.SCHEDULED, _("Scheduled"), scheduled[:SHOWN], _scheduled, choose),
        (State.PUBLISHED, _("Recent"), recent[:RECENT], _published, write),
    ]
    authors = Prefetch("authorships", Authorship.objects.select_related("person"))
    prefetch_related_objects([post for _s, _t, posts, *_rest in kinds for post in posts], authors)
    return [
        Board(
            title,
            [_line(post, says, user, now) for post in posts],
            numbers.get(state, 0),
            _every(state),
            start,
        )
        for state, title, posts, says, start in kinds
    ]


def _rows(user: User) -> QuerySet[Post]:
    """Essays with what a board says of them, and of the edits that wait, whose text is not loaded whole."""
    return (
        permissions.posts_for(user)
        .only("title", "state", "word_count", "saved_at", "published_at", "review_note")
        .annotate(
            quoted=count(Placement.objects.all(), "post"),
            kept_at=F("working_copy__saved_at"),
            kept_title=KeyTextTransform("title", "working_copy__data"),
            kept_body=KeyTextTransform("body", "working_copy__data"),
        )
    )


def _numbers(user: User) -> dict[str, int]:
    """How many there are in each state."""
    counted = permissions.posts_for(user).order_by().values_list("state").annotate(Count("pk"))
    return dict(counted)


def _released_with_edits(user: User) -> int:
    """How many essays readers see, or will, have edits they do not."""
    released = permissions.posts_for(user).filter(state__in=[State.SCHEDULED, State.PUBLISHED])
    return released.filter(working_copy__isnull=False).count()


def _every(state: str) -> str:
    return reverse("admin:blog_post_changelist", query={"state__exact": state})


def _line(post: Any, says: Callable[..., list[str]], user: User, now: datetime) -> Line:
    title = str(post) if post.is_released else post.kept_title or str(post)
    others = [person.name for person in post.author_list if person.user_id != user.pk]
    facts = [*others, *says(post, now)]
    return Line(title, reverse("admin:blog_post_change", args=[post.pk]), facts)


def _draft(post: Any, now: datetime) -> list[str]:
    facts = [_words(count_words(post.kept_body) if post.kept_body else post.word_count)]
    if post.kept_at:
        facts.append(_("autosaved %(when)s") % {"when": wording.ago(post.kept_at, now)})
    else:
        facts.append(_("saved %(when)s") % {"when": wording.ago(post.saved_at, now)})
    return [*facts, _("sent back with a note")] if post.review_note else facts


def _in_review(post: Any, now: datetime) -> list[str]:
    return [
        _words(post.word_count),
        _("since %(day)s") % {"day": wording.ago(post.saved_at, now)},
        *_edits(post),
    ]


def _scheduled(post: Any, now: datetime) -> list[str]:
    zone = get_current_timezone()
    return [tell_moment(post.published_at, zone, localtime(now).year), *_edits(post)]


def _published(post: Any, now: datetime) -> list[str]:
    excerpts = ngettext("%(n)d excerpt", "%(n)d excerpts", post.quoted) % {"n": post.quoted}
    facts = [wording.day(post.published_at, now), _words(post.word_count)]
    return [*facts, *([excerpts] if post.quoted else []), *_edits(post)]


def _edits(post: Any) -> list[str]:
    if not post.kept_at:
        return []
    return [_("edits readers have not seen") if post.is_released else _("edits not saved yet")]


def _words(number: int) -> str:
    return ngettext("%(n)s word", "%(n)s words", number) % {"n": number_format(number, force_grouping=True)}
