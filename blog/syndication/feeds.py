"""What a feed carries: announced essays, or excerpts, whole, a page at a time. `formats` writes it down.

`before` is the key of the last entry a reader has, and None for the newest (RFC 5005, 3: paged feeds).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from blog.memo import memoized
from blog.models import (
    Authorship,
    Excerpt,
    Generation,
    Person,
    Post,
    Series,
    SiteIdentity,
    Source,
    Tag,
    Tally,
    Turn,
)
from blog.models.complete import held
from blog.models.excerpt import ExcerptQuerySet
from blog.models.paging import Page, Tie, among, key, newest_first, until
from blog.models.post import PostQuerySet
from blog.models.tag import give_excerpt_tags
from blog.syndication import announced, letters
from blog.syndication.addresses import absolute, home
from blog.syndication.sharing import SharedImage, image_of_excerpt, image_of_post
from blog.syndication.wording import answer_of, title_of
from blog.transfer.collect import parts

NEWEST = 20
"""Entries on a page of a feed."""
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
"""When a site on which nothing was ever saved last changed: the same on every request."""
_SELF_LINK = re.compile(r'<a class="pa" [^<>]*></a>')
"""The renderer's link of a paragraph to itself: empty, so without our style it is nothing but a stop."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`id` never changes; `summary` is plain text and `html` stands anywhere: its addresses are absolute."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    language: str
    authors: tuple[Author, ...] = ()
    tags: tuple[str, ...] = ()
    image: SharedImage | None = None
    """What lists of entries show beside it: a cover or a card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """`url` is the page whose news it tells, and `older` the key of its next page, if there is one.

    `id` stays through a change of address. Every text in it may stand in XML 1.0.
    """

    id: str
    title: str
    description: str
    url: str
    language: str
    author: Author
    entries: tuple[Entry, ...]
    updated: datetime
    older: str = ""


def essays(site: SiteIdentity, now: datetime, before: str | None = None) -> Feed:
    """The newest essays."""
    return _feed(site, "essays", site.name, home(), _essays(_announced(now, before), before))


def tagged(tag: Tag, site: SiteIdentity, now: datetime, before: str | None = None) -> Feed:
    """The newest essays under `tag`."""
    title = _("%(site)s: essays tagged %(tag)s") % {"site": site.name, "tag": tag.name}
    url, known = absolute(tag.get_absolute_url()), Tally.objects.number(Tally.What.TAGGED, tag.pk)
    return _feed(site, tag, title, url, _essays(_announced(now, before).tagged(tag, known), before))


def in_series(series: Series, site: SiteIdentity, now: datetime, before: str | None = None) -> Feed:
    """The newest parts of `series`, newest first: a feed tells what is new."""
    title = _("%(site)s: %(name)s") % {"site": site.name, "name": series.title}
    parts = Post.objects.announced(now).filter(series=series)
    url = absolute(series.get_absolute_url())
    return _feed(site, series, title, url, _essays(parts, before))


def excerpts(site: SiteIdentity, now: datetime, before: str | None = None) -> Feed:
    """The excerpts shown first most lately, each with the essays that quote it."""
    title = _("%(site)s: excerpts") % {"site": site.name}
    url = absolute(reverse("blog:excerpts"))
    return _feed(site, "excerpts", title, url, _excerpts(announced.excerpts(now), now, before))


def by_person(person: Person, site: SiteIdentity, now: datetime, before: str | None = None) -> Feed:
    """The newest of what `person` said, as excerpts, and of the essays they wrote."""
    title = _("%(site)s: %(name)s") % {"site": site.name, "name": person.name}
    known = Tally.objects.of_each([person.pk], Tally.What.EXCHANGE, Tally.What.WROTE).get(person.pk, {})
    turns, links = Turn.objects.filter(person=person), Authorship.objects.filter(person=person)
    spoken = among(announced.excerpts(now), turns, "excerpt", known.get(Tally.What.EXCHANGE, 0))
    essays = _announced(now, before, tie="feed_id")
    written = among(essays, links, "post", known.get(Tally.What.WROTE, 0))
    said, wrote = _excerpts(spoken, now, before, tie="feed_id"), _essays(written, before, tie="feed_id")
    both: list[Post | Excerpt] = [*said.rows, *wrote.rows]
    newest = sorted(both, key=lambda row: (_published(row), row.feed_id), reverse=True)
    rows, left = newest[:NEWEST], newest[NEWEST:]
    older = key(_published(rows[-1]), rows[-1].feed_id) if left or said.more or wrote.more else ""
    return _feed(site, person, title, absolute(person.get_absolute_url()), Page(rows, older))


def of_source(source: Source, site: SiteIdentity, now: datetime, before: str | None = None) -> Feed:
    """The excerpts from `source`."""
    title = _("%(site)s: %(name)s") % {"site": site.name, "name": source.title}
    quoted = announced.excerpts(now).filter(source=source)
    url = absolute(source.get_absolute_url())
    return _feed(site, source, title, url, _excerpts(quoted, now, before))


def _feed(site: SiteIdentity, of: Model | str, title: str, url: str, page: Page[Any]) -> Feed:
    """`of` says what the feed is of, whatever that is called; the page is of essays, of excerpts, or both."""
    name = of if isinstance(of, str) else f"{of._meta.model_name} {of.pk}"
    entries = tuple(_entry(row, site) for row in page.rows)
    return Feed(
        id=uuid5(site.feed_id or uuid5(NAMESPACE_URL, home()), name).urn,
        title=legal(title),
        description=legal(site.introduction or site.name),
        url=url,
        language=site.language,
        author=Author(legal(site.name), home()),
        entries=entries,
        updated=max((entry.updated for entry in entries), default=None) or _emptied(),
        older=page.more,
    )


def _emptied() -> datetime:
    """When a feed without entries last changed, as nearly as is known: when the site did, as HTTP tells."""
    return Generation.current().changed_at or NOTHING_YET


def _announced(now: datetime, before: str | None, tie: Tie = "pk") -> PostQuerySet:
    """What was announced by `now`, of which the page behind `before` will be asked for."""
    return Post.objects.published(until(now, before, tie)).announced(now)


def _essays(posts: PostQuerySet, before: str | None, tie: Tie = "pk") -> Page[Post]:
    rows = posts.for_page().defer("body", "plain_text", "contents", "anchors")
    return newest_first(rows, "published_at", before, NEWEST, tie)


def _excerpts(excerpts: ExcerptQuerySet, now: datetime, before: str | None, tie: Tie = "pk") -> Page[Excerpt]:
    quoting = partial(announced.give_quoting, now=now)
    rows = excerpts.for_page().defer("raw").completed_by(give_excerpt_tags, quoting)
    return newest_first(rows, "first_shown_at", before, NEWEST, tie)


def _published(row: Post | Excerpt) -> datetime:
    return (row.published_at if isinstance(row, Post) else row.first_shown_at) or row.created_at


def _entry(row: Post | Excerpt, site: SiteIdentity) -> Entry:
    return _post_entry(row, site) if isinstance(row, Post) else _excerpt_entry(row, site)


def _post_entry(post: Post, site: SiteIdentity) -> Entry:
    language = post.language or site.language
    published = _published(post)
    interface = site.interface_for(language)

    def html() -> str:
        return _SELF_LINK.sub(
            "",
            _html(
                "post",
                interface,
                language,
                cover=post.cover,
                corrections=post.corrections,
                parts=parts(post, settings.SITE_ORIGIN),
                reply=letters.reply(post),
            ),
        )

    return Entry(
        id=post.feed_id.urn,
        url=absolute(post.get_absolute_url()),
        title=legal(post.title),
        summary=legal(post.description),
        html=memoized("feed post", html, (post, language, interface)),
        published=published,
        updated=post.modified_at or published,
        language=language,
        authors=tuple(_author(person) for person in post.author_list),
        tags=_names(post.shown_tags),
        image=image_of_post(post, site),
    )


def _excerpt_entry(excerpt: Excerpt, site: SiteIdentity) -> Entry:
    published = _published(excerpt)
    interface = site.interface_for(site.language)
    posts = [placement.post for placement in held(excerpt, "placements")]

    def html() -> str:
        return _html("excerpt", interface, site.language, excerpt=excerpt, posts=posts)

    return Entry(
        id=excerpt.feed_id.urn,
        url=absolute(excerpt.get_absolute_url()),
        title=legal(title_of(excerpt)),
        summary=legal(answer_of(excerpt)),
        html=memoized("feed excerpt", html, (excerpt, posts, site.language, interface)),
        published=published,
        updated=max(published, excerpt.modified_at),
        language=excerpt.language or site.language,
        tags=_names(excerpt.shown_tags),
        image=image_of_excerpt(excerpt, site),
    )


def _html(kind: str, interface: str, language: str, **context: object) -> str:
    context = {"language": language, "interface": interface, "origin": settings.SITE_ORIGIN, **context}
    with translation.override(interface):
        return legal(render_to_string(f"components/feed_{kind}.html", context).strip())


def _author(person: Person) -> Author:
    return Author(legal(person.name), "" if person.hidden else absolute(person.get_absolute_url()))


def _names(tags: Sequence[Tag]) -> tuple[str, ...]:
    return tuple(legal(tag.name) for tag in tags)


def legal(text: str) -> str:
    """`text` without the characters XML 1.0 (2.2) has no place for, escaped or not."""
    return _NOT_XML.sub("", text)
