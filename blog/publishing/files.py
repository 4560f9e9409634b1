"""Verbs on images: take one in, describe it, add its renditions, delete it; and which texts name which."""

import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Action, User
from accounts.models import record as audit
from blog import caching
from blog.media.uploads import Accepted, Upload, accepted, digest
from blog.models import Image, ImageUse, Page, Post, Rendition, WorkingCopy
from blog.models.image import ALT_LENGTH
from blog.permissions import images_for
from blog.publishing.text import Refused
from blog.publishing.verb import verb


def take(
    upload: Upload,
    *,
    by: User,
    now: datetime,
    alt: str = "",
    then: Callable[[int], object] = int,
) -> Image:
    """Take in a file. The same once more from the same person is the image they have.

    `then` is told the new row's id in the transaction that makes it. Raises RefusedUpload, which leaves
    nothing behind. No other writer waits while the file is made anew.
    """
    sent = digest(upload)
    if known := Image.objects.filter(created_by=by, digest=sent).first():
        return known
    with accepted(upload) as found:
        return _add(found, digest=sent, alt=alt, by=by, now=now, then=then)


@verb
def _add(
    found: Accepted, *, digest: str, alt: str, by: User, now: datetime, then: Callable[[int], object]
) -> Image:
    image = Image.objects.create(
        key=found.key,
        file=found.file,
        alt=alt.strip()[:ALT_LENGTH],
        media_type=found.media_type,
        width=found.width,
        height=found.height,
        size=found.size,
        digest=digest,
        created_by=by,
        created_at=now,
    )
    then(image.pk)
    return image


@verb
def describe(image: Image, *, alt: str, now: datetime) -> None:
    """Say what it shows, wherever a text that places it does not say it itself."""
    image.alt = alt
    image.save(update_fields=["alt"])
    caching.next_generation(now)


@verb
def add_renditions(image: Image, made: Iterable[Rendition], *, now: datetime) -> None:
    """Let pages offer these files, which are on the disk; not of an image deleted meanwhile."""
    if not Image.objects.filter(pk=image.pk).exists():
        shutil.rmtree(image.folder, ignore_errors=True)
        return
    Rendition.objects.bulk_create(made, ignore_conflicts=True)
    caching.next_generation(now)


@verb
def delete(image: Image, *, by: User | None, now: datetime) -> None:
    """Delete an image that nothing uses, and after the commit its files. Raises ProtectedError."""
    folder = image.folder
    audit(Action.DELETED, by=by, about=image, now=now)
    image.delete()
    caching.next_generation(now)
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))


def note_uses(
    text: Post | Page | WorkingCopy, keys: Iterable[str], *, by: User | None, now: datetime
) -> None:
    """Write down which images `text` names: of those `by` may not know of only what it named before."""
    there = set(text.image_uses.values_list("image", flat=True))
    rows = Image.objects.filter(key__in=list(keys))
    if by is not None:
        rows = rows.filter(Q(pk__in=there) | Q(pk__in=images_for(by, now).values("pk")))
    ids = set(rows.values_list("pk", flat=True))
    if gone := there - ids:
        text.image_uses.filter(image__in=gone).delete()
    name = str(text._meta.model_name).replace("workingcopy", "working_copy")
    ImageUse.objects.bulk_create(ImageUse(image_id=pk, **{name: text}) for pk in sorted(ids - there))


def chosen(key: str, field: str, *, by: User | None, now: datetime, before: Image | None) -> Image | None:
    """The image of this key, if `by` may know of it or it was chosen `before`. Raises Refused at `field`."""
    if not key or (before and before.key == key):
        return before if key else None
    rows = Image.objects.all() if by is None else images_for(by, now)
    if image := rows.filter(key=key).first():
        return image
    raise Refused({field: [_("This image is no longer there. Choose another.")]})


def uses(image: Image) -> list[Post | Page]:
    """The posts and pages that show it or will; a post whose edits wait with it is one."""
    posts = Post.objects.filter(
        Q(image_uses__image=image) | Q(cover=image) | Q(working_copy__image_uses__image=image)
    )
    return [*posts.only("title").distinct(), *Page.objects.filter(image_uses__image=image)]


def sweep(folder: Path, *, before: datetime) -> None:
    """Remove the folders in `folder` that no row names: of uploads that a kill cut short, before then."""
    named = set(Image.objects.values_list("key", flat=True))
    for left in folder.glob("[0-9a-f]" * 32) if folder.is_dir() else ():
        if left.name not in named and left.stat().st_mtime < before.timestamp():
            shutil.rmtree(left, ignore_errors=True)
