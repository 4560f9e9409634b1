"""From Markdown to what is stored: segments, plain text, contents, anchors, problems."""

from lxml import html
from lxml.html import HtmlElement

from blog.rendering import Rendered, render


def prose(text: str, language: str = "en") -> HtmlElement:
    """What readers get of a text without excerpts, parsed as a browser parses it: a `div` around it."""
    return parsed(html_of(render(text, language=language)))


def html_of(rendered: Rendered) -> str:
    """The HTML of all segments, one after the other."""
    return "\n".join(segment["html"] for segment in rendered.segments if "html" in segment)


def parsed(text: str) -> HtmlElement:
    return html.fragment_fromstring(text, create_parent="div")


def fatal(text: str) -> list[tuple[int, str]]:
    """The problems that forbid saving `text`: line and message."""
    return [(problem.line, problem.message) for problem in render(text).problems if problem.fatal]


def remarks(text: str) -> list[tuple[int, str]]:
    """What an author is told and may leave as it is."""
    return [(problem.line, problem.message) for problem in render(text).problems if not problem.fatal]
