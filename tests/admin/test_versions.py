"""Two versions side by side, and names given to versions."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from lxml import html

from blog.models import Excerpt, Post
from blog.publishing import posts
from blog.publishing.text import PostText
from tests.admin.page import messages, signed_in
from tests.factories import make_excerpt, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def rewritten(body: str, now: datetime) -> Post:
    post = make_post(title="T", body="One.\n\nTwo old.", state="draft", now=now)
    return posts.save(post, PostText(title="T", slug=post.slug, body=body), by=None, now=now)


def history(post: Post, query: str) -> str:
    return f"/admin/blog/post/{post.pk}/history/?{query}"


def listed(page: Any) -> list[str]:
    items = html.fromstring(page.content.decode()).xpath('//nav[@aria-label="Versions"]/ol/li/a')
    return [" ".join(str(item.text_content()).split()) for item in items]


class TestSideBySide:
    def test_each_version_has_a_column(self, editor: Client, now: datetime) -> None:
        page = editor.get(history(rewritten("One.\n\nTwo new.", now), "side=1"))

        table = html.fromstring(page.content.decode()).xpath('//table[@class="beside"]')[0]
        assert [str(cell.text_content()) for cell in table.xpath(".//th")] == ["Version 1", "Version 2"]
        rows = [[str(cell.text_content()) for cell in row] for row in table.xpath("./tbody/tr")]
        assert rows == [
            ["One.\n", "One.\n"],
            ["\n", "\n"],
            ["Two [removed: old end].", "Two [added: new end]."],
        ]

    def test_leads_to_the_other_way_and_keeps_what_is_compared(self, editor: Client, now: datetime) -> None:
        page = editor.get(history(rewritten("Other.", now), "version=2&against=1&side=1")).content.decode()

        assert 'href="?version=2&amp;against=1"' in page
        assert 'href="?version=2&amp;against=1&amp;side=1&amp;whole=1"' in page


class TestNaming:
    def name(self, client: Client, row: Post | Excerpt, version: int, name: str, seen: str = "") -> Any:
        address = f"/admin/blog/{row._meta.model_name}/{row.pk}/name/{version}/"
        answer = client.post(address, {"name": name, "seen": seen})
        assert answer.status_code == 302
        return client.get(answer["Location"])

    @pytest.mark.parametrize("make", [lambda: make_post(state="draft"), make_excerpt])
    def test_a_name_stands_in_the_list(self, editor: Client, make: Any) -> None:
        page = self.name(editor, row := make(), 1, "  Before  the cuts ")

        assert messages(page) == ["Named."]
        assert "Before the cuts" in listed(page)[0]
        assert row.revisions.get().name == "Before the cuts"

    def test_a_name_is_taken_away(self, editor: Client) -> None:
        post = make_post(state="draft")
        self.name(editor, post, 1, "Mine")

        assert messages(self.name(editor, post, 1, "", seen="Mine")) == ["It has no name any more."]
        assert post.revisions.get().name == ""

    def test_anothers_name_is_not_replaced_unseen(self, editor: Client) -> None:
        post = make_post(state="draft")
        self.name(editor, post, 1, "Theirs")

        page = self.name(editor, post, 1, "Mine")

        assert messages(page) == ["Someone named it meanwhile. To replace that, press the button again."]
        assert post.revisions.get().name == "Theirs"
        assert html.fromstring(page.content.decode()).xpath('//input[@name="name"]/@value') == ["Mine"]
        self.name(editor, post, 1, "Mine", seen="Theirs")
        assert post.revisions.get().name == "Mine"

    def test_a_name_too_long_is_refused_and_kept_to_be_cut(self, editor: Client) -> None:
        post = make_post(state="draft")

        page = self.name(editor, post, 1, "x" * 81)

        assert messages(page) == ["A name is at most 80 characters long."]
        assert html.fromstring(page.content.decode()).xpath('//input[@name="name"]/@value') == ["x" * 81]

    def test_is_closed_to_others(self) -> None:
        post = make_post(state="draft", by=make_user())

        answer = signed_in("author").post(f"/admin/blog/post/{post.pk}/name/1/", {"name": "Mine"})

        assert (answer.status_code, post.revisions.get().name) == (403, "")
