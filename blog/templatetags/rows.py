"""Tags for the rows of lists (blog.components.rows)."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.template import Context, Library
from django.utils.safestring import SafeString

from blog.components import rows
from blog.models import Excerpt, Person, Post, Source
from blog.templatetags.blog import picture, place_in

register = Library()

_thumbnail = partial(picture, lazy=True, sizes="6rem")


@register.simple_tag(takes_context=True)
def post_rows(context: Context, posts: Iterable[Post], under: str) -> SafeString:
    return rows.post_rows(posts, place_in(context), under, _thumbnail)


@register.simple_tag(takes_context=True)
def post_row(context: Context, post: Post) -> SafeString:
    """An essay (from `for_page`) as it stands in a list under its year."""
    return post_rows(context, [post], "year")


@register.simple_tag(takes_context=True)
def title_rows(context: Context, posts: Iterable[Post]) -> SafeString:
    return rows.title_rows(posts, place_in(context))


@register.simple_tag(takes_context=True)
def excerpt_rows(context: Context, excerpts: Iterable[Excerpt]) -> SafeString:
    return rows.excerpt_rows(excerpts, place_in(context))


@register.simple_tag(takes_context=True)
def said_rows(
    context: Context, excerpts: Iterable[Excerpt], person: Person | str, source: Source | str
) -> SafeString:
    """On the page of `person` or of `source`; the other is ""."""
    return rows.said_rows(
        excerpts,
        place_in(context),
        person if isinstance(person, Person) else None,
        source if isinstance(source, Source) else None,
    )


@register.simple_tag
def source_rows(sources: Iterable[tuple[Source, int]]) -> SafeString:
    return rows.source_rows(sources)


@register.simple_tag
def person_rows(people: Iterable[tuple[Person, Sequence[str], int]]) -> SafeString:
    return rows.person_rows(people)
