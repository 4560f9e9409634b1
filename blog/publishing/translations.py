"""Which essays say the same in other languages."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from blog.models import Post, SiteIdentity
from blog.permissions import originals_for
from blog.publishing.text import Refused


def translate(post: Post, chosen: int | None, *, by: User | None, now: datetime) -> None:
    """Make `post`, which its caller saves, a translation of the essay of this id, or of none.

    What translates a translation is tied to the original: so all know each other. Raises Refused.
    """
    if chosen != post.translation_of_id:
        post.translation_of = _original(post, chosen, by=by, now=now) if chosen else None
    others = list(Post.objects.translations_of(post).values_list("language", flat=True))
    site = SiteIdentity.current().language if others else ""
    language = (post.language or site).casefold()
    if language in {(other or site).casefold() for other in others}:
        raise Refused(
            {"language": [_("This essay is there in this language already. Say which this one is in.")]}
        )


def _original(post: Post, chosen: int, *, by: User | None, now: datetime) -> Post:
    rows = Post.objects.all() if by is None else originals_for(by, now)
    found = rows.select_related("translation_of").filter(pk=chosen).first()
    if found is None:
        raise Refused({"translation_of": [_("This essay is no longer there. Choose another.")]})
    original = found.translation_of or found
    if original.pk == post.pk:
        raise Refused(
            {"translation_of": [_("An essay is no translation of itself, nor of its translation.")]}
        )
    if post.pk and post.translations.exists():
        raise Refused(
            {"translation_of": [_("Others are translations of this essay. Tie them to the original first.")]}
        )
    return original
