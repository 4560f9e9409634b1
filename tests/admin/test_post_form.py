"""Writing an essay in the admin."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from lxml import html

from blog.models import Excerpt, Placement, Post, Revision, SiteIdentity, State, WorkingCopy
from blog.publishing import library
from tests.admin.page import buttons, errors, fields, messages, press, shown, signed_in, text
from tests.factories import EXCHANGE, make_person, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ADD = "/admin/blog/post/add/"


def form(post: Post) -> str:
    return f"/admin/blog/post/{post.pk}/change/"


@pytest.fixture
def author() -> Client:
    return signed_in(make_user("author", name="Maren Quill"))


def test_a_draft_is_saved_as_typed(author: Client) -> None:
    typed = {
        "title": "On archives",
        "body": "One.\r\n\r\nTwo & three.",
        "tags": "AI,  open weights, ai",
        "summary": "In short.",
        "language": "en",
        "boxes-0-text": EXCHANGE,
    }

    answer = press(author, ADD, "_save", **typed)

    post = Post.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, form(post))
    assert (post.title, post.slug, post.body) == ("On archives", "on-archives", "One.\n\nTwo & three.")
    assert (post.summary, post.language, post.state) == ("In short.", "en", State.DRAFT)
    assert [tag.name for tag in post.shown_tags] == ["AI", "open weights"]
    assert [person.name for person in post.author_list] == ["Maren Quill"]
    assert [turn.label for turn in post.excerpts.get().turn_list] == ["Q", "Lucía Prado"]


def test_an_empty_form_has_two_boxes_and_says_who_the_author_is(author: Client) -> None:
    page = author.get(ADD)

    assert [name for name in fields(page) if name.endswith("-text")] == ["boxes-0-text", "boxes-1-text"]
    assert "None chosen: you." in text(page)


def test_what_is_stored_comes_back_and_saving_it_changes_nothing(author: Client) -> None:
    press(author, ADD, "_save", title="T", body="B.", tags="a, b c", **{"boxes-0-text": EXCHANGE})
    post = Post.objects.get()
    page = author.get(form(post))

    sent = fields(page)
    assert {name: sent[name] for name in ("title", "body", "tags", "slug")} == {
        "title": "T",
        "body": "B.",
        "tags": "a, b c",
        "slug": "t",
    }
    assert sent["boxes-0-text"] == Excerpt.objects.get().as_box()
    assert [name for name in sent if name.endswith("-text")] == [f"boxes-{n}-text" for n in range(3)]

    press(author, form(post), "_save")
    assert shown(author.get(form(post))) == {**shown(page), "base_version": "2"}
    assert Excerpt.objects.get().version == 1


def test_a_translation_is_tied_to_its_original_and_stays_tied(author: Client) -> None:
    original = make_post("On archives")

    press(author, ADD, "_save", title="Über Archive", language="de", translation_of="On archives")
    post = Post.objects.exclude(pk=original.pk).get()
    assert post.translation_of == original
    assert fields(author.get(form(post)))["translation_of"] == original.get_absolute_url()

    press(author, form(post), "_save", body="B.")
    post.refresh_from_db()
    assert (post.body, post.translation_of) == ("B.", original)


def test_the_desk_asks_for_all_that_the_form_takes(author: Client) -> None:
    page = author.get(ADD)

    asked = set(page.context["essay"].form.fields)
    assert asked == asked & {str(name) for name in html.fromstring(page.content).xpath("//@name")}


def test_a_changed_box_changes_its_excerpt(author: Client) -> None:
    press(author, ADD, "_save", title="T", **{"boxes-0-text": EXCHANGE})

    changed = EXCHANGE.replace("thirty", "forty")
    press(author, form(Post.objects.get()), "_save", **{"boxes-0-text": changed})

    assert "forty" in Excerpt.objects.get().turn_list[1].text
    assert Excerpt.objects.get().version == 2


def test_an_emptied_box_takes_its_excerpt_out(author: Client) -> None:
    press(author, ADD, "_save", title="T", **{"boxes-0-text": EXCHANGE})

    press(author, form(Post.objects.get()), "_save", **{"boxes-0-text": ""})

    assert not Placement.objects.exists()
    assert Excerpt.objects.count() == 1


def test_an_emptied_box_is_told_of_the_line_that_places_it(author: Client) -> None:
    press(author, ADD, "_save", title="T", **{"boxes-0-text": EXCHANGE})
    post, slug = Post.objects.get(), Excerpt.objects.get().slug
    press(author, form(post), "_save", body=f"[[qa: {slug}]]")

    press(author, form(post), "_save", **{"boxes-0-text": ""})

    assert (
        messages(author.get(form(post)))[1] == f"“{slug}” stays: a line [[qa: {slug}]] in the text places it."
    )
    assert Placement.objects.count() == 1


def test_publishing_shows_it_at_once(author: Client, client: Client, now: datetime) -> None:
    press(author, ADD, "_publish", title="T", body="B.")

    post = Post.objects.get()
    assert (post.state, post.published_at) == (State.PUBLISHED, now)
    assert client.get("/posts/t/").status_code == 200


def test_a_date_ahead_schedules(author: Client, client: Client) -> None:
    press(author, ADD, "_publish", title="T", body="B.", planned_at="2026-03-02 09:30")

    post = Post.objects.get()
    assert (post.state, post.published_at) == (State.SCHEDULED, datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    assert client.get("/posts/t/").status_code == 404
    assert buttons(author.get(form(post))) == ["_keep", "_update", "_publish"]


def publish_button(page: Any) -> str:
    (button,) = html.fromstring(page.content.decode()).xpath('//button[@name="_publish"]/span')
    return str(button.text)


def test_with_a_date_ahead_publishing_is_called_scheduling(author: Client) -> None:
    press(author, ADD, "_save", title="T", body="B.", planned_at="2026-03-02 09:30")
    page = author.get(form(Post.objects.get()))

    assert publish_button(page) == "Schedule"
    assert publish_button(author.get(ADD)) == "Publish"


def test_a_name_nearly_known_is_asked_about(author: Client) -> None:
    make_person("Lucía Prado")

    answer = press(author, ADD, "_save", title="T", **{"boxes-0-text": EXCHANGE.replace("Lucía", "L.")})

    page = author.get(answer["Location"])
    assert "Who is “L. Prado”?" in messages(page)[1]
    assert f'href="/admin/blog/excerpt/{Excerpt.objects.get().pk}/change/"' in page.content.decode()


def test_a_date_past_is_shown_as_the_date(author: Client) -> None:
    press(author, ADD, "_publish", title="T", body="B.", planned_at="2020-05-01")

    assert Post.objects.get().published_at == datetime(2020, 5, 1, tzinfo=UTC)


def test_dates_are_by_the_sites_clocks(author: Client, now: datetime) -> None:
    library.save(SiteIdentity(pk=1, zone="Asia/Tokyo"), now=now)

    press(author, ADD, "_publish", title="T", body="B.", planned_at="2026-03-02 09:30")

    post = Post.objects.get()
    assert post.published_at == datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
    page = author.get(form(post))
    assert fields(page)["planned_at"] == "2026-03-02 09:30"
    assert "Scheduled for Monday 2 March 2026, 09:30 in Tokyo (00:30 UTC)" in text(page)


def test_a_scheduled_essay_can_be_published_now(author: Client, now: datetime) -> None:
    press(author, ADD, "_publish", title="T", body="B.", planned_at="2026-03-02 09:30")

    press(author, form(Post.objects.get()), "_publish", body="Better.")

    post = Post.objects.get()
    assert (post.state, post.published_at, post.body) == (State.PUBLISHED, now, "Better.")


def test_edits_to_a_published_essay_wait_until_updated(author: Client, client: Client) -> None:
    press(author, ADD, "_publish", title="T", body="Shown.")
    post = Post.objects.get()

    press(author, form(post), "_keep", body="Waiting.", **{"boxes-0-text": EXCHANGE, "boxes-1-text": ""})

    post.refresh_from_db()
    assert (post.body, Excerpt.objects.count()) == ("Shown.", 0)
    page = author.get(form(post))
    assert "These are edits readers have not seen, kept by Maren Quill" in text(page)
    sent = fields(page)
    assert (sent["body"], sent["boxes-0-text"], sent["boxes-1-text"]) == ("Waiting.", EXCHANGE, "")

    press(author, form(post), "_update")

    post.refresh_from_db()
    assert (post.body, Excerpt.objects.count(), WorkingCopy.objects.count()) == ("Waiting.", 1, 0)
    assert "Waiting." in client.get("/posts/t/").content.decode()


def test_enter_in_a_field_never_shows_anything_to_readers(author: Client) -> None:
    assert buttons(author.get(ADD))[0] == "_save"
    press(author, ADD, "_publish", title="T", body="B.")
    assert buttons(author.get(form(Post.objects.get())))[0] == "_keep"


def test_every_save_is_a_revision_and_in_the_history(author: Client) -> None:
    press(author, ADD, "_save", title="T", body="One.")
    post = Post.objects.get()
    press(author, form(post), "_save", body="Two.")

    assert [revision.data["body"] for revision in Revision.objects.all()] == ["Two.", "One."]
    author.get(form(post))  # has its message read
    history = text(author.get(f"/admin/blog/post/{post.pk}/history/"))
    assert history.count("saved") == 2


class TestAuthors:
    def test_keep_their_order_and_new_ones_come_last(self) -> None:
        one, two, three = make_person("Ann Bee"), make_person("Cid Dee"), make_person("Eve Eff")
        post = make_post(state="draft", authors=[three, two])

        press(signed_in("editor"), form(post), "_save", authors=[one.pk, two.pk, three.pk])

        assert [person.name for person in Post.objects.get().author_list] == ["Eve Eff", "Cid Dee", "Ann Bee"]

    def test_nobody_writes_themselves_out(self, author: Client) -> None:
        make_post(authors=[make_person("Ann Bee")])
        press(author, ADD, "_save", title="Mine")
        post = Post.objects.get(title="Mine")
        other = post.authors.model.objects.get(name="Ann Bee")

        page = press(author, form(post), "_save", authors=[other.pk])

        assert "an editor can take you off" in errors(page)["authors"][0]
        assert [person.name for person in post.author_list] == ["Maren Quill"]


class TestReview:
    @pytest.fixture(autouse=True)
    def required(self, now: datetime) -> None:
        library.save(SiteIdentity(pk=1, review_required=True), now=now)

    def test_an_author_submits(self, author: Client) -> None:
        assert buttons(author.get(ADD)) == ["_save", "_submit"]

        press(author, ADD, "_submit", title="T", body="B.")

        post = Post.objects.get()
        assert post.state == State.IN_REVIEW
        assert buttons(author.get(form(post))) == ["_save"]
        assert press(author, form(post), "_submit").status_code == 302

    @pytest.mark.parametrize("button", ["_publish", "_update"])
    def test_an_author_publishes_nothing(self, author: Client, button: str) -> None:
        press(author, ADD, "_submit", title="T", body="B.")
        post = Post.objects.get()
        if button == "_update":
            press(signed_in("editor"), form(post), "_publish")

        answer = press(author, form(post), button, body="Mine.")

        assert answer.status_code == 403
        post.refresh_from_db()
        assert post.body == "B."

    def test_an_editor_publishes_what_was_submitted(self, author: Client) -> None:
        press(author, ADD, "_submit", title="T", body="B.")

        press(signed_in("editor"), form(Post.objects.get()), "_publish")

        assert Post.objects.get().state == State.PUBLISHED
