"""The letters a page or a feed lets readers write: `mailto:` links (RFC 6068)."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from blog.models import Excerpt, Post, SiteIdentity
from blog.syndication.addresses import absolute

MOST_CHARACTERS = 500
"""Of the quoted words: so that no program cuts the link."""


def misquote(excerpt: Excerpt, site: SiteIdentity) -> str:
    """To the site about `excerpt` (from `with_turns`), with its address and words; else nothing."""
    words = "\n\n".join(f"{turn.label}: {turn.text}" for turn in excerpt.turn_list)
    lines = [absolute(excerpt.get_absolute_url()), "", Truncator(words).chars(MOST_CHARACTERS), ""]
    return _letter(
        [site.contact] if site.contact else [],
        subject=_("Misquote: %(slug)s") % {"slug": excerpt.slug},
        body="\r\n".join("\n".join(lines).split("\n")),
    )


def reply(post: Post) -> str:
    """To those of its authors (from `for_page`) who wish for letters about `post`; else nothing."""
    to = [person.reply_to for person in post.author_list if person.reply_to and not person.hidden]
    return _letter(to, subject=f"Re: {post.title}")


def _letter(to: Sequence[str], **fields: str) -> str:
    if not to:
        return ""
    addresses = ",".join(quote(address, safe="@") for address in to)
    return f"mailto:{addresses}?{urlencode(fields, quote_via=quote)}"
