"""Verbs on what happened since: corrections, follow-ups and replies. They change no quoted word."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Action, User
from accounts.models import record as audit
from blog import caching
from blog.models import Event, Excerpt, Post
from blog.publishing.limits import check_event
from blog.publishing.text import Refused
from blog.publishing.verb import verb

STILL_TO_COME = gettext_lazy("This is still to come. Write when it happened.")


@verb
def add(event: Event, *, by: User | None, now: datetime) -> Event:
    """Tell readers: it stands wherever its essay or excerpt does, and feeds show those as changed.

    Raises Refused, by field.
    """
    _write(event, by=by, now=now)
    action = Action.CORRECTED if event.kind == Event.Kind.CORRECTION else Action.FOLLOWED_UP
    audit(action, by=by, about=event.about, detail=event.text, now=now)
    _announce(event, now)
    caching.next_generation(now)
    return event


@verb
def change(event: Event, *, by: User | None, now: datetime) -> Event:
    """Word it better, without telling anyone anew. Raises Refused, by field."""
    _write(event, by=by, now=now)
    audit(Action.UPDATED, by=by, about=event, now=now)
    caching.next_generation(now)
    return event


@verb
def remove(event: Event, *, by: User | None, now: datetime) -> None:
    """Take it from readers. The audit list keeps its words."""
    audit(Action.DELETED, by=by, about=event, detail=event.text, now=now)
    event.delete()
    caching.next_generation(now)


def check(event: Event, now: datetime) -> None:
    """Raise Refused, under the field it is about, for what cannot be told."""
    check_event(event)
    if not event.text.strip():
        raise Refused({"text": [_("Write what readers should know.")]})
    if event.at > now:
        raise Refused({"at": [STILL_TO_COME]})
    if event.kind != Event.Kind.REPLY and event.label:
        raise Refused({"label": [_("Only a reply is by someone.")]})
    if event.kind != Event.Kind.CORRECTION and event.excerpt is None:
        raise Refused({"kind": [_("Of an essay only corrections are told. Choose one of its exchanges.")]})
    if event.kind == Event.Kind.REPLY and (event.excerpt is None or event.turn_of(event.excerpt) is None):
        raise Refused({"label": [_("A reply is by someone the excerpt quotes. Choose who.")]})


def _write(event: Event, *, by: User | None, now: datetime) -> None:
    check(event, now)
    event.text, event.by, event.written_at = event.text.strip(), by, now
    event.save()


def _announce(event: Event, now: datetime) -> None:
    """Move the time of the last change readers were told of, where there are readers."""
    if event.excerpt is not None:
        Excerpt.objects.filter(pk=event.excerpt.pk).update(modified_at=now)
        shown = Post.objects.filter(placements__excerpt=event.excerpt)
    else:
        shown = Post.objects.filter(events=event)
    shown.published(now).update(modified_at=now)
