"""Two writers, or two tabs: the second is told, keeps every word, and may replace the first knowingly."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from blog.models import Excerpt, Post, WorkingCopy
from tests.admin.page import Fields, fields, press, signed_in, text
from tests.factories import EXCHANGE, make_excerpt, make_person, make_post, make_user

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def sides(page: Any) -> dict[str, dict[str, str]]:
    """What each side says, part by part, without what is said to listeners alone."""
    tree = html.fromstring(page.content.decode())
    for said in tree.xpath('//span[@class="vh"]'):
        said.drop_tree()
    return {
        str(side.findtext("h2")): {
            str(part.text): str(part.getnext().text_content()) for part in side.iter("h3")
        }
        for side in tree.xpath('//section[@class="text"]')
    }


class TestEssay:
    @pytest.fixture(autouse=True)
    def essay(self) -> None:
        authors = [make_person("Ann Bee")]
        self.post = make_post("T", body="First.", state="draft", exchanges=[EXCHANGE], authors=authors)
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

        assert "Ida Crane saved it at 12:00. Nothing of either text is lost" in text(page)
        assert sides(page) == {
            "Yours": {"Title": "My title", "Summary": "My summary", "Text": "Mine.", "Tags": ""},
            "Theirs: Ida Crane": {"Title": "T", "Summary": "", "Text": "Theirs <b>.", "Tags": "theirs"},
        }
        sent = fields(page)
        assert (sent["title"], sent["body"], sent["summary"]) == ("My title", "Mine.", "My summary")

    def go_on(self, page: Any, way: str) -> Any:
        return self.mine.post(self.address, {**fields(page), way.split("=")[0]: way.split("=")[1]})

    def test_keeping_mine_replaces_theirs_knowingly(self) -> None:
        answer = self.go_on(self.overtake(), "way=mine")

        assert answer.status_code == 302
        self.post.refresh_from_db()
        assert self.post.body == "Mine."
        assert self.history() == ["Mine.", "Theirs <b>.", "First."]

    def test_taking_theirs_keeps_mine_in_the_history(self) -> None:
        answer = self.go_on(self.overtake(title="My title"), "way=theirs")

        assert answer["Location"] == self.address
        self.post.refresh_from_db()
        assert (self.post.title, self.post.body) == ("T", "Theirs <b>.")
        assert [body.split("\n")[-1] for body in self.history()] == ["Mine.", "Theirs <b>.", "First."]
        assert self.post.revisions.latest("pk").note == "not taken over"

    def test_a_copy_is_a_draft_of_its_own_with_the_same_exchange(self) -> None:
        answer = self.go_on(self.overtake(), "way=copy")

        copy = Post.objects.latest("pk")
        assert answer["Location"] == f"/admin/blog/post/{copy.pk}/change/"
        self.post.refresh_from_db()
        assert (self.post.body, copy.body, copy.state) == ("Theirs <b>.", "Mine.", "draft")
        assert list(copy.excerpts.all()) == list(self.post.excerpts.all())

    def test_a_copy_with_other_words_has_an_excerpt_of_its_own(self) -> None:
        other = EXCHANGE.replace("thirty", "fifty")
        self.go_on(self.overtake(**{"boxes-0-text": other}), "way=copy")

        mine, theirs = Post.objects.latest("pk").excerpts.get(), self.post.excerpts.get()
        assert ("fifty" in mine.as_box(), "thirty" in theirs.as_box(), mine == theirs) == (True, True, False)

    def test_edits_that_waited_go_to_the_history_where_mine_replace_them(self) -> None:
        press(self.theirs, self.address, "_publish")

        page = self.overtake("_keep")
        self.go_on(page, "way=mine")

        assert WorkingCopy.objects.get().data["body"] == "Mine."
        aside = self.post.revisions.latest("pk")
        assert (aside.note, aside.data["body"].split("\n")[-1]) == ("edits that were replaced", "Theirs <b>.")

    def test_whoever_comes_third_is_told_again(self) -> None:
        page = self.overtake()
        press(self.theirs, self.address, "_save", body="Theirs again.")

        again = self.go_on(page, "way=mine")

        assert again.status_code == 409
        assert sides(again)["Theirs: Ida Crane"]["Text"] == "Theirs again."
        assert self.history()[0] == "Theirs again."

    def history(self) -> list[str]:
        return [revision.data["body"] for revision in self.post.revisions.all()]

    def test_a_form_without_its_version_is_refused_too(self) -> None:
        sent = {**fields(self.mine.get(self.address)), "body": "Mine.", "_save": "1"}
        del sent["base_version"]

        assert self.mine.post(self.address, sent).status_code == 409

    @pytest.mark.parametrize("button", ["_keep", "_update"])
    def test_edits_to_a_published_essay(self, button: str) -> None:
        press(self.theirs, self.address, "_publish")

        page = self.overtake(button)

        assert page.status_code == 409
        assert sides(page)["Theirs: Ida Crane"]["Text"] == "Theirs <b>."
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

        assert "was changed elsewhere while you wrote" in text(page)
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
