"""The sitemap (https://www.sitemaps.org/protocol.html): every page a stranger may find, once it is announced.

A small site's is one list. A large one's is an index of shards, each the rows of one kind whose ids lie in
one range: no row ever moves to another shard, and no file takes longer to make as the site grows.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import Max, Model, QuerySet
from django.urls import reverse

from blog.models import Event, Excerpt, Page, Person, Post, Series, Source, Tag
from blog.models.prepared import prepared
from blog.syndication import announced
from blog.syndication.addresses import absolute, home
from blog.syndication.alternates import alternates

SHARD = 1_000
"""Addresses in one file at most, so that one is made in milliseconds; the protocol allows 50,000."""
SAMPLED = 2
"""Ids of a shard that are asked for to learn whether it holds any row: of most the first is there."""
SAMPLED_AT_ONCE = 256
"""Shards whose ids are asked for in one query."""
LISTS = "lists"
XHTML = "http://www.w3.org/1999/xhtml"
_SLUG = "slug-of-a-row"


class Place(NamedTuple):
    """An address, as a URI, and when what stands there last changed."""

    url: str
    modified: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    """Languages in which it can be read, its own among them, and the address in each."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows with a page each: the views of such a page and of their list, the column of a last change, and
    those that may be named.
    """

    model: type[Model]
    page: str
    all: str
    modified: str
    rows: Callable[[datetime], QuerySet[Any]]
    alternates: Callable[[Any, int, int], dict[int, dict[str, str]]] = lambda _rows, _first, _last: {}
    """Of rows from one id to another that are there in several languages: the slug in each, by their ids."""

    def last_id(self) -> int:
        """No fewer than there are rows; unlike their number it costs nothing to know."""
        return self.model._base_manager.aggregate(last=Max("pk"))["last"] or 0

    def places(self, now: datetime, shard: int | None = None) -> Iterator[Place]:
        """The pages of these rows, in order of their ids."""
        every = rows = self.rows(now)
        if shard is not None:
            rows = every.filter(pk__gte=shard * SHARD, pk__lt=(shard + 1) * SHARD)
        columns = ["pk", "slug", self.modified] if self.modified else ["pk", "slug"]
        found = list(rows.order_by("pk").values_list(*columns))
        alternates = self.alternates(every, found[0][0], found[-1][0]) if found else {}
        before, _mark, after = absolute(reverse(self.page, args=[_SLUG])).rpartition(_SLUG)

        def address(slug: str) -> str:
            return f"{before}{slug if slug.isascii() else quote(slug)}{after}"

        for pk, slug, *modified in found:
            others = [(language, address(other)) for language, other in alternates.get(pk, {}).items()]
            yield Place(address(slug), modified[0] if modified else None, tuple(others))


KINDS = {
    "posts": Kind(Post, "blog:post", "blog:posts", "modified_at", Post.objects.announced, alternates),
    "excerpts": Kind(Excerpt, "blog:excerpt", "blog:excerpts", "modified_at", announced.excerpts),
    "people": Kind(Person, "blog:person", "blog:people", "", announced.people),
    "sources": Kind(Source, "blog:source", "blog:sources", "", announced.sources),
    "tags": Kind(Tag, "blog:tag", "blog:tags", "", announced.tags),
    "series": Kind(Series, "blog:series", "", "", announced.series),
    "pages": Kind(Page, "blog:page", "", "modified_at", lambda _now: Page.objects.published()),
}
"""What has pages, by the word that names its shards."""


def sitemap(now: datetime) -> str:
    """All addresses, or where they may be too many for one file the addresses of its shards."""
    last = {name: kind.last_id() for name, kind in KINDS.items()}
    if len(KINDS) + sum(last.values()) > SHARD:
        shards = [(name, number) for name in KINDS for number in _shards(name, last[name], now)]
        return _index([(LISTS, 0), *shards])
    places = {name: list(kind.places(now)) for name, kind in KINDS.items()}
    lists = _lists((kind for name, kind in KINDS.items() if places[name]), now)
    return _urlset(chain(lists, *places.values()))


def shard(name: str, number: int, now: datetime) -> str | None:
    """The addresses in one shard; None where it holds none."""
    if (name, number) == (LISTS, 0):
        return _urlset(_lists((kind for kind in KINDS.values() if kind.rows(now).exists()), now))
    places = list(KINDS[name].places(now, number)) if name in KINDS else []
    return _urlset(places) if places else None


def _shards(name: str, last: int, now: datetime) -> Iterator[int]:
    """The numbers of the shards with rows of this kind, whose ids end with `last`.

    Some ids of each are asked for together. Where none of them is a row's, the next row is looked for.
    """
    number, asked, known = 0, 0, set[int]()
    while number <= last // SHARD:
        if number >= asked:
            asked = min(number + SAMPLED_AT_ONCE, last // SHARD + 1)
            some = [each * SHARD + place for each in range(number, asked) for place in range(SAMPLED)]
            known.update(pk // SHARD for pk in _among(name)(some, now))
        if number not in known:
            if not (found := _first_from(name)(number * SHARD, now)):
                return
            number = found[0] // SHARD
        yield number
        number += 1


@cache
def _among(name: str) -> Callable[[list[int], datetime], list[int]]:
    """What finds the rows of this kind among some ids."""

    @prepared
    def among(ids: list[int], now: datetime) -> QuerySet[Any, int]:
        return KINDS[name].rows(now).filter(pk__in=ids).order_by().values_list("pk", flat=True)

    return among


@cache
def _first_from(name: str) -> Callable[[int, datetime], list[int]]:
    """What finds the first row of this kind whose id is no less, by its id."""

    @prepared
    def first(least: int, now: datetime) -> QuerySet[Any, int]:
        return KINDS[name].rows(now).filter(pk__gte=least).order_by("pk").values_list("pk", flat=True)[:1]

    return first


def _lists(kinds: Iterable[Kind], now: datetime) -> list[Place]:
    """The home page, and the list of each kind that has rows; also of corrections, which have no pages."""
    lists = [kind.all for kind in kinds if kind.all]
    if Event.objects.announced(now).corrections().exists():
        lists.append("blog:corrections")
    return [Place(home()), *(Place(absolute(reverse(name))) for name in lists)]


def _index(shards: Iterable[tuple[str, int]]) -> str:
    before, _name, after = absolute(reverse("blog:sitemap_shard", args=[LISTS, 0])).rpartition(f"{LISTS}-0")
    places = (Place(f"{before}{name}-{number}{after}") for name, number in shards)
    return _document("sitemapindex", "sitemap", places)


def _urlset(places: Iterable[Place]) -> str:
    return _document("urlset", "url", places)


def _document(root: str, element: str, places: Iterable[Place]) -> str:
    lines = (
        f"<{element}><loc>{place.url}</loc>{_lastmod(place.modified)}{_links(place)}</{element}>"
        for place in places
    )
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="{XHTML}">',
            *lines,
            f"</{root}>\n",
        ]
    )


def _links(place: Place) -> str:
    """As search engines ask for it: https://developers.google.com/search/docs/specialty/international."""
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{url}"/>'
        for language, url in place.alternates
    )


def _lastmod(modified: datetime | None) -> str:
    """W3C date and time (https://www.w3.org/TR/NOTE-datetime), in UTC, as databases are asked for it."""
    return f"<lastmod>{modified.isoformat(timespec='seconds')}</lastmod>" if modified else ""
