"""Two writers, or two tabs: the second is told, keeps every word, and may replace the first knowingly."""

from typing import Any

import pytest
from django.test import Client

from blog.models import Excerpt, Post
from tests.admin.page import Fields, fields, press, signed_in, text
from tests.factories import EXCHANGE, make_excerpt, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


class TestEssay:
    @pytest.fixture(autouse=True)
    def essay(self) -> None:
        self.post = make_post(title="T", body="First.", state="draft", exchanges=[EXCHANGE])
        self.address = f"/admin/blog/post/{self.post.pk}/change/"
        self.mine, self.theirs = signed_in("editor"), signed_in(make_user("editor", name="Ida Crane"))

    def overtake(self, button: str = "_save", **typed: Any) -> Any:
        """I open the form; they save; I press the button."""
        opened = fields(self.mine.get(self.address))
        press(self.theirs, self.address, button, body="Theirs <b>.", tags="theirs")
        return self.mine.post(self.address, {**opened, "body": "Mine.", **typed, button: "1"})

    def test_is_answered_409_and_nothing_is_saved(self) -> None:
        page = self.overtake()

        assert page.status_code == 409
        self.post.refresh_from_db()
        assert (self.post.body, self.post.version) == ("Theirs <b>.", 2)

    def test_says_who_and_shows_both_texts(self) -> None:
        page = self.overtake(title="My title", summary="My summary")

        assert "Ida Crane saved this essay while you wrote." in text(page)
        assert "Theirs <b>." in text(page)
        assert "Tags: theirs" in text(page)
        sent = fields(page)
        assert (sent["title"], sent["body"], sent["summary"]) == ("My title", "Mine.", "My summary")

    def test_saving_again_replaces_theirs_knowingly(self) -> None:
        page = self.overtake()

        answer = self.mine.post(self.address, {**fields(page), "_save": "1"})

        assert answer.status_code == 302
        self.post.refresh_from_db()
        assert self.post.body == "Mine."
        assert [revision.data["body"] for revision in self.post.revisions.all()] == [
            "Mine.",
            "Theirs <b>.",
            "First.",
        ]

    def test_a_form_without_its_version_is_refused_too(self) -> None:
        sent = {**fields(self.mine.get(self.address)), "body": "Mine.", "_save": "1"}
        del sent["base_version"]

        assert self.mine.post(self.address, sent).status_code == 409

    @pytest.mark.parametrize("button", ["_keep", "_update"])
    def test_edits_to_a_published_essay(self, button: str) -> None:
        press(self.theirs, self.address, "_publish")

        page = self.overtake(button)

        assert page.status_code == 409
        assert "Theirs <b>." in text(page)
        assert fields(page)["body"] == "Mine."

    def test_published_while_a_draft_of_it_was_open(self) -> None:
        opened = fields(self.mine.get(self.address))
        press(self.theirs, self.address, "_publish")

        page = self.mine.post(self.address, {**opened, "body": "Mine.", "_save": "1"})

        assert page.status_code == 409
        self.post.refresh_from_db()
        assert self.post.body == "First."


class TestBox:
    """The same for one exchange: someone changed the excerpt by itself."""

    def overtaken(self, client: Client) -> tuple[str, Fields, Any]:
        post = make_post(title="T", state="draft", exchanges=[EXCHANGE])
        address, excerpt = f"/admin/blog/post/{post.pk}/change/", Excerpt.objects.get()
        opened = fields(client.get(address))
        theirs = EXCHANGE.replace("thirty", "forty")
        press(client, f"/admin/blog/excerpt/{excerpt.pk}/change/", "_save", text=theirs)
        mine = {**opened, "boxes-0-text": EXCHANGE.replace("thirty", "fifty"), "_save": "1"}
        return address, mine, client.post(address, mine)

    def test_says_so_and_shows_both(self) -> None:
        _address, mine, page = self.overtaken(signed_in("editor"))

        assert "was changed by someone else while you wrote" in text(page)
        assert "in forty years" in text(page)
        assert fields(page)["boxes-0-text"] == mine["boxes-0-text"]
        assert "forty" in Excerpt.objects.get().turn_list[1].text

    def test_saving_again_replaces_theirs_knowingly(self) -> None:
        client = signed_in("editor")
        address, _mine, page = self.overtaken(client)

        assert client.post(address, {**fields(page), "_save": "1"}).status_code == 302
        assert "fifty" in Excerpt.objects.get().turn_list[1].text


def test_an_excerpt_by_itself() -> None:
    client, excerpt = signed_in("editor"), make_excerpt()
    address = f"/admin/blog/excerpt/{excerpt.pk}/change/"
    opened = fields(client.get(address))
    press(client, address, "_save", text=EXCHANGE.replace("thirty", "forty"))
    mine = {**opened, "text": EXCHANGE.replace("thirty", "fifty"), "_save": "1"}

    page = client.post(address, mine)

    assert page.status_code == 409
    assert "in forty years" in text(page)
    assert fields(page)["text"] == mine["text"]
    assert client.post(address, {**fields(page), "_save": "1"}).status_code == 302
    assert "fifty" in Excerpt.objects.get().turn_list[1].text


def test_no_essay_is_overtaken_by_opening_it() -> None:
    post = make_post(state="draft")
    signed_in("editor").get(f"/admin/blog/post/{post.pk}/change/")

    assert Post.objects.get().version == post.version
