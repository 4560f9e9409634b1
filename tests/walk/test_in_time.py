"""When readers see an essay, through the desk and over HTTP: at its instant, and not a moment after Undo.

No worker runs here: nothing but visits and the clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from blog.models import Post, SiteIdentity
from blog.publishing import library
from tests.admin.page import press, signed_in
from tests.factories import make_post

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("low_numbers")]

ADD = "/admin/blog/post/add/"
CANARY = "Q: Does the canary sing?\n\nCanary Bird: It does.\n\nSource: Talk of the canary"
PAGES = (
    *("/", "/posts/", "/posts/canary/", "/posts/canary.md", "/archive/2026/", "/tags/", "/tags/canary/"),
    *("/excerpts/", "/excerpts/does-the-canary-sing/", "/people/", "/people/canary-bird/"),
    *("/sources/", "/sources/talk-of-the-canary/"),
)
TOLD = (
    *("/atom.xml", "/rss.xml", "/feed.json", "/excerpts/atom.xml", "/sitemap.xml"),
    *(f"/sitemap-{kind}-0.xml" for kind in ("posts", "excerpts", "people", "sources", "tags")),
)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


@pytest.fixture(autouse=True)
def _site(now: datetime) -> None:
    """In Lisbon, with one older essay, so that lists and feeds are there."""
    library.save(SiteIdentity(pk=1, zone="Europe/Lisbon"), now=now)
    make_post("Older")


def singing(paths: tuple[str, ...]) -> set[str]:
    """Those where a stranger hears of the canary."""
    client = Client()
    answers = {path: client.get(path) for path in paths}
    return {
        path
        for path, answer in answers.items()
        if answer.status_code == 200 and "canary" in answer.content.decode().lower().replace(path, "")
    }


def write(editor: Client, **typed: str) -> None:
    words = {"title": "Canary", "body": "It sings.", "tags": "canary", "boxes-0-text": CANARY}
    assert press(editor, ADD, "_publish", **words, **typed).status_code == 302


def test_after_undo_nothing_is_public_and_nothing_was_ever_told(now: datetime) -> None:
    editor, reader = signed_in("editor"), Client()
    with at(now):
        write(editor)
        assert singing(PAGES) == set(PAGES)
        assert singing(TOLD) == set()
        seen = reader.get("/posts/canary/")
    post = Post.objects.get(title="Canary")
    with at(now + timedelta(seconds=9)):
        assert singing(TOLD) == set()
        answer = editor.post(f"/admin/blog/post/{post.pk}/undo/", {"base_version": post.version})
        assert answer.status_code == 302

    for later in (timedelta(seconds=9), timedelta(seconds=10), timedelta(days=1)):
        with at(now + later):
            assert singing(PAGES + TOLD) == set()
            again = reader.get("/posts/canary/", headers={"if-none-match": seen["ETag"]})
            assert again.status_code == 404


def test_without_undo_all_of_it_is_told_ten_seconds_later(now: datetime) -> None:
    """So the silence above is not for want of a voice."""
    with at(now):
        write(signed_in("editor"))

    with at(now + timedelta(seconds=10)):
        assert singing(PAGES + TOLD) == {*PAGES, *TOLD}


@pytest.mark.parametrize(
    ("written", "said", "instant"),
    [
        ("2026-03-28 18:00", "tomorrow 2", "2026-03-29 01:00"),
        ("2026-03-28 18:00", "29 march 9:00", "2026-03-29 08:00"),
        ("2026-10-24 18:00", "tomorrow 1:30", "2026-10-25 00:30"),
        ("2026-10-24 18:00", "sun 9:00", "2026-10-25 09:00"),
    ],
)
def test_appears_at_its_instant_across_a_change_of_the_clocks(written: str, said: str, instant: str) -> None:
    typed, due = (datetime.fromisoformat(time).replace(tzinfo=UTC) for time in (written, instant))
    with at(typed):
        write(signed_in("editor"), planned_at=said)
    assert Post.objects.get(title="Canary").published_at == due

    seen, told = {"/", "/posts/canary/", "/people/canary-bird/"}, {"/atom.xml", "/sitemap-posts-0.xml"}
    with at(due - timedelta(seconds=1)):
        assert singing((*seen, *told)) == set()
    with at(due):
        assert singing((*seen, *told)) == seen
    with at(due + timedelta(seconds=10)):
        assert singing((*seen, *told)) == seen | told
    assert Post.objects.get(title="Canary").state == "published"
