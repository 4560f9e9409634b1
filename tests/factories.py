"""Rows for tests, made as the site makes them: through the verbs."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from blog.models import Event, Excerpt, Page, Person, Post, Series, Snapshot, Source
from blog.models.addresses import make_slug
from blog.models.snapshot import Origin
from blog.publishing import events, excerpts, library, posts, release, series
from blog.publishing.text import Box, PostText
from blog.publishing.verb import verb
from blog.transcripts import read_box

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
"""The same instant as the `now` fixture."""

COUNTS = (1, 3, pytest.param(30, marks=pytest.mark.full))
"""How many rows a list is asked for, where it must make no more queries for more of them."""

EXCHANGE = """Q: What makes a good archive?

Lucía Prado: That someone unknown can still open it in thirty years.

Source: [Mañana en el archivo](https://radiolitoral.example/archivo), 2025-06-14"""

_number = count(1)


def make_user(role: str = Role.AUTHOR, **fields: str) -> User:
    """Someone who may sign in, with the password `correct horse`."""
    number = next(_number)
    fields = {"email": f"{role}{number}@example.org", "name": f"{role.title()} {number}", **fields}
    return User.objects.create_user(fields.pop("email"), "correct horse", role=role, **fields)


def make_person(name: str = "Mei Tan", **fields: object) -> Person:
    """A person with a page once something visible quotes them."""
    person = Person(name=name, slug=str(fields.pop("slug", "")) or make_slug(name), **fields)
    library.save(person, now=NOW)
    return person


@verb
def make_post(
    title: str | None = None,
    *,
    body: str = "It was said in a small room.\n\nIt is repeated in a larger one.",
    state: str = "published",
    exchanges: Sequence[str] = (),
    tags: Sequence[str] = (),
    authors: Sequence[Person] = (),
    published_at: datetime | None = None,
    now: datetime | None = None,
    by: User | None = None,
    reason: str = "Withdrawn by its author.",
    **fields: Any,
) -> Post:
    """A post in `state`; `exchanges` are Transcript boxes, attached at the top.

    A published one is a day old and announced, a scheduled one a day ahead; or at `published_at`.
    """
    at = published_at or NOW + timedelta(days=1 if state == "scheduled" else -1)
    saved = now or (at if state != "scheduled" else NOW - timedelta(days=2))
    text = PostText(
        title=f"Essay {next(_number)}" if title is None else title,
        body=body,
        tags=tuple(tags),
        authors=tuple(person.pk for person in authors),
        boxes=tuple(Box(text=exchange) for exchange in exchanges),
        **fields,
    )
    post = posts.save(None, text, by=by, now=saved)
    if state == "in review":
        return release.submit(post, by=by, now=saved)
    if state in {"scheduled", "published", "withdrawn"}:
        post = release.publish(post, by=by, now=saved, at=at)
    if state == "withdrawn":
        post = release.withdraw(post, reason=reason, by=by, now=saved + timedelta(hours=1))
    return post


def make_posts(number: int, *, newest: datetime = NOW - timedelta(days=1), **fields: object) -> list[Post]:
    """`number` published posts, a day apart, newest first; each with an exchange of its own."""
    return [
        make_post(
            published_at=newest - timedelta(days=back),
            exchanges=[
                f"Q: And day {back}?\n\nSpeaker Day {_spelled(back)}: It passed.\n\nSource: Almanac {back}"
            ],
            **fields,  # type: ignore[arg-type]
        )
        for back in range(number)
    ]


def make_excerpt(exchange: str = EXCHANGE, *, by: User | None = None) -> Excerpt:
    """An excerpt no post places yet."""
    return excerpts.save(None, read_box(exchange), raw=exchange, by=by, now=NOW)


def make_snapshot(source: Source, text: str, *, now: datetime = NOW, **fields: Any) -> Snapshot:
    """What `source` says, as someone pasted it."""
    return library.keep_snapshot(source, text, **{"origin": Origin.PASTED, "now": now, **fields})


def make_event(about: Post | Excerpt | None = None, *, now: datetime = NOW, **fields: Any) -> Event:
    """A correction of `about`; or of a new excerpt, in no essay. A day old unless it says when."""
    about = about or make_excerpt()
    whole = {
        "kind": Event.Kind.CORRECTION,
        "text": "It is a co-operative.",
        "at": now - timedelta(days=1),
        str(about._meta.model_name): about,
        **fields,
    }
    return events.add(Event(**whole), by=None, now=now)


def make_page(
    title: str = "About", *, published: bool = True, body: str = "Who writes here.", **fields: str
) -> Page:
    """A page outside the timeline."""
    page = Page(
        title=title,
        slug=fields.pop("slug", "") or make_slug(title),
        body=body,
        is_published=published,
        **fields,
    )
    library.save_page(page, now=NOW)
    return page


def make_series(title: str = "The shoebox", *, parts: Sequence[Post] = (), **fields: str) -> Series:
    """A series of these essays, in this order."""
    row = Series(title=title, slug=fields.pop("slug", "") or make_slug(title), **fields)
    series.save(row, parts=[post.pk for post in parts], by=None, now=NOW)
    return row


def _spelled(number: int) -> str:
    """A number as letters, for names: names with digits are no people."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).title()
