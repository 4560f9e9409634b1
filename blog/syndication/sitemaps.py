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

from django.db.models import Max, QuerySet
from django.urls import reverse

from blog.models import Event, Page, Post
from blog.models.prepared import prepared
from blog.syndication import announced
from blog.syndication.addresses import absolute, home
from blog.syndication.alternates import alternates

SHARD = 3_000
"""Addresses in one file at most, so that one is made in milliseconds; the protocol allows 50,000."""
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
    """Rows with a page each: the views of such a page and of their list, and the column of a last change."""

    page: str
    all: str
    modified: str
    rows: QuerySet[Any]
    alternates: Callable[[Any, int, int], dict[int, dict[str, str]]] = lambda _rows, _first, _last: {}
    """Of rows from one id to another that are there in several languages: the slug in each, by their ids."""

    def last_id(self) -> int:
        """No fewer than there are rows; unlike their number it costs nothing to know."""
        return self.rows.model._base_manager.aggregate(last=Max("pk"))["last"] or 0

    def places(self, shard: int | None = None) -> Iterator[Place]:
        """The pages of these rows, in order of their ids."""
        rows = (
            self.rows
            if shard is None
            else self.rows.filter(pk__gte=shard * SHARD, pk__lt=(shard + 1) * SHARD)
        )
        columns = ["pk", "slug", self.modified] if self.modified else ["pk", "slug"]
        found = list(rows.order_by("pk").values_list(*columns))
        alternates = self.alternates(self.rows, found[0][0], found[-1][0]) if found else {}
        before, _mark, after = absolute(reverse(self.page, args=[_SLUG])).rpartition(_SLUG)

        def address(slug: str) -> str:
            return f"{before}{slug if slug.isascii() else quote(slug)}{after}"

        for pk, slug, *modified in found:
            others = [(language, address(other)) for language, other in alternates.get(pk, {}).items()]
            yield Place(address(slug), modified[0] if modified else None, tuple(others))


def kinds(now: datetime) -> dict[str, Kind]:
    """What has pages, by the word that names its shards."""
    return {
        "posts": Kind("blog:post", "blog:posts", "modified_at", Post.objects.announced(now), alternates),
        "excerpts": Kind("blog:excerpt", "blog:excerpts", "modified_at", announced.excerpts(now)),
        "people": Kind("blog:person", "blog:people", "", announced.people(now)),
        "sources": Kind("blog:source", "blog:sources", "", announced.sources(now)),
        "tags": Kind("blog:tag", "blog:tags", "", announced.tags(now)),
        "series": Kind("blog:series", "", "", announced.series(now)),
        "pages": Kind("blog:page", "", "modified_at", Page.objects.published()),
    }


def sitemap(now: datetime) -> str:
    """All addresses, or where they may be too many for one file the addresses of its shards."""
    found = kinds(now)
    if len(found) + sum(kind.last_id() for kind in found.values()) > SHARD:
        shards = [(name, number) for name in found for number in _shards(name, now)]
        return _document("sitemapindex", "sitemap", [_shard_place(*shard) for shard in [(LISTS, 0), *shards]])
    places = {name: list(kind.places()) for name, kind in found.items()}
    lists = _lists((kind for name, kind in found.items() if places[name]), now)
    return _urlset(chain(lists, *places.values()))


def shard(name: str, number: int, now: datetime) -> str | None:
    """The addresses in one shard; None where it holds none."""
    found = kinds(now)
    if (name, number) == (LISTS, 0):
        return _urlset(_lists((kind for kind in found.values() if kind.rows.exists()), now))
    places = list(found[name].places(number)) if name in found else []
    return _urlset(places) if places else None


def _shards(name: str, now: datetime) -> Iterator[int]:
    """The numbers of the shards with rows of this kind, found by stepping from one to the next."""
    number, first_from = -1, _first_from(name)
    while found := first_from((number + 1) * SHARD, now):
        number = found[0] // SHARD
        yield number


@cache
def _first_from(name: str) -> Callable[[int, datetime], list[int]]:
    """What finds the first row of this kind whose id is no less, by its id."""

    @prepared
    def first(least: int, now: datetime) -> QuerySet[Any, int]:
        return kinds(now)[name].rows.filter(pk__gte=least).order_by("pk").values_list("pk", flat=True)[:1]

    return first


def _lists(kinds: Iterable[Kind], now: datetime) -> list[Place]:
    """The home page, and the list of each kind that has rows; also of corrections, which have no pages."""
    lists = [kind.all for kind in kinds if kind.all]
    if Event.objects.announced(now).corrections().exists():
        lists.append("blog:corrections")
    return [Place(home()), *(Place(absolute(reverse(name))) for name in lists)]


def _shard_place(name: str, number: int) -> Place:
    return Place(absolute(reverse("blog:sitemap_shard", args=[name, number])))


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
