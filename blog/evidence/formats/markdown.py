"""Markdown: the words it shows, without its signs."""

from markdown_it import MarkdownIt

from blog.evidence.formats import Text, web


def read(text: str) -> Text:
    return web.read(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))
