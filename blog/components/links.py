"""Where links to other sites lead, and what they tell programs."""

from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString

from blog.components.html import html
from blog.models import Source


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
