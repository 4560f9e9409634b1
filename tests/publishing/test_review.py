"""From an author to an editor and back, and what the history and the audit list say of it."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Action, AuditEntry
from blog.models import Post, State
from blog.publishing import posts, release
from blog.publishing.text import PostText, WrongState
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db


def test_an_essay_sent_back_says_what_to_mend_until_it_is_submitted_again(now: datetime) -> None:
    editor = make_user("editor")
    post = make_post(state="in review")

    post = release.send_back(post, note=" Who said it? \n", by=editor, now=now)
    assert (post.state, post.review_note) == (State.DRAFT, "Who said it?")
    post = posts.save(post, PostText(title="T", body="Mended."), by=None, now=now)
    assert post.review_note == "Who said it?"

    assert release.submit(post, by=None, now=now).review_note == ""
    assert AuditEntry.objects.filter(action=Action.SENT_BACK).values_list("by", "detail").get() == (
        editor.pk,
        "Who said it?",
    )


@pytest.mark.parametrize("state", ["draft", "scheduled", "published", "withdrawn"])
def test_only_what_is_in_review_is_sent_back(now: datetime, state: str) -> None:
    with pytest.raises(WrongState):
        release.send_back(make_post(state=state), note="", by=None, now=now)


def test_history_and_audit_list_tell_the_same_story(now: datetime) -> None:
    post = posts.save(None, PostText(title="T", body="One."), by=None, now=now)
    post = release.submit(post, by=None, now=now)
    post = release.send_back(post, note="Shorter.", by=None, now=now)
    post = release.publish(post, by=None, now=now)
    post = release.undo(post, by=None, now=now)
    post = release.publish(post, by=None, now=now, at=now + timedelta(hours=1))
    release.promote_due(now + timedelta(hours=2))
    later = now + timedelta(hours=3)
    post = posts.update(
        Post.objects.get(), PostText(title="T", slug="t", body="Two."), by=None, now=later, note="a slip"
    )
    post = release.withdraw(post, reason="Wrong.", by=None, now=later)
    release.restore(post, by=None, now=later)

    notes = list(post.revisions.order_by("pk").values_list("version", "note"))
    assert notes == [
        (1, "saved"),
        (2, "submitted"),
        (3, "sent back: Shorter."),
        (4, "published"),
        (5, "publication undone"),
        (6, "scheduled"),
        (7, "published"),
        (8, "a slip"),
        (9, "withdrawn: Wrong."),
        (10, "shown again"),
    ]
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        Action.SUBMITTED,
        Action.SENT_BACK,
        Action.PUBLISHED,
        Action.UNDONE,
        Action.SCHEDULED,
        Action.PUBLISHED,
        Action.UPDATED,
        Action.WITHDRAWN,
        Action.RESTORED,
    ]


@pytest.mark.parametrize("state", ["draft", "published"])
def test_saving_what_is_there_already_writes_no_history(now: datetime, state: str) -> None:
    post = make_post(state=state, tags=["ai"])
    before = (post.revisions.count(), AuditEntry.objects.count())
    write = posts.update if post.is_released else posts.save

    write(post, posts.text_of(post), by=None, now=now)

    assert (post.revisions.count(), AuditEntry.objects.count()) == before
