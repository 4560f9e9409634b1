"""Images as the desk shows them: a small one, what it weighs, what it lacks, and where it is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from blog import permissions
from blog.media.renditions import widths
from blog.models import Image, ImageUse, Page, Person, Post

SMALL = 480
"""Pixels across that a thumbnail needs at least."""


@dataclass(frozen=True, slots=True)
class Shot:
    image: Image
    address: str
    """Of the smallest file that will do."""
    weight: int
    """Bytes of the widest file that browsers are offered first; of the image itself until there is one."""
    kind: str
    done: int
    wanted: int
    """In how many widths it is there, and will be."""
    places: list[str]
    """The essays, pages and people that show it, by their names, as far as the one who asks may know them."""
    elsewhere: int
    """How many more there are."""

    @property
    def is_unfinished(self) -> bool:
        return self.done < self.wanted


def of(images: Sequence[Image], user: User, now: datetime) -> list[Shot]:
    """These images in order, in a fixed number of queries."""
    names = Post.objects.only("title", "published_at", "withdrawn_at", "cover")
    prefetch_related_objects(
        list(images),
        "renditions",
        Prefetch("uses", ImageUse.objects.select_related("page")),
        Prefetch("uses__post", names),
        Prefetch("uses__working_copy__post", names),
        Prefetch("covers", names),
        Prefetch("portraits", Person.objects.only("name", "portrait")),
    )
    posts = {post.pk for image in images for post in _posts(image)}
    own = set(permissions.posts_for(user).filter(pk__in=posts).values_list("pk", flat=True))
    may = permissions.can_edit_model(Page, user)
    return [_shot(image, own, now, may_edit_pages=may) for image in images]


def _shot(image: Image, own: set[int], now: datetime, *, may_edit_pages: bool) -> Shot:
    renditions = sorted(image.renditions.all(), key=lambda row: row.width)
    small = next((row for row in renditions if row.media_type != "image/avif" and row.width >= SMALL), None)
    first = [row for row in renditions if row.media_type == "image/avif"]
    best = first[-1] if first else image
    posts = list(dict.fromkeys(_posts(image)))
    known = [str(post) for post in posts if post.pk in own or post.is_published(now)]
    pages = [use.page for use in image.uses.all() if use.page]
    told = [str(page) for page in pages if may_edit_pages or page.is_published]
    return Shot(
        image=image,
        address=reverse("blog:media", args=[image.key, small.file]) if small else image.get_absolute_url(),
        weight=best.size,
        kind=best.media_type.removeprefix("image/").upper(),
        done=len({row.width for row in renditions}),
        wanted=len(widths(image.width)),
        places=[_("“%(title)s”") % {"title": title} for title in [*known, *told]]
        + [person.name for person in image.portraits.all()],
        elsewhere=len(posts) - len(known) + len(pages) - len(told),
    )


def _posts(image: Image) -> list[Post]:
    named = [use.post or (use.working_copy.post if use.working_copy else None) for use in image.uses.all()]
    return [*(post for post in named if post), *image.covers.all()]
