"""Preview as a reader: the page that readers would get, and nothing that readers could see."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from blog import signals
from blog.models import Post
from blog.publishing import excerpts, working_copy
from blog.publishing.text import Box, PostText
from blog.transcripts import read_box
from tests.admin.page import press, signed_in, text, tools
from tests.factories import EXCHANGE, make_excerpt, make_post, make_user

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ANSWER = "That someone unknown can still open it in thirty years."


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def preview(row: Any) -> str:
    return f"/admin/blog/{row._meta.model_name}/{row.pk}/preview/"


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the site's own tables."""
    models = [*apps.get_app_config("blog").get_models(), *apps.get_app_config("accounts").get_models()]
    return {model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in models}


def body(page: Any) -> str:
    """The essay itself, as set."""
    found = re.search(r"<article.*?</article>", page.content.decode(), re.DOTALL)
    assert found is not None
    return found[0]


def waiting(post: Post, now: datetime, **fields: Any) -> Post:
    text = PostText(**{"title": "T", "slug": post.slug, "body": "Waiting.", **fields})
    working_copy.keep(post, text, by=None, now=now)
    return post


def test_is_the_page_that_publishing_gives(client: Client) -> None:
    user = make_user("editor")
    editor = signed_in(user)
    post = make_post(title="Tomorrow", state="draft", exchanges=[EXCHANGE], tags=["ai"], by=user)
    before = body(editor.get(preview(post)))

    press(editor, f"/admin/blog/post/{post.pk}/change/", "_publish")

    assert before == body(client.get("/posts/tomorrow/"))
    assert ANSWER in before


def test_shows_edits_that_wait_and_their_exchanges(editor: Client, client: Client, now: datetime) -> None:
    post = make_post(slug="t", body="Shown.")
    waiting(post, now, title="New title", boxes=(Box(EXCHANGE),), tags=("fresh",))

    page = editor.get(preview(post)).content.decode()

    for words in ("New title", "Waiting.", ANSWER, "fresh"):
        assert words in page
    public = client.get("/posts/t/").content.decode()
    assert "Shown." in public
    assert ANSWER not in public


@pytest.mark.parametrize("state", ["draft", "in review", "scheduled", "published", "withdrawn"])
@pytest.mark.django_db(transaction=True)
def test_leaves_no_trace(editor: Client, now: datetime, state: str) -> None:
    post = make_post(slug="t", state=state, exchanges=[EXCHANGE])
    if post.is_released:
        waiting(post, now, boxes=(Box("Q: Another?\n\nNew Name: Yes.\n\nSource: New source"),), tags=("new",))
    told: list[object] = []
    receivers = [signals.post_published, signals.post_withdrawn]
    before = everything()

    def hear(sender: object, **_said: object) -> None:
        told.append(sender)

    for signal in receivers:
        signal.connect(hear)
    try:
        assert editor.get(preview(post)).status_code == 200
    finally:
        for signal in receivers:
            signal.disconnect(hear)

    assert everything() == before
    assert told == []


def test_says_that_it_is_one_and_tells_no_machine(editor: Client) -> None:
    post = make_post(title="Tomorrow", state="draft")

    page = editor.get(preview(post))

    html = page.content.decode()
    assert "A preview: readers do not see this yet." in html
    assert '<meta name="robots" content="noindex">' in html
    for told_to_machines in ("ld+json", "og:", 'rel="canonical"', ".md"):
        assert told_to_machines not in html
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    assert page["Content-Security-Policy"] == editor.get("/admin/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"body": "::: qa\nQ: Open?\n"}, "opens an exchange that is never closed"),
        ({"body": "[[qa: nothing-here]]"}, "names no excerpt"),
        ({"title": ""}, "A published essay needs a title."),
    ],
)
def test_what_could_not_be_shown_says_why(
    editor: Client, now: datetime, fields: dict[str, str], says: str
) -> None:
    page = editor.get(preview(waiting(make_post(), now, **fields)))

    assert page.status_code == 200
    assert says in text(page)


def test_a_draft_without_a_title_says_so(editor: Client) -> None:
    assert "Write a title before you publish." in text(
        editor.get(preview(make_post(title="", state="draft")))
    )


def test_is_offered_where_readers_see_something_else(editor: Client, now: datetime) -> None:
    post = make_post()
    address = f"/admin/blog/post/{post.pk}/change/"

    assert "Preview as a reader" not in tools(editor.get(address))
    waiting(post, now)
    assert tools(editor.get(address))[-2:] == ["View on site", "Preview as a reader"]


def test_of_an_excerpt_too(editor: Client) -> None:
    excerpt = make_excerpt(EXCHANGE)

    page = editor.get(preview(excerpt)).content.decode()

    assert ANSWER in page
    assert "A preview: readers do not see this yet." in page
    assert "ld+json" not in page


def test_is_closed_to_others() -> None:
    theirs = make_user(name="Theirs")
    post = make_post(state="draft", by=theirs)
    excerpt = excerpts.save(None, read_box(EXCHANGE), raw="", by=theirs, now=post.saved_at)

    for row in (post, excerpt):
        assert signed_in("author").get(preview(row)).status_code == 403
        assert Client().get(preview(row)).status_code == 302
