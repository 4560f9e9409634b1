"""Verbs on a post's states and times: submit, send back, publish, undo, withdraw, restore; and time's own.

Each raises WrongState where the state has no such way on, and Stale where others went one meanwhile.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Action, User
from accounts.models import record as audit
from blog import caching, search, signals
from blog.models import Post, State
from blog.publishing import excerpts, previews
from blog.publishing.revisions import record
from blog.publishing.text import UNDO, NotAnnounced, Refused, Stale, WrongState
from blog.publishing.verb import verb

PUBLISHABLE = (State.DRAFT, State.IN_REVIEW, State.SCHEDULED)


@verb
def submit(post: Post, *, by: User | None, now: datetime, base_version: int | None = None) -> Post:
    """Hand a draft to the editors."""
    post = _locked(post, State.DRAFT, base_version=base_version)
    _set(post, now, state=State.IN_REVIEW, review_note="")
    record(post, _("submitted"), by=by, now=now)
    audit(Action.SUBMITTED, by=by, about=post, now=now)
    return post


@verb
def send_back(
    post: Post, *, note: str, by: User | None, now: datetime, base_version: int | None = None
) -> Post:
    """Give a post in review back to its authors, and say what to mend. Raises WrongState."""
    post = _locked(post, State.IN_REVIEW, base_version=base_version)
    note = note.strip()[:1000]
    _set(post, now, state=State.DRAFT, review_note=note)
    record(post, _("sent back: %(note)s") % {"note": note}, by=by, now=now)
    audit(Action.SENT_BACK, by=by, about=post, detail=note, now=now)
    return post


@verb
def publish(
    post: Post,
    *,
    by: User | None,
    now: datetime,
    at: datetime | None = None,
    base_version: int | None = None,
) -> Post:
    """Show a post to readers: at `at`, else its planned date, else `now`.

    An instant ahead schedules it; one past is shown as its date. Raises Refused without a title or words.
    """
    post = _locked(post, *PUBLISHABLE, base_version=base_version)
    check(post)
    when = (at or post.planned_at or now).replace(microsecond=0)
    announced = max(when, now) + UNDO
    state = State.SCHEDULED if when > now else State.PUBLISHED
    before = post.state_before if post.state == State.SCHEDULED else post.state
    _set(
        post,
        now,
        state=state,
        state_before=before,
        published_at=when,
        announced_at=announced,
        modified_at=max(when, now),
        review_note="",
    )
    record(post, _("scheduled") if state == State.SCHEDULED else _("published"), by=by, now=now)
    if state == State.SCHEDULED:
        audit(Action.SCHEDULED, by=by, about=post, detail=when.isoformat(), now=now)
    else:
        audit(Action.PUBLISHED, by=by, about=post, now=now)
    return post


@verb
def undo(post: Post, *, by: User | None, now: datetime, base_version: int | None = None) -> Post:
    """Take back a publication nobody was told of yet, or a schedule; it is what it was before.

    Raises WrongState also once it is announced: withdraw it instead.
    """
    post = _locked(post, State.SCHEDULED, State.PUBLISHED, base_version=base_version)
    if post.was_announced(now):
        raise WrongState(post.state)
    former = post.state_before or State.DRAFT
    _set(post, now, state=former, state_before="", published_at=None, announced_at=None, modified_at=None)
    record(post, _("publication undone"), by=by, now=now)
    audit(Action.UNDONE, by=by, about=post, now=now)
    return post


@verb
def withdraw(
    post: Post, *, reason: str, by: User | None, now: datetime, base_version: int | None = None
) -> Post:
    """Take an announced post from readers: its address answers 410 with `reason`, its preview links nothing.

    Raises NotAnnounced for a post no reader was ever told of (undo or delete it instead).
    """
    post = _locked(post, State.SCHEDULED, State.PUBLISHED, base_version=base_version)
    if not post.was_announced(now):
        raise NotAnnounced(post)
    _set(post, now, state=State.WITHDRAWN, withdrawn_at=now, withdrawn_reason=reason.strip()[:300])
    previews.revoke_all(now, of=post)
    record(post, _("withdrawn: %(reason)s") % {"reason": reason}, by=by, now=now)
    audit(Action.WITHDRAWN, by=by, about=post, detail=reason, now=now)
    transaction.on_commit(lambda: signals.post_withdrawn.send(sender=Post, post=post))
    return post


@verb
def restore(post: Post, *, by: User | None, now: datetime, base_version: int | None = None) -> Post:
    """Show a withdrawn post again, at its address and with its date."""
    post = _locked(post, State.WITHDRAWN, base_version=base_version)
    _set(post, now, state=State.PUBLISHED, withdrawn_at=None, withdrawn_reason="", modified_at=now)
    post.placements.update(unseen=False)
    record(post, _("shown again"), by=by, now=now)
    audit(Action.RESTORED, by=by, about=post, now=now)
    return post


@verb
def promote_due(now: datetime) -> int:
    """Turn the posts whose instant has come; returns how many. Safe to call any number of times, by anyone.

    Readers never wait for it: visibility compares times. It keeps states, stored times, the generation
    and signals true to the clock.
    """
    due = list(Post.objects.select_for_update().published(now).filter(state=State.SCHEDULED))
    for post in due:
        post.state, post.version = State.PUBLISHED, post.version + 1
        post.save(update_fields=["state", "version"])
        record(post, _("published"), by=None, now=now)
        audit(Action.PUBLISHED, by=None, about=post, now=now)
    search.index(*due)
    untold = list(Post.objects.select_for_update().announced(now).filter(signalled_at=None))
    Post.objects.filter(pk__in=[post.pk for post in untold]).update(signalled_at=now)
    caching.next_generation(now)
    for post in untold:
        transaction.on_commit(lambda post=post: signals.post_published.send(sender=Post, post=post))  # type: ignore[misc]
    return len(due)


def check(post: Post) -> None:
    """Raise Refused, under the field that lacks it, where a post has not what readers need."""
    if not post.title:
        raise Refused({"title": [_("Write a title before you publish.")]})
    if not post.has_words:
        raise Refused({"body": [_("Write some text, or paste an exchange, before you publish.")]})


def _locked(post: Post, *states: str, base_version: int | None) -> Post:
    """The post as it stands, nobody else's until the end. Raises WrongState and Stale.

    Stale if anyone saved it, or did anything to it, since it was at `base_version`. Edits kept without being
    shown are not counted: they change nothing that these verbs show or hide, and one's own are kept as one
    types.
    """
    fresh = Post.objects.select_for_update().get(pk=post.pk)
    if fresh.state not in states:
        raise WrongState(fresh.state)
    if base_version is not None and fresh.revisions.filter(version__gt=base_version).exists():
        raise Stale(post)
    return fresh


def _set(post: Post, now: datetime, **columns: object) -> None:
    """Write these columns, and what follows from them for excerpts and for stored pages."""
    post.version += 1
    for name, value in {**columns, "saved_at": now}.items():
        setattr(post, name, value)
    post.save(update_fields=[*columns, "saved_at", "version"])
    excerpts.mend_first_shown(list(post.placements.values_list("excerpt_id", flat=True)))
    search.index(post)
    caching.next_generation(now)
