"""How the words of an exchange stand to their source: a word, and on demand how and when it was found."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blog.components.html import html
from blog.components.place import Place
from blog.dates import long_date
from blog.models import Excerpt
from blog.models.addresses import address
from blog.models.check import Standing


def checked(excerpt: Excerpt, place: Place) -> SafeString:
    standing = excerpt.standing
    kind = "verified" if standing.has_passed else "altered" if standing.at else "unchecked"
    return html(
        '<details class="check {}">\n<summary>{}</summary>\n<p>{} <a href="{}{}">{}</a></p>\n</details>',
        kind,
        standing.in_a_word,
        " ".join(filter(None, [_compared(standing), _found(standing, excerpt), _typography(standing)])),
        place.origin,
        address("blog:verification"),
        _("How the check works"),
    )


def _compared(standing: Standing) -> str:
    if standing.at is None:
        return ""
    told = _("Compared word for word with a copy of the source on %(date)s:")
    return told % {"date": long_date(standing.at)}


def _found(standing: Standing, excerpt: Excerpt) -> str:
    if standing.found:
        return standing.found
    if excerpt.source:
        return _("No copy of the source is kept yet, so these words have not been compared with it.")
    return _("No source is named, so there is nothing to compare these words with.")


def _typography(standing: Standing) -> str:
    """What differs, and does not count."""
    if not standing.typography:
        return ""
    what = pgettext("in a list", ", ").join(standing.typography)
    return _("Only this differs, and does not count: %(what)s.") % {"what": what}
