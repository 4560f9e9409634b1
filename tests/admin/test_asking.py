"""A site that asks before it publishes: one page says what will happen, and does it once asked."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from blog.models import Post, SiteIdentity, State
from blog.publishing import library, working_copy
from blog.publishing.text import PostText
from tests.admin.page import messages, press, signed_in, text
from tests.factories import EXCHANGE, make_post, make_user

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ADD = "/admin/blog/post/add/"
SAID = {"title": "T", "body": "B.", "tags": "ai", "boxes-0-text": EXCHANGE}


@pytest.fixture(autouse=True)
def asking(now: datetime) -> None:
    library.save(SiteIdentity(pk=1, zone="Europe/Lisbon", asks_before_publishing=True), now=now)


@pytest.fixture
def author() -> Client:
    return signed_in(make_user(name="Maren Quill"))


def publish(post: Post) -> str:
    return f"/admin/blog/post/{post.pk}/publish/"


def answered(client: Client, page: Any) -> Any:
    """Press the page's button."""
    post = Post.objects.get()
    return client.post(publish(post), {"base_version": page.context["base_version"]})


def test_the_button_saves_and_leads_to_the_question(author: Client) -> None:
    answer = press(author, ADD, "_publish", **SAID)

    post = Post.objects.get()
    assert (answer["Location"], post.state, post.title) == (publish(post), State.DRAFT, "T")
    page = author.get(publish(post))
    assert "Readers see it at once. Feeds tell of it in ten seconds; until then you can undo it." in text(
        page
    )
    assert (
        "TitleT Addresshttp://127.0.0.1:8000/posts/t/ AuthorsMaren Quill Tagsai "
        "ExchangeWhat makes a good archive? Length1 word" in text(page)
    )


def test_once_asked_it_is_published(author: Client, client: Client) -> None:
    press(author, ADD, "_publish", **SAID)

    answer = answered(author, author.get(publish(Post.objects.get())))

    post = Post.objects.get()
    assert post.state == State.PUBLISHED
    assert messages(author.get(answer["Location"]))[-1].startswith(
        "Published. Feeds tell of it in ten seconds"
    )
    assert client.get("/posts/t/").status_code == 200


@pytest.mark.parametrize(
    ("date", "says", "state"),
    [
        (
            "tomorrow 9",
            "Readers see it from Monday 2 March 2026, 09:00 in Lisbon (09:00 UTC) on.",
            State.SCHEDULED,
        ),
        (
            "yesterday",
            "Readers see it at once, dated Saturday 28 February 2026, 00:00 in Lisbon (00:00 UTC).",
            State.PUBLISHED,
        ),
    ],
)
def test_says_when(author: Client, date: str, says: str, state: str) -> None:
    press(author, ADD, "_publish", **SAID, planned_at=date)

    page = author.get(publish(Post.objects.get()))

    assert says in text(page)
    answered(author, page)
    assert Post.objects.get().state == state


def test_what_is_missing_is_said_there(author: Client) -> None:
    press(author, ADD, "_publish", body="B.")

    page = author.get(publish(Post.objects.get()))

    assert "Write a title before you publish." in text(page)
    assert author.post(publish(Post.objects.get()), {"base_version": "1"}).status_code == 200
    assert Post.objects.get().state == State.DRAFT


def test_a_scheduled_essay_is_published_now_once_asked(author: Client, now: datetime) -> None:
    press(author, ADD, "_publish", **SAID, planned_at="tomorrow 9")
    answered(author, author.get(publish(Post.objects.get())))

    post = Post.objects.get()
    press(author, f"/admin/blog/post/{post.pk}/change/", "_publish", body="Better.")

    post.refresh_from_db()
    assert (post.state, post.body) == (State.SCHEDULED, "Better.")
    answered(author, author.get(publish(post)))
    post.refresh_from_db()
    assert (post.state, post.published_at) == (State.PUBLISHED, now)


def test_edits_kept_as_someone_types_are_told_to_be_no_part_of_it(author: Client, now: datetime) -> None:
    press(author, ADD, "_save", **SAID)
    post = Post.objects.get()
    assert "newer edits" not in text(author.get(publish(post)))

    working_copy.keep(post, PostText(title="Kept"), by=None, now=now)

    assert "There are newer edits that were not saved." in text(author.get(publish(post)))


def test_is_closed_to_those_who_may_not_publish(author: Client, now: datetime) -> None:
    press(author, ADD, "_save", **SAID)
    post = Post.objects.get()
    site = SiteIdentity.current()
    site.review_required = True
    library.save(site, now=now)

    assert author.get(publish(post)).status_code == 403
    assert author.post(publish(post), {"base_version": post.version}).status_code == 403
    assert signed_in("author").get(publish(post)).status_code == 403


def test_an_essay_shown_already_leads_back(author: Client) -> None:
    post = make_post()

    answer = signed_in("editor").get(publish(post))

    assert answer["Location"] == f"/admin/blog/post/{post.pk}/change/"


def test_a_site_that_does_not_ask_publishes_at_once(author: Client, now: datetime) -> None:
    library.save(SiteIdentity(pk=1), now=now)

    press(author, ADD, "_publish", **SAID)

    assert Post.objects.get().state == State.PUBLISHED
