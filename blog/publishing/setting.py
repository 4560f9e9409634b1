"""A text set for readers, with what is said aloud beside it in the language around it."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from blog.models import SiteIdentity
from blog.rendering import Labels, Rendered, render
from blog.rendering.result import Anchor


def set_text(body: str, *, language: str, anchors: Sequence[Anchor]) -> Rendered:
    """`body` rendered in `language`, or else the site's."""
    site = SiteIdentity.current()
    language = language or site.language
    with translation.override(site.interface_for(language)):
        labels = Labels(
            paragraph=_("Link to paragraph"),
            heading=_("Link to this heading"),
            note=_("Note"),
            notes=_("Notes"),
            back=_("Back to the text, note"),
            table=_("Table"),
            code=_("Code"),
        )
    return render(body, anchors=anchors, language=language, labels=labels)
