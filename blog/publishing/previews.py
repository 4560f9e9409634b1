"""Verbs on preview links: make, take back; and what is noted of one that is opened."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Action, User
from accounts.models import record as audit
from blog.models import Post, PreviewLink
from blog.models.preview import digest_of
from blog.publishing.verb import verb

MOST = 20
"""How many links of one essay may be alive at once."""
ONE_VISIT = timedelta(minutes=1)
"""However often a link is opened within it, it is written down once."""


class TooMany(Exception):
    """The essay has as many links as anyone can look after."""


@verb
def make(post: Post, *, days: int, by: User, now: datetime) -> tuple[PreviewLink, str]:
    """A link that works for `days`, and its address, which nobody is told again. Raises TooMany."""
    if PreviewLink.objects.alive(now).filter(post=post).count() >= MOST:
        raise TooMany
    token = secrets.token_urlsafe(32)
    link = PreviewLink.objects.create(
        post=post, digest=digest_of(token), made_by=by, made_at=now, expires_at=now + timedelta(days=days)
    )
    said = _("for %(days)d days") % {"days": days}
    audit(Action.PREVIEW_MADE, by=by, about=post, detail=said, now=now)
    return link, settings.SITE_ORIGIN + reverse("blog:preview", args=[token])


@verb
def revoke(link: PreviewLink, *, by: User, now: datetime) -> bool:
    """Take a link back; whether it still worked."""
    if not PreviewLink.objects.alive(now).filter(pk=link.pk).update(revoked_at=now):
        return False
    audit(Action.PREVIEW_REVOKED, by=by, about=link.post, now=now)
    return True


def revoke_all(now: datetime, *, of: Post | None = None) -> None:
    """Take back every link, or every one `of` a post; inside the transaction that makes it necessary."""
    links = PreviewLink.objects.filter(revoked_at=None)
    (links if of is None else links.filter(post=of)).update(revoked_at=now)


def note_use(link: PreviewLink, now: datetime) -> None:
    """Write down that it was opened. One that was opened just now costs no write."""
    if link.used_at is not None and now - link.used_at < ONE_VISIT:
        return
    unseen = Q(used_at=None) | Q(used_at__lte=now - ONE_VISIT)
    PreviewLink.objects.filter(unseen, pk=link.pk).update(used_at=now, uses=F("uses") + 1)
