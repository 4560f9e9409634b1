"""What the head of a page says, as other programs read it."""

import json
from typing import Any

from lxml import html

from blog import components
from blog.models import Excerpt, Post, SiteIdentity
from blog.syndication import structured

SITE = SiteIdentity(name="Maren Quill", introduction="I am Maren Quill.", language="en", zone="Asia/Tokyo")
HOSTILE = '</title></script><script>alert(1)</script><!-- <b title="&amp;">'


def head(metadata: structured.PageMetadata) -> html.HtmlElement:
    """What a page prints of it."""
    return html.document_fromstring(f"<head>{components.metadata(metadata)}")


def of_essay(post: Post) -> html.HtmlElement:
    whole = Post.objects.for_page().get(pk=post.pk)
    return head(structured.post_metadata(whole, SITE))


def of_excerpt() -> html.HtmlElement:
    """Of the only excerpt there is."""
    excerpt = Excerpt.objects.with_turns().get()
    return head(structured.excerpt_metadata(excerpt, SITE))


def told(document: html.HtmlElement) -> dict[str, list[str]]:
    """What each meta element says, by its name."""
    found: dict[str, list[str]] = {}
    for meta in document.iter("meta"):
        found.setdefault(meta.get("property") or meta.get("name"), []).append(meta.get("content"))
    return found


def linked(document: html.HtmlElement) -> Any:
    """The JSON-LD."""
    [script] = document.xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)
