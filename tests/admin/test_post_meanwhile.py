"""Two editors at once, besides the writing: whoever comes second is told, and does nothing unseen.

Each of two tabs showed the essay as it was; the other acts first. What was typed stands in the answer.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from blog.models import Post
from blog.publishing import posts, release, working_copy
from blog.publishing.text import PostText
from tests.admin.page import messages, signed_in, text
from tests.factories import make_post, make_user

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

NOTHING = "Someone went on with it meanwhile, so nothing was done. Look at it again first."


@pytest.fixture
def mine() -> Client:
    return signed_in("editor")


def address(post: Post, verb: str) -> str:
    return f"/admin/blog/post/{post.pk}/{verb}/"


def rewrite(post: Post, now: datetime) -> None:
    """Someone else saves other words, and shows them where the essay is shown."""
    write = posts.update if post.is_released else posts.save
    text = PostText(title="Theirs", body="Theirs.", slug=post.slug)
    write(post, text, by=make_user("editor", name="Ida Crane"), now=now)


def keep(post: Post, now: datetime) -> None:
    """Someone, perhaps in this very tab, has edits kept as they type."""
    working_copy.keep(post, PostText(title="Kept", body="Kept.", slug=post.slug), by=None, now=now)


def done(post: Post) -> tuple[str, str]:
    post.refresh_from_db()
    return post.state, post.title


ACTS = [
    ("in review", "send_back", {"note": "Shorter, please."}, "draft"),
    ("published", "withdraw", {"reason": "It was wrong."}, "withdrawn"),
    ("draft", "publish", {}, "published"),
    ("withdrawn", "restore", {}, "published"),
    ("scheduled", "undo", {}, "draft"),
]
ASKED = ACTS[:3]
"""Those that have a page of their own."""


@pytest.mark.parametrize(("state", "verb", "typed", "after"), ASKED)
def test_words_saved_meanwhile_are_told_and_what_was_typed_stays(
    mine: Client, now: datetime, state: str, verb: str, typed: dict[str, str], after: str
) -> None:
    post = make_post(title="T", state=state)
    sent = {**typed, "base_version": str(post.version)}
    rewrite(post, now)

    page = mine.post(address(post, verb), sent)

    assert page.status_code == 409
    assert done(post) == (state, "Theirs")
    assert "Ida Crane went on with this essay meanwhile" in text(page)
    assert all(value in text(page) for value in typed.values())

    again = {**sent, "base_version": str(post.version)}
    assert f'name="base_version" value="{post.version}"' in page.content.decode()
    assert mine.post(address(post, verb), again).status_code == 302
    assert done(post) == (after, "Theirs")


@pytest.mark.parametrize(("state", "verb", "typed", "after"), ACTS[3:])
def test_what_is_done_by_a_button_alone_is_told_on_the_essay(
    mine: Client, now: datetime, state: str, verb: str, typed: dict[str, str], after: str
) -> None:
    post = make_post(title="T", state=state)
    sent = {"base_version": str(post.version)}
    rewrite(post, now)

    answer = mine.post(address(post, verb), sent)

    assert messages(mine.get(answer["Location"])) == [NOTHING]
    assert done(post) == (state, "Theirs")


@pytest.mark.parametrize(("state", "verb", "typed", "after"), ACTS)
def test_edits_kept_as_someone_types_hold_up_nothing(
    mine: Client, now: datetime, state: str, verb: str, typed: dict[str, str], after: str
) -> None:
    post = make_post(title="T", state=state)
    sent = {**typed, "base_version": str(post.version)}
    keep(post, now)

    assert mine.post(address(post, verb), sent).status_code == 302

    assert done(post) == (after, "T")
    assert working_copy.text_for(post).title == "Kept"


@pytest.mark.parametrize(
    ("state", "verb", "typed", "first", "says"),
    [
        ("in review", "send_back", {"note": "Shorter."}, release.publish, "It is not in review any more."),
        (
            "published",
            "withdraw",
            {"reason": "Mine."},
            lambda post, **by: release.withdraw(post, reason="Theirs.", **by),
            "Only an essay readers were told of can be withdrawn.",
        ),
        ("withdrawn", "restore", {}, release.restore, "It is not withdrawn."),
        ("draft", "publish", {}, release.publish, "It is published already."),
        ("scheduled", "undo", {}, release.undo, "It is undone already."),
    ],
)
def test_what_was_done_already_is_said(
    mine: Client,
    now: datetime,
    state: str,
    verb: str,
    typed: dict[str, str],
    first: Callable[..., Any],
    says: str,
) -> None:
    post = make_post(state=state)
    sent = {**typed, "base_version": str(post.version)}
    first(post, by=None, now=now)
    shown = Post.objects.values("state", "version", "withdrawn_reason")
    before = shown.get()

    answer = mine.post(address(post, verb), sent)

    assert messages(mine.get(answer["Location"])) == [says]
    assert shown.get() == before


def test_a_schedule_made_anew_is_not_undone_by_a_page_that_showed_the_former(
    mine: Client, now: datetime
) -> None:
    post = make_post(state="scheduled")
    opened = post.version
    release.undo(post, by=None, now=now)
    post = release.publish(post, by=None, now=now, at=now.replace(year=2027))

    mine.post(address(post, "undo"), {"base_version": opened})

    assert done(post)[0] == "scheduled"


@pytest.mark.parametrize(("state", "verb", "typed", "after"), ACTS[:4])
def test_a_form_that_does_not_say_of_which_version_does_nothing(
    mine: Client, state: str, verb: str, typed: dict[str, str], after: str
) -> None:
    post = make_post(title="T", state=state)

    mine.post(address(post, verb), typed)

    assert done(post) == (state, "T")
