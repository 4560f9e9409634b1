"""What happened since, in the front matter of an essay's file: written, read, and told where it is new."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from blog.models import Event, Excerpt, Post
from blog.publishing import events
from blog.publishing.limits import check_event
from blog.publishing.text import Refused
from blog.transfer.document import BadDocument, DocumentEvent

COLUMNS = {
    "kind": "kind",
    "text": "text",
    "by": "label",
    "capacity": "capacity",
    "language": "language",
    "source": "source",
    "url": "url",
}
"""What an entry of the list says in words, and where that is kept."""


def write_events(post: Post) -> list[dict[str, str]]:
    """Those of `post` (from `for_page`) and of its excerpts."""
    excerpts = [placement.excerpt for placement in post.placements.all()]
    of_excerpts = [(event, excerpt.slug) for excerpt in excerpts for event in excerpt.events.all()]
    return [_entry(event, slug) for event, slug in [*((each, "") for each in post.corrections), *of_excerpts]]


def _entry(event: Event, slug: str) -> dict[str, str]:
    told = {name: str(getattr(event, column)) for name, column in COLUMNS.items()}
    entry = {"excerpt": slug, "date": timezone.localtime(event.at).isoformat(), **told}
    return {name: value for name, value in entry.items() if value}


def read_events(entries: Any, read_date: Callable[[Any], datetime | None]) -> tuple[DocumentEvent, ...]:
    """The entries of front matter, in their order. Raises BadDocument, saying which is wrong."""
    if not isinstance(entries or [], list):
        raise BadDocument(_("“events” in the front matter must be a list, each with kind, date and text."))
    return tuple(_event(number, entry, read_date) for number, entry in enumerate(entries or [], 1))


def _event(number: int, entry: Any, read_date: Callable[[Any], datetime | None]) -> DocumentEvent:
    if not isinstance(entry, dict) or any(isinstance(value, (dict, list)) for value in entry.values()):
        raise _wrong(number, _("Write kind, date and text, each with its value."))
    if unknown := sorted(str(name) for name in entry if name not in {"excerpt", "date", *COLUMNS}):
        raise _wrong(number, _("“%(name)s” is nothing it can say.") % {"name": unknown[0][:40]})
    if (kind := entry.get("kind")) not in Event.Kind.values:
        said = {"kind": str(kind or "")[:40], "known": ", ".join(Event.Kind.values)}
        raise _wrong(number, _("“%(kind)s” is no kind. Write one of: %(known)s.") % said)
    try:
        at = read_date(entry.get("date"))
    except BadDocument as error:
        raise _wrong(number, str(error)) from error
    if at is None:
        raise _wrong(number, _("There is no date. Write it as 2025-01-31 or 2025-01-31 09:30."))
    said = {name: str(value).strip() for name, value in entry.items() if value is not None}
    words = {column: said.get(name, "") for name, column in COLUMNS.items()}
    return DocumentEvent(excerpt=said.get("excerpt", ""), at=at, **words)


def tell(told: tuple[DocumentEvent, ...], post: Post, *, by: User | None, now: datetime) -> Iterator[str]:
    """Add each that its essay or excerpt does not have yet; gives what to say of those it could not.

    Raises BadDocument for what could not be told at the desk either.
    """
    excerpts = {row.slug: row for row in Excerpt.objects.with_turns().filter(placements__post=post)}
    # A file names the newest first.
    for number, each in sorted(enumerate(told, 1), key=lambda pair: (pair[1].at, -pair[0])):
        if each.excerpt and each.excerpt not in excerpts:
            said = {"number": number, "slug": each.excerpt}
            yield _("Event %(number)d was not read: there is no exchange “%(slug)s” here.") % said
            continue
        about: Post | Excerpt = excerpts[each.excerpt] if each.excerpt else post
        words = {column: getattr(each, column) for column in COLUMNS.values()}
        event = Event(at=each.at, **words, **{str(about._meta.model_name): about})
        try:
            check_event(event)  # a database may not even be asked for what no row can hold
            if not about.events.filter(kind=each.kind, at=each.at, text=each.text).exists():
                events.add(event, by=by, now=now)
        except Refused as refused:
            raise _wrong(number, " ".join(refused.messages)) from refused


def _wrong(number: int, why: str) -> BadDocument:
    return BadDocument(
        _("“events” in the front matter, entry %(number)d: %(why)s") % {"number": number, "why": why}
    )
