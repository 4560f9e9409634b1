"""Verbs on the edits to a post that readers do not see: every autosave, and all edits to a released post."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from blog import search
from blog.models import Post, Revision, WorkingCopy
from blog.models.addresses import random_slug
from blog.models.image import keys_in
from blog.models.redirect import free_slug
from blog.publishing import files
from blog.publishing.post_rows import NAMELESS, write_authors
from blog.publishing.posts import at_version, save, text_of
from blog.publishing.text import Box, PostText, Stale
from blog.publishing.verb import verb
from blog.rendering import RENDERER_VERSION, replace_places
from blog.transcripts import FenceError, read_box, write_fence


@verb
def keep(
    post: Post, text: PostText, *, by: User | None, now: datetime, base_version: int | None = None
) -> WorkingCopy:
    """Keep edits to a post without showing them: lifts nothing, makes nothing. Raises Stale.

    It counts as a version, so that of two who keep edits at once the second is told, unless they agree.
    """
    try:
        post = at_version(post, base_version)
    except Stale:
        edits = waiting(post)
        if edits is None or edits.data != text.as_json():
            raise
        return edits
    post.version += 1
    post.save(update_fields=["version"])
    copy, _made = WorkingCopy.objects.update_or_create(
        post=post,
        defaults={"data": text.as_json(), "base_version": post.version, "saved_by": by, "saved_at": now},
    )
    files.note_uses(copy, keys_in(text.body, text.cover), by=by, now=now)
    return copy


@verb
def begin(text: PostText, *, by: User, now: datetime) -> Post:
    """A new draft that has nothing yet but these edits: what the first autosave of an essay makes.

    It has an address drawn by lot and its author, and no version in its history.
    """
    slug = free_slug(Post, random_slug(NAMELESS))
    post = Post.objects.create(
        slug=slug, version=0, created_at=now, saved_at=now, renderer_version=RENDERER_VERSION
    )
    write_authors(post, text.authors, by)
    search.index(post)
    keep(post, text, by=by, now=now)
    post.refresh_from_db()
    return post


@verb
def set_aside(post: Post, text: PostText, note: str, *, by: User | None, now: datetime) -> Revision:
    """Keep `text` in the history of `post` without showing it anywhere. The post's own words stay."""
    post = at_version(post, None)
    post.version += 1
    post.save(update_fields=["version"])
    data = {**_in_one(text).as_json(), "attached": [], "state": post.state}
    return Revision.objects.create(post=post, version=post.version, data=data, note=note[:300], by=by, at=now)


@verb
def set_waiting_aside(post: Post, *, base_version: int | None) -> int:
    """Put the edits that wait into the history, where others are about to replace them.

    Returns the version the post is at then. Raises Stale where even newer ones came meanwhile.
    """
    post = at_version(post, base_version)
    edits = waiting(post)
    if edits is None:
        return post.version
    text, note = PostText.from_json(edits.data), _("edits that were replaced")
    return set_aside(post, text, note, by=edits.saved_by, now=edits.saved_at).version


@verb
def save_as_copy(text: PostText, *, by: User, now: datetime) -> Post:
    """A new draft with `text`. Exchanges with other words than stored become excerpts of their own."""
    boxes = tuple(replace(box, version=0, raw=box.raw or box.text) for box in text.boxes)
    return save(None, replace(text, slug="", boxes=boxes), by=by, now=now)


@verb
def discard(post: Post, *, base_version: int | None = None) -> None:
    """Forget the edits readers have not seen. Raises Stale where newer ones were kept meanwhile."""
    post = at_version(post, base_version)
    WorkingCopy.objects.filter(post=post).delete()


def waiting(post: Post) -> WorkingCopy | None:
    """The edits to `post` that readers do not see, and who kept them."""
    return WorkingCopy.objects.select_related("saved_by", "post").filter(post=post).first()


def text_for(post: Post) -> PostText:
    """What its writer goes on from: the edits that wait, else the post's own words."""
    edits = waiting(post)
    return PostText.from_json(edits.data) if edits else text_of(post)


def _in_one(text: PostText) -> PostText:
    """`text` with its exchanges as fences where they stand, as a file has them."""
    fences = {
        box.slug or str(number): _fenced(box) for number, box in enumerate(text.boxes) if box.text.strip()
    }
    body = replace_places(text.body, lambda slug: fences.pop(slug, f"[[qa: {slug}]]"))
    return replace(text, boxes=(), body="\n\n".join([*fences.values(), body]))


def _fenced(box: Box) -> str:
    try:
        return write_fence(replace(read_box(box.text), slug=box.slug)).strip("\n")
    except FenceError:
        return box.text
