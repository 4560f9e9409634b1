"""The preview links of an essay, on the desk: made in one action, shown whole once, taken back in one."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from lxml import html

from accounts.models import Action, AuditEntry, User
from blog.models import Post, PreviewLink
from blog.publishing import previews
from tests.admin.page import messages, signed_in, text
from tests.factories import make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def author() -> User:
    return make_user(name="Maren Quill")


@pytest.fixture
def post(author: User) -> Post:
    return make_post(title="Tomorrow", state="draft", by=author)


def links(post: Post) -> str:
    return f"/admin/blog/post/{post.pk}/links/"


def told(page: Any) -> list[str]:
    """The address to copy, if one is shown."""
    return [str(value) for value in html.fromstring(page.content.decode()).xpath("//input[@readonly]/@value")]


def rows(page: Any) -> list[str]:
    found = html.fromstring(page.content.decode()).xpath('//div[@class="results links"]//tbody/tr')
    return [" ".join(str(row.text_content()).split()) for row in found]


def test_is_made_in_one_action_and_shown_whole_once(author: User, post: Post, client: Client) -> None:
    desk = signed_in(author)
    assert "There are none yet." in text(desk.get(links(post)))

    page = desk.post(links(post), {"days": "3"})

    (address,) = told(page)
    assert address.startswith("http://127.0.0.1:8000/preview/")
    assert "Copy it now: it is kept nowhere, and not shown again." in text(page)
    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
    again = desk.get(links(post))
    assert (told(again), address.split("/")[4] in again.content.decode()) == ([], False)
    assert rows(again) == [
        "1 Mar 2026, 12:00, by Maren Quill 4 Mar 2026, 12:00 once, last 1 Mar 2026, 12:00 Take back"
    ]


def test_is_taken_back_in_one_action(author: User, post: Post, now: datetime, client: Client) -> None:
    desk = signed_in(author)
    link, address = previews.make(post, days=7, by=author, now=now)

    answer = desk.post(f"{links(post)}{link.pk}/revoke/")

    assert answer["Location"] == links(post)
    assert messages(desk.get(links(post))) == ["The link is taken back: it opens nothing any more."]
    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 404
    assert rows(desk.get(links(post)))[0].endswith("never taken back 1 Mar 2026, 12:00")
    desk.post(f"{links(post)}{link.pk}/revoke/")
    assert messages(desk.get(links(post))) == ["It opened nothing any more already."]


def test_both_are_in_the_audit_list(author: User, post: Post, now: datetime) -> None:
    link, _address = previews.make(post, days=7, by=author, now=now)
    previews.revoke(link, by=author, now=now)
    previews.revoke(link, by=author, now=now)

    entries = AuditEntry.objects.order_by("pk").values_list("action", "by", "number", "detail")
    assert list(entries) == [
        (Action.PREVIEW_MADE, author.pk, post.pk, "for 7 days"),
        (Action.PREVIEW_REVOKED, author.pk, post.pk, ""),
    ]


def test_a_visit_makes_none_and_so_do_days_not_offered(author: User, post: Post) -> None:
    desk = signed_in(author)

    desk.get(links(post))
    page = desk.post(links(post), {"days": "3650"})

    assert "3650 is not one of the available choices" in text(page)
    assert not PreviewLink.objects.exists()


def test_too_many_are_refused_in_words(author: User, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "MOST", 1)
    desk = signed_in(author)
    desk.post(links(post), {"days": "7"})

    page = desk.post(links(post), {"days": "7"})

    assert "There are too many links already. Take one back first." in text(page)
    assert (told(page), PreviewLink.objects.count()) == ([], 1)


def test_anothers_are_closed(post: Post, author: User, now: datetime) -> None:
    link, _address = previews.make(post, days=7, by=author, now=now)
    other = signed_in("author")

    assert other.get(links(post)).status_code == 403
    assert other.post(links(post), {"days": "7"}).status_code == 403
    assert other.post(f"{links(post)}{link.pk}/revoke/").status_code == 403
    assert PreviewLink.objects.alive(now).count() == 1


def test_a_link_is_taken_back_from_its_own_essay_only(post: Post, author: User, now: datetime) -> None:
    link, _address = previews.make(make_post(state="draft"), days=7, by=author, now=now)

    answer = signed_in(author).post(f"{links(post)}{link.pk}/revoke/")

    assert answer.status_code == 404
    assert PreviewLink.objects.alive(now).count() == 1
