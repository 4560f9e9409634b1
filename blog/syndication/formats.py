"""A feed written as Atom (RFC 4287), RSS 2.0 or JSON Feed 1.1."""

import json
from typing import Any, Literal
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from blog.syndication.feeds import Author, Entry, Feed

type Form = Literal["atom", "rss", "json"]
type Item = dict[str, Any]

CONTENT_TYPES: dict[Form, str] = {
    "atom": Atom1Feed.content_type,
    "rss": Rss201rev2Feed.content_type,
    "json": "application/feed+json",
}


MEDIA = {"xmlns:media": "http://search.yahoo.com/mrss/"}
"""https://www.rssboard.org/media-rss: a thumbnail beside an entry, where an enclosure would be a file."""


class Atom(Atom1Feed):
    """Django's, with what it leaves out: several authors, the whole text, a language an entry."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), **MEDIA}

    def item_attributes(self, item: Item) -> dict[str, Any]:
        entry: Entry = item["entry"]
        return {} if entry.language == self.feed["language"] else {"xml:lang": entry.language}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: Item) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for author in entry.authors:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", author.name)
            if author.url:
                handler.addQuickElement("uri", author.url)
            handler.endElement("author")
        handler.addQuickElement("content", entry.html, {"type": "html"})
        _add_thumbnail(handler, entry)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel, href in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": href})

    def latest_post_date(self) -> Any:
        return self.feed["updated"]


class Rss(Rss201rev2Feed):
    """Django's, with the same: the whole text by the content module, authors by Dublin Core."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            **MEDIA,
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel, href in self.feed["pages"].items():
            handler.addQuickElement("atom:link", None, {"rel": rel, "href": href})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: Item) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for author in entry.authors or (self.feed["author"],):
            handler.addQuickElement("dc:creator", author.name)
        if entry.language != self.feed["language"]:
            handler.addQuickElement("dc:language", entry.language)
        handler.addQuickElement("atom:updated", entry.updated.isoformat())
        handler.addQuickElement("content:encoded", entry.html)
        _add_thumbnail(handler, entry)

    def latest_post_date(self) -> Any:
        return self.feed["updated"]


def _add_thumbnail(handler: SimplerXMLGenerator, entry: Entry) -> None:
    if image := entry.image:
        told = {"url": image.url, "width": str(image.width), "height": str(image.height)}
        handler.addQuickElement("media:thumbnail", None, told)


def write(feed: Feed, form: Form, address: str, before: str | None = None) -> bytes:
    """`feed` at the absolute `address`, or its page of entries older than the key `before`."""
    older = f"{address}?before={feed.older}" if feed.older else ""
    if form == "json":
        return json.dumps(_json_feed(feed, address, older), ensure_ascii=False, indent=1).encode()
    pages = {"first": address if before else "", "next": older}
    here = f"{address}?before={before}" if before else address
    return _xml_feed(feed, Atom if form == "atom" else Rss, here, pages).encode()


def _xml_feed(feed: Feed, form: type[Atom | Rss], here: str, pages: dict[str, str]) -> str:
    written = form(
        title=feed.title,
        link=feed.url,
        description=feed.description,
        subtitle=feed.description,
        language=feed.language,
        feed_url=here,
        feed_guid=feed.id,
        author_name=feed.author.name,
        author_link=feed.author.url or None,
        author=feed.author,
        updated=feed.updated,
        pages={rel: href for rel, href in pages.items() if href},
    )
    for entry in feed.entries:
        written.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.tags,
            entry=entry,
        )
    return written.writeString("utf-8")


def _json_feed(feed: Feed, address: str, older: str) -> Item:
    """https://www.jsonfeed.org/version/1.1/; `address` names the feed on each of its pages."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.url,
        "feed_url": address,
        "next_url": older,
        "language": feed.language,
        "authors": [_json_author(feed.author)],
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return {name: value for name, value in told.items() if value != ""}


def _json_item(entry: Entry) -> Item:
    told = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [_json_author(author) for author in entry.authors],
        "tags": list(entry.tags),
        "image": entry.image.url if entry.image else "",
        "language": entry.language,
    }
    return {name: value for name, value in told.items() if value}


def _json_author(author: Author) -> dict[str, str]:
    return {"name": author.name, "url": author.url} if author.url else {"name": author.name}
