"""What an essay quotes from, among its facts: each source with other essays that quote it."""

from collections.abc import Sequence
from typing import Protocol

from django.utils.encoding import uri_to_iri
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from blog.components.html import html, joined
from blog.components.language import in_language
from blog.components.links import web
from blog.models import Source


class Essay(Protocol):
    """What is read of an essay: `blog.views.named.Named` has it."""

    @property
    def title(self) -> str: ...
    @property
    def language(self) -> str: ...
    def get_absolute_url(self) -> str: ...


class Quoted(Protocol):
    """What is read of a source: `blog.views.related.Quoted` has it."""

    @property
    def source(self) -> Source: ...
    @property
    def posts(self) -> Sequence[Essay]: ...


def sources(quoted: Sequence[Quoted], language: str) -> SafeString:
    """They are numbered for paper, where their addresses are printed; `language` is that around them."""
    rows = joined(_row(at, each, language) for at, each in enumerate(quoted, 1))
    return html("<div>\n<dt>{}</dt>\n{}\n</div>", ngettext("Source", "Sources", len(quoted)), rows)


def _row(number: int, quoted: Quoted, language: str) -> SafeString:
    source = quoted.source
    address = web(source.url)
    return html(
        '<dd data-n="{}">\n<span{}><a href="{}" dir="auto">{}</a></span>\n{}</dd>',
        number,
        html(' data-url="{}"', uri_to_iri(address)) if address else "",
        source.get_absolute_url(),
        source.title,
        html("— {} {}", _("also quoted in"), _essays(quoted.posts, language)) if quoted.posts else "",
    )


def _essays(posts: Sequence[Essay], language: str) -> SafeString:
    link = '<a href="{}"{}>{}</a>'
    links = [
        html(link, post.get_absolute_url(), in_language(post.language, language), post.title)
        for post in posts
    ]
    return joined(links, pgettext("in a list", ", "))
