"""What the head of a page tells other programs: Open Graph, Highwire, Dublin Core and JSON-LD."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from blog.components.html import html, joined
from blog.syndication.structured import ExcerptMetadata, PageMetadata, PostMetadata

type Told = Iterator[tuple[str, object]]
"""Names of `meta` elements, with what each says."""


def metadata(of: PageMetadata) -> SafeString:
    """Of an essay also what reference managers look for; of an exchange its data."""
    told = [*_open_graph(of), *(_of_essay(of) if isinstance(of, PostMetadata) else ())]
    lines = [html('<meta {}="{}" content="{}">', _attribute(name), name, value) for name, value in told]
    if isinstance(of, PostMetadata | ExcerptMetadata):
        lines.append(html('<script type="application/ld+json">{}</script>', of.json_ld))
    return joined(lines)


def _attribute(name: str) -> str:
    """RDFa's in Open Graph (https://ogp.me), elsewhere HTML's own."""
    return "property" if name.startswith(("og:", "article:")) else "name"


def _open_graph(of: PageMetadata) -> Told:
    yield "og:type", of.kind
    yield "og:title", of.title
    if of.description:
        yield "og:description", of.description
    yield "og:url", of.url
    if image := of.image:
        yield "og:image", image.url
        yield "og:image:width", image.width
        yield "og:image:height", image.height
        if image.alt:
            yield "og:image:alt", image.alt
        yield "twitter:card", "summary_large_image"
    yield "og:site_name", of.site_name
    if of.locale:
        yield "og:locale", of.locale


def _of_essay(of: PostMetadata) -> Told:
    yield from _times(of)
    yield "citation_title", of.title
    yield "dcterms.title", of.title
    for author in of.authors:
        yield "citation_author", author
        yield "dcterms.creator", author
    if of.fediverse:
        yield "fediverse:creator", of.fediverse
    for tag in of.tags:
        yield "article:tag", tag
        yield "citation_keywords", tag
    yield "citation_language", of.language
    yield "citation_public_url", of.url
    yield "dcterms.publisher", of.site_name
    yield "dcterms.identifier", of.url
    yield "dcterms.type", "Text"


def _times(of: PostMetadata) -> Told:
    """By the clocks of the page."""
    if of.published_at:
        at = localtime(of.published_at)
        yield "article:published_time", at.isoformat()
        yield "citation_publication_date", f"{at:%Y/%m/%d}"
        yield "dcterms.issued", at.date().isoformat()
    if of.modified_at:
        at = localtime(of.modified_at)
        yield "article:modified_time", at.isoformat()
        yield "dcterms.modified", at.date().isoformat()
