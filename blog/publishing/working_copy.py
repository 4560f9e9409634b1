"""Verbs on the edits to a post that readers do not see: every autosave, and all edits to a released post."""

from datetime import datetime

from accounts.models import User
from blog.models import Post, WorkingCopy
from blog.models.image import keys_in
from blog.publishing import files
from blog.publishing.posts import at_version, text_of
from blog.publishing.text import PostText
from blog.publishing.verb import verb


@verb
def keep(
    post: Post, text: PostText, *, by: User | None, now: datetime, base_version: int | None = None
) -> WorkingCopy:
    """Keep edits to a post without showing them: lifts nothing, makes nothing. Raises Stale.

    It counts as a version, so that of two who keep edits at once the second is told.
    """
    post = at_version(post, base_version)
    post.version += 1
    post.save(update_fields=["version"])
    copy, _made = WorkingCopy.objects.update_or_create(
        post=post,
        defaults={"data": text.as_json(), "base_version": post.version, "saved_by": by, "saved_at": now},
    )
    files.note_uses(copy, keys_in(text.body, text.cover), by=by, now=now)
    return copy


@verb
def discard(post: Post, *, base_version: int | None = None) -> None:
    """Forget the edits readers have not seen. Raises Stale where newer ones were kept meanwhile."""
    post = at_version(post, base_version)
    WorkingCopy.objects.filter(post=post).delete()


def text_for(post: Post) -> PostText:
    """What its writer goes on from: the edits that wait, else the post's own words."""
    waiting = WorkingCopy.objects.filter(post=post).first()
    return PostText.from_json(waiting.data) if waiting else text_of(post)
