"""Tags for what a search found (blog.components.found)."""

from collections.abc import Iterable

from django.template import Context, Library
from django.utils.safestring import SafeString

from blog.components import found
from blog.search.hits import Hit
from blog.templatetags.blog import place_in

register = Library()
register.simple_tag(found.choice_links)


@register.simple_tag(takes_context=True)
def hit_rows(context: Context, hits: Iterable[Hit]) -> SafeString:
    return found.hit_rows(hits, place_in(context))
