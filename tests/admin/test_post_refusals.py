"""Bad input: a message that says what and where, everything typed still there, nothing half saved."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from blog.models import Excerpt, Generation, Post
from tests.admin.page import Fields, errors, fields, press, signed_in, text
from tests.factories import EXCHANGE, make_excerpt, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ADD = "/admin/blog/post/add/"

GOOD: Fields = {
    "title": "On “archives” & <b>rooms</b>",
    "body": "  Indented.\n\nTwo  spaces, a tab\t, and *stars*.\n",
    "summary": "In short.",
    "tags": "ai, open weights",
    "planned_at": "2026-04-01 09:30",
    "slug": "archives",
    "language": "en",
    "boxes-0-text": EXCHANGE,
    "boxes-1-text": "",
}

BROKEN_FENCE = "One.\n\n::: qa\nQ: Never closed?"
BAD: list[tuple[str, Fields, str, str]] = [
    ("a broken fence", {"body": BROKEN_FENCE}, "body", "Line 3"),
    ("a fence without words", {"body": "One.\n\n::: qa\nnobody speaks\n:::"}, "body", "Line 4"),
    (
        "an unknown excerpt",
        {"body": "One.\n\n[[qa: nothing-here]]"},
        "body",
        "[[qa: nothing-here]] names no excerpt",
    ),
    ("a taken address", {"slug": "taken"}, "slug", "“taken-2” is free"),
    ("an impossible address", {"slug": "Not A Slug"}, "slug", "such as “not-a-slug”"),
    (
        "a date in words",
        {"planned_at": "when I am done"},
        "planned_at",
        "“when I am done” is not a date. Write it as “tomorrow 9”",
    ),
    ("a day that is none", {"planned_at": "2026-02-30"}, "planned_at", "“2026-02-30” is not a date"),
    ("a year beyond all clocks", {"planned_at": "9999-12-31"}, "planned_at", "is not a date"),
    ("300 KB of Markdown", {"body": "word " * 60_000}, "body", "at most 256 KB"),
    ("a NUL in the text", {"body": "One.\nTwo\0."}, "body", "Line 2 holds a NUL"),
    ("a NUL in the title", {"title": "A\0"}, "title", "Line 1 holds a NUL"),
    ("a NUL in a tag", {"tags": "ai, a\0b"}, "tags", "holds a NUL"),
    ("a NUL in a box", {"boxes-0-text": "Q: Who?\n\nAnn: \0"}, "boxes-0-text", "Line 3 holds a NUL"),
    ("a long title", {"title": "x" * 301}, "title", "300 characters"),
    ("a long tag", {"tags": "ai, " + "x" * 101}, "tags", "longer than 100"),
    ("a language that is none", {"language": "in English"}, "language", "no language tag"),
    ("a box where nobody speaks", {"boxes-1-text": "just words"}, "boxes-1-text", "Transcript 2"),
    (
        "a source that is a script",
        {"boxes-0-text": "Q: Who?\n\nAnn Bee: I.\n\nSource: [x](javascript:alert)"},
        "boxes-0-text",
        "no web address",
    ),
]


def rows() -> dict[str, int]:
    """How many of each kind; but for the generation, which every writer holds."""
    models = [model for model in apps.get_app_config("blog").get_models() if model is not Generation]
    return {model.__name__: model._default_manager.count() for model in models}


def typed(page: Any) -> Fields:
    """What the form holds of what was typed; a browser cannot show a NUL, and a parser cannot read it."""
    sent = fields(page)
    return {name: sent[name] for name in GOOD}


@pytest.fixture
def author() -> Client:
    return signed_in("author")


@pytest.mark.parametrize("button", ["_save", pytest.param("_publish", marks=pytest.mark.full)])
@pytest.mark.parametrize(("bad", "field", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(author: Client, button: str, bad: Fields, field: str, says: str) -> None:
    make_post(title="Another’s", slug="taken", state="draft")
    before = rows()

    page = press(author, ADD, button, **{**GOOD, **bad})

    assert page.status_code == 200
    said = errors(page)
    assert list(said) == [field]
    assert says in said[field][0]
    assert rows() == before
    if "\0" not in "".join(bad.values()):
        assert typed(page) == {**GOOD, **bad}
    else:
        assert {**typed(page), **bad} == {**GOOD, **bad}


@pytest.mark.parametrize(
    "typed", ["2026-04-01", "2026-04-01 09:30", "2026-04-01T09:30", "2026-04-01 09:30:15"]
)
def test_dates_that_are_understood(author: Client, typed: str) -> None:
    press(author, ADD, "_save", title="T", planned_at=typed)

    planned = Post.objects.get().planned_at
    assert planned is not None
    assert planned.astimezone(UTC).isoformat(" ").startswith(typed.replace("T", " "))
    assert planned.date() == datetime(2026, 4, 1, tzinfo=UTC).date()


@pytest.mark.parametrize(
    ("missing", "field", "says"),
    [
        ({"title": ""}, "title", "Write a title before you publish."),
        ({"body": "", "boxes-0-text": ""}, "body", "Write some text, or paste an exchange"),
    ],
)
def test_what_publishing_needs(author: Client, missing: Fields, field: str, says: str) -> None:
    before = rows()

    page = press(author, ADD, "_publish", **{**GOOD, **missing})

    assert says in errors(page)[field][0]
    assert (rows(), typed(page)) == (before, {**GOOD, **missing})


def test_all_of_it_is_said_at_once(author: Client) -> None:
    page = press(author, ADD, "_save", **{**GOOD, "body": BROKEN_FENCE, "boxes-0-text": "nobody"})

    assert list(errors(page)) == ["boxes-0-text", "body"]


def test_a_refused_edit_leaves_the_essay_as_it_was(author: Client) -> None:
    press(author, ADD, "_save", **GOOD)
    post = Post.objects.get()
    before = rows()

    page = press(author, f"/admin/blog/post/{post.pk}/change/", "_save", title="New", body=BROKEN_FENCE)

    assert "Line 3" in errors(page)["body"][0]
    assert (fields(page)["title"], fields(page)["body"]) == ("New", BROKEN_FENCE)
    assert (Post.objects.get().title, rows()) == (post.title, before)


class TestLimits:
    """What Django itself refuses, before a form is read."""

    def test_a_body_beyond_all_bounds(self, author: Client) -> None:
        before = rows()

        page = author.post(ADD, {"title": "T", "body": "word " * 2_700_000})

        assert page.status_code == 400
        assert "nothing was saved" in text(page)
        assert rows() == before

    def test_a_form_sent_after_the_session_ended(self, author: Client) -> None:
        sent = {**fields(author.get(ADD)), **GOOD, "_save": "1"}
        author.logout()

        page = author.post(ADD, sent)

        assert page.status_code == 403
        assert "Nothing was saved." in text(page)
        assert "Two spaces, a tab , and *stars*." in text(page)
        assert "That someone unknown can still open it" in text(page)
        assert not Post.objects.exists()

    def test_a_form_without_its_token(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user("author"))

        page = client.post(ADD, {**GOOD, "_save": "1"})

        assert page.status_code == 403
        assert "That someone unknown can still open it" in text(page)
        assert not Post.objects.exists()


class TestConflict:
    """A box whose excerpt stands in another essay with other words."""

    @pytest.fixture
    def draft(self) -> str:
        user = make_user("author")
        shown = make_excerpt(by=user)
        make_post(body=f"[[qa: {shown.slug}]]", by=user)
        self.client = signed_in(user)
        press(self.client, ADD, "_save", title="Mine", body=f"[[qa: {shown.slug}]]")
        return f"/admin/blog/post/{Post.objects.get(title='Mine').pk}/change/"

    def test_is_asked_about(self, draft: str) -> None:
        changed = EXCHANGE.replace("thirty", "ninety")

        page = press(self.client, draft, "_save", **{"boxes-0-text": changed})

        assert "stands in another essay with other words" in errors(page)["boxes-0-text"][0]
        assert fields(page)["boxes-0-text"] == changed
        assert b'value="keep"' in page.content
        assert b'value="copy"' in page.content

    def test_leads_to_the_excerpt_itself(self, draft: str) -> None:
        changed = EXCHANGE.replace("thirty", "ninety")

        page = press(self.client, draft, "_save", **{"boxes-0-text": changed})

        form = f"/admin/blog/excerpt/{Excerpt.objects.get().pk}/change/"
        assert f'href="{form}"' in page.content.decode()
        assert self.client.get(form).status_code == 200

    def test_leads_nobody_to_an_excerpt_they_may_not_open(self) -> None:
        shown = make_excerpt(by=make_user("author"))
        make_post(body=f"[[qa: {shown.slug}]]", by=make_user("editor"))
        user = make_user("author")
        mine = make_post("Mine", body=f"[[qa: {shown.slug}]]", state="draft", by=user)

        page = signed_in(user).get(f"/admin/blog/post/{mine.pk}/change/")

        assert f"[[qa: {shown.slug}]]" in page.content.decode()
        assert f"/admin/blog/excerpt/{shown.pk}/" not in page.content.decode()

    def test_is_not_asked_about_otherwise(self, draft: str) -> None:
        assert b'value="copy"' not in self.client.get(draft).content

    @pytest.mark.parametrize(
        ("choice", "slugs"),
        [("keep", ["what-makes-a-good-archive"]), ("copy", ["what-makes-a-good-archive-2"])],
    )
    def test_is_settled_either_way(self, draft: str, choice: str, slugs: list[str]) -> None:
        changed = EXCHANGE.replace("thirty", "ninety")

        press(self.client, draft, "_save", **{"boxes-0-text": changed, "boxes-0-on_conflict": choice})

        mine = Post.objects.get(title="Mine")
        assert mine.body == f"[[qa: {slugs[0]}]]"
        assert [row.excerpt.slug for row in mine.placements.all()] == slugs
        assert ("ninety" in mine.excerpts.get().turn_list[1].text) == (choice == "copy")
