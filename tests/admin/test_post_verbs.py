"""What each role is offered in each state, and that nothing else is to be had by asking for it."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from blog.models import Post, SiteIdentity
from blog.publishing import library
from tests.admin.page import buttons, fields, signed_in, tools
from tests.factories import make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

WORDS = {"History", "Preview links", "View on site", "Discard edits", "Preview as a reader"}
"""What shows and changes nothing, or only what no reader sees."""

# State: what an author whose site requires a review is offered, an author elsewhere, an editor, an owner.
TABLE: dict[str, tuple[str, str, str, str]] = {
    "draft": (
        "save submit delete",
        "save publish delete",
        "save publish delete",
        "save publish delete",
    ),
    "in review": (
        "save delete",
        "save publish delete",
        "save publish send_back delete",
        "save publish send_back delete",
    ),
    "scheduled": (
        "keep undo",
        "keep update publish undo",
        "keep update publish undo",
        "keep update publish undo",
    ),
    "published": ("keep withdraw", "keep update withdraw", "keep update withdraw", "keep update withdraw"),
    "withdrawn": ("keep", "keep again restore", "keep again restore", "keep again restore delete"),
}
PAGES = ("publish", "undo", "withdraw", "restore", "send_back", "delete")
TOOLS = {
    "Undo scheduling": "undo",
    "Withdraw": "withdraw",
    "Restore": "restore",
    "Send back": "send_back",
}
PARTS = [(state, number) for state in TABLE for number in range(4)]


def entered(state: str, number: int, now: datetime) -> tuple[Client, Post]:
    """A browser of that column's role, and an essay of theirs in `state`."""
    user = make_user(("author", "author", "editor", "owner")[number], name="Ann Bee")
    library.save(SiteIdentity(pk=1, review_required=number == 0), now=now)
    post = make_post(state=state, by=user)
    return signed_in(user), post


def offered(page: Any) -> set[str]:
    pressed = {name.removeprefix("_") for name in buttons(page)}
    led_to = {TOOLS[tool] for tool in tools(page) if tool not in WORDS}
    return pressed | led_to | ({"delete"} if b"/delete/" in page.content else set())


@pytest.mark.parametrize(("state", "number"), PARTS)
def test_table(state: str, number: int, now: datetime) -> None:
    client, post = entered(state, number, now)

    page = client.get(f"/admin/blog/post/{post.pk}/change/")

    assert offered(page) == set(TABLE[state][number].split())


@pytest.mark.parametrize(("state", "number"), PARTS)
def test_what_is_not_offered_is_refused(state: str, number: int, now: datetime) -> None:
    client, post = entered(state, number, now)
    row = Post.objects.filter(pk=post.pk).values("state", "published_at")
    before = row.get()

    sent = {"reason": "Because.", "note": "Shorter.", "post": "yes", "base_version": post.version}
    for verb in set(PAGES) - set(TABLE[state][number].split()):
        client.post(f"/admin/blog/post/{post.pk}/{verb}/", sent)

    assert row.get() == before


@pytest.mark.parametrize("state", TABLE)
@pytest.mark.parametrize("button", ["_publish", "_update", "_again"])
def test_where_a_review_is_required_an_author_shows_nothing(state: str, button: str, now: datetime) -> None:
    client, post = entered(state, 0, now)
    address = f"/admin/blog/post/{post.pk}/change/"
    row = Post.objects.filter(pk=post.pk).values("state", "published_at", "title", "body")
    before = row.get()

    if button == "_publish" or post.is_released:
        sent = {**fields(client.get(address)), "body": "Else.", button: "1"}
        assert client.post(address, sent).status_code == 403

    assert row.get() == before
