"""Feeds as a reading program sees them, whatever their form; and the schemas they must pass."""

import json
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
from lxml import etree

FORMS = ("atom", "rss", "json")
SCHEMAS = Path(__file__).parent / "schemas"


@dataclass(frozen=True)
class Entry:
    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    authors: list[str]
    tags: list[str]


@dataclass(frozen=True)
class Feed:
    title: str
    url: str
    self_url: str
    language: str
    entries: list[Entry]
    older: str = ""
    """The address of its next page."""


def address(form: str, under: str = "/") -> str:
    return under + {"atom": "atom.xml", "rss": "rss.xml", "json": "feed.json"}[form]


def read(response: Any) -> Feed:
    """The feed in an answer, which must pass its schema and be read without complaint."""
    assert response.status_code == 200
    check(response)
    if response.headers["Content-Type"] == "application/feed+json":
        return _json(json.loads(response.content))
    return _xml(response)


def check(response: Any) -> None:
    """Raise unless the answer passes the schema of its kind."""
    match response.headers["Content-Type"]:
        case "application/feed+json":
            jsonschema.validate(json.loads(response.content), _json_schema())
        case "application/atom+xml; charset=utf-8":
            for schema in ("rfc4287", "atom"):
                _relax(schema).assertValid(etree.fromstring(response.content))
        case "application/rss+xml; charset=utf-8":
            _relax("rss").assertValid(etree.fromstring(response.content))
        case "application/xml; charset=utf-8":
            _relax("sitemap").assertValid(etree.fromstring(response.content))
        case other:
            raise AssertionError(other)


def _json(data: Any) -> Feed:
    entries = [
        Entry(
            item["id"],
            item["url"],
            item["title"],
            item.get("summary", ""),
            item["content_html"],
            datetime.fromisoformat(item["date_published"]),
            datetime.fromisoformat(item["date_modified"]),
            [author["name"] for author in item.get("authors", data["authors"])],
            item.get("tags", []),
        )
        for item in data["items"]
    ]
    return Feed(
        data["title"],
        data["home_page_url"],
        data["feed_url"],
        data["language"],
        entries,
        data.get("next_url", ""),
    )


def _xml(response: Any) -> Feed:
    told = {"content-type": response.headers["Content-Type"]}
    found = feedparser.parse(
        response.content, response_headers=told, sanitize_html=False, resolve_relative_uris=False
    )
    assert not found.bozo, found.bozo_exception
    links = {link.rel: link.href for link in found.feed.links}
    return Feed(
        found.feed.title,
        found.feed.link,
        links["self"],
        found.feed.language,
        list(_xml_entries(found)),
        links.get("next", ""),
    )


def _xml_entries(found: Any) -> Iterator[Entry]:
    for entry in found.entries:
        yield Entry(
            entry.id,
            entry.link,
            entry.title,
            entry.summary,
            entry.content[0].value,
            datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
            datetime.fromtimestamp(timegm(entry.updated_parsed), UTC),
            [author.name for author in entry.get("authors") or found.feed.authors],
            [tag.term for tag in entry.get("tags", [])],
        )


@cache
def _relax(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / f"{name}.rng"))


@cache
def _json_schema() -> Any:
    return json.loads((SCHEMAS / "json-feed.json").read_text())
