"""Going back to what an essay said, for one who may no longer know of all that stood in it."""

from datetime import datetime

import pytest

from blog.models import Excerpt, WorkingCopy
from blog.publishing import excerpts, files, history, library, posts
from blog.publishing.text import Box, PostText
from blog.transcripts import read_box
from tests.factories import make_post, make_user
from tests.media.images import make_image

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["draft", "published"])
@pytest.mark.parametrize("in_body", [False, True])
def test_an_author_does_not_learn_what_became_of_anothers_excerpt(
    now: datetime, state: str, in_body: bool
) -> None:
    author, editor = make_user(), make_user("editor")
    theirs = excerpts.save(None, read_box("Q: Why?\n\nMei Tan: Why not."), raw="", by=editor, now=now)
    post = make_post("T", state=state, authors=[library.person_of(author)])
    write = posts.update if post.is_released else posts.save
    box = Box(theirs.as_box(), theirs.slug, theirs.version, "keep")
    body, boxes = ("[[qa: why]]\n\nWords.", ()) if in_body else ("Words.", (box,))
    post = write(post, PostText(title="T", slug=post.slug, body=body, boxes=boxes), by=editor, now=now)
    with_it = post.revisions.latest("pk")
    post = write(post, PostText(title="T", slug=post.slug, body="Bare."), by=editor, now=now)
    excerpts.save(theirs, read_box("Q: Why?\n\nMei Tan: A secret."), raw="", by=editor, now=now)

    missing = history.former_text(post, with_it, by=author, now=now).missing
    history.revert_post(post, with_it, by=author, now=now)

    assert missing == ("The excerpt “why”",)
    assert "secret" not in "".join(str(copy.data) for copy in WorkingCopy.objects.all())
    assert list(Excerpt.objects.all()) == [theirs]
    assert not theirs.placements.exists()
    assert history.former_text(post, with_it, by=editor, now=now).missing == ()


def test_a_deleted_cover_is_told_and_holds_up_nothing(now: datetime) -> None:
    image, editor = make_image(), make_user("editor")
    post = make_post("T", state="draft", cover=image.key)
    with_it = post.revisions.latest("pk")
    post = posts.save(post, PostText(title="T", body="Bare."), by=editor, now=now)
    assert history.told(with_it.data)["Cover"] == "slips.png"
    files.delete(image, by=editor, now=now)

    missing = history.former_text(post, with_it, by=editor, now=now).missing
    post = history.revert_post(post, with_it, by=editor, now=now)

    assert missing == ("An image",)
    assert post.cover is None
    assert history.told(with_it.data)["Cover"] == "an image no longer here"
