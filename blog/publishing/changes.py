"""What an update changed, kept for readers; and the way to take it from them again."""

from collections.abc import Mapping
from datetime import datetime

from accounts.models import Action, User
from accounts.models import record as audit
from blog import caching
from blog.models import Change, Post
from blog.publishing.text import PostText, Stale
from blog.publishing.verb import verb
from blog.rendering.differences import differences, shortened


def are_listed(post: Post, now: datetime) -> bool:
    """Whether readers know `post` by now: from then on they may ask what changed."""
    return post.is_published(now) and post.was_announced(now)


def words(text: PostText, plain_text: str) -> dict[str, str]:
    """What readers see of an essay, part by part; `plain_text` is its rendered body without the markup."""
    exchanges = "\n\n".join(box.text.strip() for box in text.boxes)
    return {"title": text.title, "summary": text.summary, "exchanges": exchanges, "text": plain_text}


def note(post: Post, before: Mapping[str, str], after: Mapping[str, str], *, now: datetime) -> None:
    """Keep the difference between what readers were shown and what they are shown now, if there is any."""
    runs = {
        name: [(run.how, "" if run.how == "left out" else run.text) for run in found]
        for name, text in after.items()
        if before[name] != text and (found := shortened(differences(before[name], text)))
    }
    if runs:
        Change.objects.create(post=post, at=now, runs=runs)


@verb
def hide(post: Post, *, by: User | None, now: datetime, base_version: int | None = None) -> None:
    """Begin the list anew: readers can no longer open what changed until now. Raises Stale."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    if base_version is not None and post.version != base_version:
        raise Stale(post)
    post.changes.all().delete()
    audit(Action.CHANGES_HIDDEN, by=by, about=post, now=now)
    caching.next_generation(now)
