"""Words brought from any page become an excerpt's form; bringing them saves nothing and loses none."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from accounts.models import User
from blog.models import Excerpt, Post
from tests.admin.page import fields, messages, press, shown, signed_in, text, titles
from tests.factories import make_excerpt, make_post, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/capture/"
BROUGHT = {
    "title": "The Quay Hour, episode 12",
    "text": "Host: Why?\n\nMei Tan: So.",
    "url": "https://quayhour.example/12",
}
READ = "Host: Why?\n\nMei Tan: So.\n\nSource: [The Quay Hour, episode 12](https://quayhour.example/12)"
LONG = {**BROUGHT, "text": "Ünsere Wörter “bleiben”. " * 800}


@pytest.fixture
def user() -> User:
    return make_user("author")


@pytest.mark.parametrize("method", ["get", "post"])
def test_they_stand_in_the_form_of_a_new_excerpt(user: User, method: str) -> None:
    page = getattr(signed_in(user), method)(ADDRESS, BROUGHT)

    assert shown(page) == {"base_version": "", "text": READ, "tags": "", "slug": ""}
    assert html.fromstring(page.text).get_element_by_id("excerpt_form").action == "/admin/blog/excerpt/add/"


def test_saving_that_form_fills_the_inbox(user: User) -> None:
    client = signed_in(user)
    page = client.get(ADDRESS, BROUGHT)

    answer = client.post("/admin/blog/excerpt/add/", fields(page), follow=True)

    excerpt = Excerpt.objects.get()
    assert messages(answer) == ["Saved. It waits in your inbox until an essay answers it."]
    assert (excerpt.as_box(), excerpt.created_by) == (READ, user)
    assert titles(client.get("/admin/blog/excerpt/?placed=no")) == ["Why?"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_from_another_site_nothing_is_written(user: User, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(user).cookies

    answer = getattr(client, method)(
        ADDRESS, {**BROUGHT, "_save": "1"}, headers={"origin": "https://evil.example"}
    )

    assert answer.status_code == 200
    assert Excerpt.objects.count() == 0


def test_a_form_that_refuses_them_keeps_them(user: User) -> None:
    client = signed_in(user)
    typed = {**fields(client.get(ADDRESS, BROUGHT)), "slug": "No Address"}

    answer = client.post("/admin/blog/excerpt/add/", typed)

    assert shown(answer)["text"] == READ
    assert Excerpt.objects.count() == 0


class TestSignedOut:
    def test_short_words_wait_in_the_address_of_the_sign_in(self, client: Client, user: User) -> None:
        asked = f"{ADDRESS}?{urlencode(BROUGHT)}"

        sign_in = client.get(asked, follow=True)
        form = {"login": user.email, "password": "correct horse", "next": asked}
        back = client.post(sign_in.request["PATH_INFO"], form, follow=True)

        assert parse_qs(urlsplit(sign_in.redirect_chain[-1][0]).query) == {"next": [asked]}
        assert shown(back)["text"] == READ

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_long_ones_wait_in_the_fragment_of_a_link(self, client: Client, method: str) -> None:
        page = getattr(client, method)(ADDRESS, LONG)

        (link,) = html.fromstring(page.text).xpath('//main//a[@class="button"]/@href')
        address, _hash, fragment = link.partition("#")
        assert (page.status_code, address) == (403, "/admin/login/?next=%2Fadmin%2Fcapture%2F")
        assert {name: value for name, (value,) in parse_qs(fragment).items()} == LONG
        assert " ".join(LONG["text"].split()) in text(page)

    def test_ones_sent_from_an_app_are_not_put_into_an_address(self, client: Client) -> None:
        assert client.post(ADDRESS, BROUGHT).status_code == 403
        assert Excerpt.objects.count() == 0


def test_without_words_it_says_how_to_bring_some(user: User) -> None:
    page = html.fromstring(signed_in(user).get(ADDRESS).text)

    (bookmark,) = page.xpath("//a[@data-bookmark]/@href")
    assert bookmark == page.get_element_by_id("bookmark").value
    assert bookmark.startswith(f"javascript:void open('{settings.SITE_ORIGIN}/admin/capture/#'+")


def test_a_telephone_is_told_what_to_send(user: User) -> None:
    answer = signed_in(user).get("/admin/capture/app.webmanifest")

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert answer.json()["share_target"] == {
        "action": ADDRESS,
        "method": "POST",
        "enctype": "application/x-www-form-urlencoded",
        "params": {"title": "title", "text": "text", "url": "url"},
    }


class TestInbox:
    def test_one_press_begins_an_essay(self, user: User) -> None:
        excerpt = make_excerpt(by=user)
        client = signed_in(user)

        rows = html.fromstring(client.get("/admin/blog/excerpt/?placed=no").text)
        (write,) = rows.xpath('//td[@class="field-essays"]/a')

        assert write.text == "Write"
        press(client, write.get("href"), "_save", title="An answer")
        assert Post.objects.get().excerpts.get() == excerpt

    def test_it_holds_nothing_an_essay_has(self, user: User) -> None:
        make_post(by=user, exchanges=["Q: Placed?\n\nMei Tan: So."])
        make_excerpt("Q: Kept?\n\nMei Tan: So.", by=user)
        make_excerpt("Q: Another's?\n\nIda Crane: So.", by=make_user("author"))

        inbox = signed_in(user).get("/admin/blog/excerpt/?placed=no")

        assert titles(inbox) == ["Kept?"]
        assert "Inbox: excerpts in no essay" in text(inbox)
