"""What saving a post settles besides its words: its address, authors, placements and series."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Action, User
from accounts.models import record as audit
from blog.models import Authorship, Excerpt, Person, Placement, Post, PostLink, Series, State
from blog.models.addresses import is_slug, make_slug, random_slug
from blog.models.redirect import claim, free_slug, is_taken, remember
from blog.permissions import series_for
from blog.publishing.library import person_of
from blog.publishing.limits import check_parts
from blog.publishing.text import PostText, Refused
from blog.rendering import linked_addresses

_ESSAY = re.compile("/posts/(?P<slug>[^/.?#]+)")
NAMELESS = "post"
"""What an address begins with until there is a title to make one of."""


def choose_slug(post: Post | None, text: PostText) -> str:
    """The address to save under. Raises Refused where another post stands there, never saying which."""
    wish, own = text.slug, post.pk if post else 0
    if post and (wish == post.slug or (not wish and post.has_own_slug)):
        return post.slug
    if not wish:
        return free_slug(Post, make_slug(text.title) or random_slug(NAMELESS), besides=own)
    if is_taken(Post, wish, besides=own):
        free = free_slug(Post, wish)
        raise Refused({"slug": [_("This address is taken. “%(free)s” is free.") % {"free": free}]})
    return wish


def keep_former_address(post: Post, former: str, *, by: User | None, now: datetime) -> None:
    """Keep a released post's former address, and take the new one from whoever stood there before."""
    if former == post.slug:
        return
    claim(post, post.slug)
    if former and post.is_released:
        remember(post, former)
        audit(Action.RENAMED, by=by, about=post, detail=f"{former} → {post.slug}", now=now)


def write_authors(post: Post, ids: Sequence[int], by: User | None) -> list[int]:
    """The authors in order, as they are then; a post of nobody is of the one who saves it."""
    before = list(post.authorships.values_list("person_id", flat=True))
    known = set(Person.objects.filter(pk__in=ids).values_list("pk", flat=True))
    people = [pk for pk in dict.fromkeys(ids) if pk in known]
    if not people and by is not None and not before:
        people = [person_of(by).pk]
    if not people or people == before:
        return before
    if before:
        post.authorships.all().delete()
    Authorship.objects.bulk_create(
        Authorship(post=post, person_id=pk, position=position) for position, pk in enumerate(people)
    )
    return people


def place(
    post: Post, before: Sequence[Placement], attached: Sequence[Excerpt], placed: Sequence[Excerpt]
) -> None:
    """Instead of those `before` attached excerpts first, then the body's, in order."""
    rows = [(row, False) for row in attached] + [(row, True) for row in dict.fromkeys(placed)]
    if [(row.pk, in_body) for row, in_body in rows] == [(row.excerpt_id, row.in_body) for row in before]:
        return
    seen = {row.excerpt_id for row in before if not row.unseen}
    if before:
        post.placements.all().delete()
    Placement.objects.bulk_create(
        Placement(
            post=post,
            excerpt=row,
            position=position,
            in_body=in_body,
            unseen=post.state == State.WITHDRAWN and row.pk not in seen,
        )
        for position, (row, in_body) in enumerate(rows)
    )


def note_links(post: Post) -> None:
    """Write down to which essays' addresses its rendered text links, on this site's origin or without one."""
    addresses = (address.removeprefix(settings.SITE_ORIGIN) for address in linked_addresses(post.segments))
    found = (match["slug"] for address in addresses if (match := _ESSAY.match(address)))
    wanted = {slug for slug in found if is_slug(slug)}
    stored = PostLink.objects.filter(post=post)
    there = set(stored.values_list("slug", flat=True))
    if gone := there - wanted:
        stored.filter(slug__in=gone).delete()
    PostLink.objects.bulk_create(PostLink(post=post, slug=slug) for slug in sorted(wanted - there))


def join(post: Post, chosen: int | None, *, by: User | None, now: datetime) -> None:
    """Make `post`, which its caller saves, the last part of the series of this id, or a part of none.

    Where it is a part already it keeps its place. Raises Refused at `series`.
    """
    if chosen == post.series_id:
        return
    if chosen is None:
        post.series, post.series_position = None, None
        return
    rows = Series.objects.all() if by is None else series_for(by, now)
    post.series = rows.filter(pk=chosen).first()
    if post.series is None:
        raise Refused({"series": [_("This series is no longer there. Choose another.")]})
    parts = Post.objects.filter(series=post.series)
    check_parts(parts.count() + 1)
    post.series_position = (parts.aggregate(last=Max("series_position"))["last"] or 0) + 1
