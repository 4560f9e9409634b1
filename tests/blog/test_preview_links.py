"""A preview link: shows one essay to whoever has it, and tells nobody else, not even the logs."""

import io
import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts import people
from accounts.models import AuditEntry, User
from blog.models import Post, PreviewLink
from blog.publishing import deleting, previews, release, working_copy
from blog.publishing.text import Box, PostText
from config.logs import Discreet
from tests.factories import EXCHANGE, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ANSWER = "That someone unknown can still open it in thirty years."
HEADERS = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@pytest.fixture
def by() -> User:
    return make_user("editor", name="Ida Crane")


def share(post: Post, by: User, now: datetime, days: int = 7) -> str:
    """The address of a new link, without the origin."""
    return "/" + previews.make(post, days=days, by=by, now=now)[1].split("/", 3)[3]


def wait(post: Post, now: datetime, **fields: Any) -> Post:
    text = PostText(**{"title": "T", "slug": post.slug, "body": "Waiting.", **fields})
    working_copy.keep(post, text, by=None, now=now)
    return post


def headers(answer: Any) -> dict[str, str]:
    return {name: answer.headers.get(name, "") for name in HEADERS}


@pytest.mark.parametrize("state", ["draft", "in review", "scheduled"])
def test_shows_what_readers_do_not_see_yet(client: Client, by: User, now: datetime, state: str) -> None:
    post = make_post(title="Tomorrow", state=state, exchanges=[EXCHANGE], slug="t")

    answer = client.get(share(post, by, now))

    assert (answer.status_code, headers(answer)) == (200, HEADERS)
    assert ANSWER in answer.content.decode()
    assert "A preview: readers do not see this yet" in answer.content.decode()
    assert client.get("/posts/t/").status_code == 404


def test_shows_the_edits_that_wait(client: Client, by: User, now: datetime) -> None:
    post = wait(make_post(slug="t", body="Shown."), now, boxes=(Box(EXCHANGE),))

    page = client.get(share(post, by, now)).content.decode()

    assert "Waiting." in page
    assert ANSWER in page
    assert "Waiting." not in client.get("/posts/t/").content.decode()


def test_leads_to_the_essay_once_readers_see_the_same(client: Client, by: User, now: datetime) -> None:
    post = make_post(slug="t", state="draft")
    address = share(post, by, now)
    release.publish(post, by=by, now=now)

    answer = client.get(address)

    assert (answer.status_code, answer["Location"], headers(answer)) == (302, "/posts/t/", HEADERS)


def test_says_so_where_it_cannot_be_shown(client: Client, by: User, now: datetime) -> None:
    answer = client.get(share(wait(make_post(), now, body="[[qa: nothing-here]]"), by, now))

    assert (answer.status_code, headers(answer)) == (200, HEADERS)
    assert "Not ready to be shown" in answer.content.decode()


def test_its_page_does_not_name_it(client: Client, by: User, now: datetime) -> None:
    address = share(make_post(state="draft"), by, now)
    token = address.split("/")[2]

    answer = client.get(address)

    assert len(token) >= 43
    assert token not in answer.content.decode() + str(answer.headers)
    for told_to_machines in ("ld+json", "og:", 'rel="canonical"', ".md"):
        assert told_to_machines not in answer.content.decode()
    assert not answer.cookies
    assert client.post(address).status_code == 405


class TestDead:
    """Expired, taken back, or its essay gone: answered as if it had never been."""

    def answer(self, client: Client, address: str) -> tuple[int, dict[str, str], str]:
        answer = client.get(address)
        return answer.status_code, headers(answer), answer.content.decode().replace(address, "")

    def unknown(self, client: Client) -> tuple[int, dict[str, str], str]:
        return self.answer(client, "/preview/unknown/")

    def test_after_its_days(self, client: Client, by: User, now: datetime) -> None:
        address = share(make_post(state="draft"), by, now, days=3)

        with time_machine.travel(now + timedelta(days=3, seconds=-1), tick=False):
            assert client.get(address).status_code == 200
        with time_machine.travel(now + timedelta(days=3), tick=False):
            assert self.answer(client, address) == self.unknown(client)

    def test_once_taken_back(self, client: Client, by: User, now: datetime) -> None:
        address = share(make_post(state="draft"), by, now)

        assert previews.revoke(PreviewLink.objects.get(), by=by, now=now)
        assert not previews.revoke(PreviewLink.objects.get(), by=by, now=now)

        assert self.unknown(client)[:2] == (404, HEADERS)
        assert self.answer(client, address) == self.unknown(client)

    def test_once_the_essay_is_deleted(self, client: Client, by: User, now: datetime) -> None:
        post = make_post(state="draft")
        address = share(post, by, now)

        deleting.delete(post, by=by, now=now)

        assert self.answer(client, address) == self.unknown(client)

    def test_once_the_essay_is_withdrawn(self, client: Client, by: User, now: datetime) -> None:
        post = wait(make_post(), now)
        address = share(post, by, now)

        release.withdraw(post, reason="Wrong.", by=by, now=now)

        assert self.answer(client, address) == self.unknown(client)
        assert client.get(share(post, by, now)).status_code == 200

    def test_once_whoever_made_it_is_shut_out(self, client: Client, by: User, now: datetime) -> None:
        address = share(make_post(state="draft"), by, now)

        people.shut_out(by, by=make_user("owner"), now=now)

        assert self.answer(client, address) == self.unknown(client)


def test_only_a_digest_of_it_is_kept(by: User, now: datetime) -> None:
    token = share(make_post(state="draft"), by, now).split("/")[2]

    stored = [str(row) for row in PreviewLink.objects.values_list()]
    told = [str(row) for row in AuditEntry.objects.values_list()]

    assert token not in "".join([*stored, *told])


def test_is_in_no_feed_and_no_sitemap(client: Client, by: User, now: datetime) -> None:
    make_post("Shown")
    share(make_post(state="draft"), by, now)

    for path in ("/sitemap.xml", "/atom.xml", "/feed.json", "/robots.txt", "/"):
        answer = client.get(path)
        assert (answer.status_code, "preview" in answer.content.decode()) == (200, False), path


def test_is_in_no_log(
    client: Client, by: User, now: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is logged of a visit; of one that fails, an error without the key."""
    address = share(make_post(state="draft"), by, now)
    client.raise_request_exception = False
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Discreet())
    monkeypatch.setattr(logging.getLogger("django.request"), "handlers", [handler])

    client.get(address)
    client.get("/preview/unknown/")
    assert (written.getvalue(), caplog.records) == ("", [])

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", address)

    monkeypatch.setattr("blog.views.previews._page", fail)
    assert client.get(address).status_code == 503
    assert "/preview/…/" in written.getvalue()
    assert address.split("/")[2] not in written.getvalue()


def test_visits_are_counted_once_a_minute(client: Client, by: User, now: datetime) -> None:
    address = share(make_post(state="draft"), by, now)

    for seconds in (0, 1, 59, 60, 61):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            client.get(address)

    link = PreviewLink.objects.get()
    assert (link.uses, link.used_at) == (2, now + timedelta(seconds=60))


class TestMadeOnce:
    """A stranger who asks again and again does not keep the writers waiting."""

    @pytest.fixture(autouse=True)
    def _kept(self, settings: Any, by: User) -> None:
        backend = "django.core.cache.backends.locmem.LocMemCache"
        settings.CACHES = {**settings.CACHES, "previews": {"BACKEND": backend, "LOCATION": f"test {by.pk}"}}

    def test_a_second_visit_writes_nothing(self, client: Client, by: User, now: datetime) -> None:
        address = share(wait(make_post(), now), by, now)
        first = client.get(address)

        with CaptureQueriesContext(connection) as asked:
            again = client.get(address)

        assert again.content == first.content
        assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []

    def test_a_second_visit_costs_three_queries(
        self, client: Client, by: User, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        address = share(wait(make_post(exchanges=[EXCHANGE]), now), by, now)
        client.get(address)

        with django_assert_num_queries(3):
            client.get(address)

    def test_newer_edits_are_shown(self, client: Client, by: User, now: datetime) -> None:
        post = wait(make_post(), now)
        address = share(post, by, now)
        client.get(address)

        wait(post, now, body="Newer.")

        assert "Newer." in client.get(address).content.decode()


def test_an_essay_has_so_many_links_at_most(by: User, now: datetime) -> None:
    post = make_post(state="draft")
    for _ in range(previews.MOST):
        share(post, by, now)

    with pytest.raises(previews.TooMany):
        share(post, by, now)

    previews.revoke(PreviewLink.objects.latest("pk"), by=by, now=now)
    share(post, by, now)
