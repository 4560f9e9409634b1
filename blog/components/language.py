"""The language and the direction of words, told where they differ from the page's."""

from blog.components.html import html
from blog.rendering.language import direction


def in_language(language: str, page: str) -> str:
    """` lang="…" dir="…"`, where it differs from the page's; else nothing."""
    if not language or language.lower() == page.lower():
        return ""
    if direction(language) == direction(page):
        return html(' lang="{}"', language)
    return html(' lang="{}" dir="{}"', language, direction(language))


def spoken_in(language: str, found: str, page: str) -> str:
    """` lang="…" dir="…"` of quoted words where they differ from the page's; `found` is how they run."""
    tag = html(' lang="{}"', language) if language and language.lower() != page.lower() else ""
    turned = found and found != direction(page)
    return html('{} dir="{}"', tag, found) if turned else tag
