"""An excerpt as data. The schema is a promise: fields may be added, none changes or goes under one number."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from blog.models import Check, Event, Excerpt, Post, Source, Turn

SCHEMA = "rejoinder/excerpt/1"


def as_data(excerpt: Excerpt, quoting: Iterable[Post]) -> dict[str, Any]:
    """`excerpt` (from `for_page`), ready for JSON. What is not known is null; addresses are absolute.

    `quoting` are the visible posts that place it. Dates said are ISO 8601, perhaps a year or a month only.
    """
    return {
        "schema": SCHEMA,
        "id": excerpt.feed_id.urn,
        "slug": excerpt.slug,
        "url": _absolute(excerpt),
        "language": excerpt.language or None,
        "said": excerpt.said or None,
        "context": excerpt.context or None,
        "question": excerpt.question,
        "turns": [_turn(turn) for turn in excerpt.turn_list],
        "source": _source(excerpt, excerpt.source) if excerpt.source else None,
        "quoted_in": [{"title": post.title, "url": _absolute(post)} for post in quoting],
        "first_shown": excerpt.first_shown_at.isoformat() if excerpt.first_shown_at else None,
        "modified": excerpt.modified_at.isoformat(),
        "corrections": [_event(event) for event in excerpt.corrections],
        "follow_ups": [_follow_up(event, excerpt) for event in excerpt.since],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "url": _absolute(event),
        "at": event.at.isoformat(),
        "text": event.text,
        "lang": event.language or None,
        "source": {"title": event.source or None, "url": event.url or None} if _is_sourced(event) else None,
    }


def _follow_up(event: Event, excerpt: Excerpt) -> dict[str, Any]:
    """What happened since; of a reply also who speaks, as a turn tells it."""
    if event.kind != Event.Kind.REPLY:
        return {**_event(event), "reply": None}
    turn = _turn(Turn.of_reply(event, excerpt))
    told = ("label", "speaker", "person_url", "capacity")
    return {**_event(event), "reply": {name: turn[name] for name in told}}


def _is_sourced(event: Event) -> bool:
    return bool(event.source or event.url)


def _turn(turn: Turn) -> dict[str, Any]:
    person = turn.person if turn.person and not turn.person.hidden else None
    return {
        "number": turn.number,
        "kind": turn.kind,
        "label": turn.label,
        "speaker": person.name if person else turn.label,
        "person_url": _absolute(person) if person else None,
        "capacity": turn.capacity or None,
        "time": turn.time_code or None,
        "text": turn.text,
        "lang": turn.language or None,
        "translation": _translation(turn) if turn.translation else None,
        "check": _check(turn.checked) if turn.checked else None,
    }


def _check(found: Check) -> dict[str, Any]:
    """What comparing the turn with its source found. The source's own words stay private."""
    return {
        "verdict": found.verdict,
        "contract": found.contract,
        "at": found.at.isoformat(),
        "snapshot_sha256": found.sha256,
        "folds": found.folds,
        "omitted_words": found.omitted_words,
    }


def _translation(turn: Turn) -> dict[str, str | None]:
    return {
        "lang": turn.translation_language or None,
        "translator": turn.translator or None,
        "text": turn.translation,
    }


def _source(excerpt: Excerpt, source: Source) -> dict[str, Any]:
    since = source.outcome_since
    return {
        "title": source.title,
        "url": source.url or None,
        "publisher": source.publisher or None,
        "kind": source.kind or None,
        "page": _absolute(source),
        "copies": source.copies,
        "drift": {"found": excerpt.drift, "since": since.isoformat()} if excerpt.drift and since else None,
    }


def _absolute(row: "Excerpt | Post | Source | Any") -> str:
    return f"{settings.SITE_ORIGIN}{row.get_absolute_url()}"
