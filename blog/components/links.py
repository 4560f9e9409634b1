"""Links that stand in many places: to tags; and to other sites, with what they tell programs."""

from collections.abc import Iterable

from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from blog.components.html import html, joined
from blog.models import Source, Tag
from blog.models.tag import TagLink

_TAG = '<a class="p-category" href="{}" dir="auto">{}</a>'


def linked(tags: Iterable[Tag | TagLink]) -> SafeString:
    """Links to tags, in order: “a, b”."""
    links = (html(_TAG, tag.get_absolute_url(), tag.name) for tag in tags)
    return joined(links, pgettext("in a list", ", "))


def web(address: str) -> str:
    """`address` as a link leads there, if it is one of the web (http, https); else nothing: make no link."""
    return iri_to_uri(address) if address.startswith(("https://", "http://")) else ""


def robust(quoted: Source, archived: bool = False) -> SafeString | str:
    """Attributes of the link to the original, or to a copy of it, that tell of the other (Robust Links)."""
    found = quoted.robust_link()
    if archived:
        original = html(' data-originalurl="{}"', web(quoted.url))
        return html('{} data-versiondate="{}"', original, found[1]) if found else original
    if found is None:
        return ""
    attributes = ' data-originalurl="{}" data-versionurl="{}" data-versiondate="{}"'
    return html(attributes, web(quoted.url), web(found[0]), found[1])
