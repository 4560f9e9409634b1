"""One word of an exchange, corrected once at the desk: it is right wherever it stands, and dated there."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from blog.models import Excerpt, Post, SiteIdentity
from blog.syndication.sharing import excerpt_card
from tests.admin.page import press, signed_in
from tests.factories import NOW, make_person, make_post

pytestmark = [pytest.mark.full, pytest.mark.django_db]

EXCHANGE = """Q: Who keeps the lists of what was lent, and for how long does a {word} stand there?

Mei Tan: The {word} stands until the book is back.

Source: [Evening at the library](https://litoral.example/evening), 2025-06-14"""
WORD, RIGHT = "borrowing", "lending"
CORRECTION = "The question and the answer had another word. The recording says “lending”."
LATER = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


@pytest.fixture
def excerpt() -> Excerpt:
    """Shown by two essays, one of which opens with it, both under one tag and by one author."""
    ann = make_person("Ann Bee")
    first = make_post("First", exchanges=[EXCHANGE.format(word=WORD)], tags=["books"], authors=[ann])
    excerpt = first.excerpts.get()
    body = f"Before.\n\n[[qa: {excerpt.slug}]]\n\nAfter."
    make_post("Second", body=body, tags=["books"], authors=[ann], published_at=NOW - timedelta(days=3))
    return excerpt


def pages(excerpt: Excerpt) -> list[str]:
    """Where a reader or a program meets the words of `excerpt`."""
    own = excerpt.get_absolute_url().rstrip("/")
    feeds = [
        f"{under}/{name}"
        for under in ("", "/tags/books", "/people/mei-tan", "/sources/evening-at-the-library", "/excerpts")
        for name in ("atom.xml", "rss.xml", "feed.json")
    ]
    essays = [f"/posts/{slug}{ending}" for slug in ("first", "second") for ending in ("/", ".md")]
    files = [f"{own}{ending}" for ending in ("/", ".json", ".md", ".csl.json", ".bib", "/embed/")]
    lists = ["/", "/posts/", "/archive/2026/", "/excerpts/", "/people/mei-tan/"]
    searches = [f"/search/?q={words}" for words in ("speaker:mei-tan", "in:questions", "who+keeps+lists")]
    return [*essays, *files, *feeds, *lists, *searches, "/sources/evening-at-the-library/", "/tags/books/"]


def saying(client: Client, addresses: list[str], words: str) -> set[str]:
    return {address for address in addresses if words in client.get(address).content.decode()}


def at(instant: datetime) -> time_machine.travel:
    return time_machine.travel(instant, tick=False)


@pytest.fixture
def correct(excerpt: Excerpt) -> Callable[[], None]:
    def once() -> None:
        with at(LATER):
            form = f"/admin/blog/excerpt/{excerpt.pk}/change/"
            words = EXCHANGE.format(word=RIGHT)
            answer = press(signed_in("editor"), form, "_save", text=words, correction=CORRECTION)
            assert answer.status_code == 302

    return once


def test_the_right_word_stands_wherever_the_wrong_one_stood(
    client: Client, excerpt: Excerpt, correct: Callable[[], None]
) -> None:
    with at(NOW):
        wrong = saying(client, pages(excerpt), WORD)

    correct()

    with at(LATER):
        assert saying(client, pages(excerpt), WORD) == set()
        assert saying(client, pages(excerpt), RIGHT) == wrong
    silent = set(pages(excerpt)) - wrong
    own = excerpt.get_absolute_url().rstrip("/")
    assert silent == {f"{own}.bib", f"{own}.csl.json"}  # they cite the source, by its title and speakers


def test_the_correction_is_dated_wherever_the_words_stand_whole(
    client: Client, excerpt: Excerpt, correct: Callable[[], None]
) -> None:
    correct()

    own = excerpt.get_absolute_url().rstrip("/")
    with at(LATER):
        told = saying(
            client, [*pages(excerpt), "/corrections/"], "The question and the answer had another word."
        )
        assert told == {
            *("/posts/first/", "/posts/second/", "/posts/first.md", "/posts/second.md"),
            *(f"{own}/", f"{own}.json", f"{own}.md", f"{own}/embed/", "/corrections/"),
            *(
                address
                for address in pages(excerpt)
                if address.endswith(("atom.xml", "rss.xml", "feed.json"))
            ),
        }
        for address in ("/posts/first/", "/posts/second/", f"{own}/", "/atom.xml", "/excerpts/atom.xml"):
            assert "Corrected 9 March 2026." in client.get(address).content.decode(), address


def test_feeds_and_the_essays_say_when_they_changed(
    client: Client, excerpt: Excerpt, correct: Callable[[], None]
) -> None:
    correct()

    assert {post.modified_at for post in Post.objects.all()} == {LATER}
    with at(LATER):
        for address in ("/feed.json", "/excerpts/feed.json", "/tags/books/feed.json"):
            changed = {item["date_modified"] for item in client.get(address).json()["items"]}
            assert changed == {"2026-03-09T12:00:00+00:00"}, address
        for address in ("/posts/first/", excerpt.get_absolute_url()):
            assert '"dateModified":"2026-03-09T12:00:00+00:00"' in client.get(address).content.decode()


def test_its_picture_is_another(excerpt: Excerpt, correct: Callable[[], None]) -> None:
    def digest() -> str:
        return excerpt_card(Excerpt.objects.for_page().get(), SiteIdentity.current()).digest

    before = digest()
    correct()

    assert digest() != before
