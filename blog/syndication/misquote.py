"""The letter in which a reader reports a misquote: a `mailto:` link (RFC 6068)."""

from urllib.parse import quote, urlencode

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from blog.models import Excerpt, SiteIdentity
from blog.syndication.addresses import absolute

MOST_CHARACTERS = 500
"""Of the quoted words: so that no program cuts the link."""


def report(excerpt: Excerpt, site: SiteIdentity) -> str:
    """A letter to the site about `excerpt` (from `with_turns`), with its address and words; else nothing."""
    if not site.contact:
        return ""
    words = "\n\n".join(f"{turn.label}: {turn.text}" for turn in excerpt.turn_list)
    lines = [absolute(excerpt.get_absolute_url()), "", Truncator(words).chars(MOST_CHARACTERS), ""]
    letter = {
        "subject": _("Misquote: %(slug)s") % {"slug": excerpt.slug},
        "body": "\r\n".join("\n".join(lines).split("\n")),
    }
    return f"mailto:{quote(site.contact, safe='@')}?{urlencode(letter, quote_via=quote)}"
