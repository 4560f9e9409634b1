"""What the head of a page tells other programs: JSON-LD, Open Graph, Highwire and Dublin Core.

Views make it with `page_metadata`, `post_metadata` or `excerpt_metadata` and pass it on as `metadata`,
which the base template prints (`blog.components.metadata`). No query is made here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from blog.models import Excerpt, Image, Post, SiteIdentity
from blog.syndication import linked_data
from blog.syndication.addresses import absolute
from blog.syndication.locales import locale_of
from blog.syndication.sharing import SharedImage, image_of_excerpt, image_of_post, image_of_site
from blog.syndication.wording import answer_of, title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """Open Graph (https://ogp.me): `url` is the page's one absolute address, `kind` an object type."""

    title: str
    description: str
    url: str
    site_name: str
    language: str
    kind: str = "website"
    image: SharedImage | None = None

    @property
    def locale(self) -> str:
        """The language as Open Graph spells it, `pt_BR`, or nothing."""
        return locale_of(self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptMetadata(PageMetadata):
    json_ld: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMetadata(PageMetadata):
    """Times are printed in the active zone; `authors` are names, the site's where the essay has none."""

    json_ld: SafeString
    published_at: datetime | None
    modified_at: datetime | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    fediverse: str
    """The account of the first author who has one: a site shows one beside a link."""


@dataclass(frozen=True, slots=True)
class _Script:
    """JSON for a script element: nothing in it can end the element or open a comment (HTML, 4.12.1.3)."""

    data: dict[str, Any]

    def __html__(self) -> str:
        text = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        return text.replace("&", "\\u0026").replace("<", "\\u003C").replace(">", "\\u003E")


def page_metadata(
    site: SiteIdentity,
    *,
    title: str,
    path: str,
    description: str = "",
    language: str = "",
    image: Image | None = None,
) -> PageMetadata:
    """Of any page at `path`."""
    return PageMetadata(
        title=title,
        description=description or site.introduction,
        url=absolute(path),
        site_name=site.name,
        language=language or site.language,
        image=SharedImage.of(image) or image_of_site(site),
    )


def post_metadata(
    post: Post, site: SiteIdentity, part: int = 0, translations: Sequence[Post] = ()
) -> PostMetadata:
    """Of an essay, loaded with `for_page`; of a series it is this `part` to readers."""
    return PostMetadata(
        title=post.title,
        description=post.description,
        url=absolute(post.get_absolute_url()),
        site_name=site.name,
        language=post.language or site.language,
        kind="article",
        image=image_of_post(post, site) or image_of_site(site),
        json_ld=_script(linked_data.essay(post, site, part, translations)),
        published_at=post.published_at,
        modified_at=post.updated_at or post.published_at,
        authors=tuple(person.name for person in post.author_list) or (site.name,),
        tags=tuple(tag.name for tag in post.shown_tags),
        fediverse=next(
            (person.fediverse for person in post.author_list if person.fediverse and not person.hidden), ""
        ),
    )


def excerpt_metadata(excerpt: Excerpt, site: SiteIdentity) -> ExcerptMetadata:
    """Of an excerpt's own page; the excerpt is loaded with `for_page`."""
    return ExcerptMetadata(
        title=title_of(excerpt),
        description=answer_of(excerpt) or site.introduction,
        url=absolute(excerpt.get_absolute_url()),
        site_name=site.name,
        language=excerpt.language or site.language,
        kind="article",
        image=image_of_excerpt(excerpt, site) or image_of_site(site),
        json_ld=_script(linked_data.own_page(excerpt, site)),
    )


def _script(data: dict[str, Any]) -> SafeString:
    return format_html("{}", _Script({"@context": "https://schema.org", **data}))
