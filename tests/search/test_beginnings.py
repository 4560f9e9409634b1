"""The beginning of a word stands for many: found alike whether they are common or rare, new or old."""

from datetime import UTC, datetime, timedelta
from string import ascii_lowercase

import pytest

from blog import search
from blog.models import Post
from blog.search import postgres
from blog.search.documents import kind_of
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def titles(query: str, now: datetime) -> list[str]:
    documents = search.find(search.parse(query), now=now, zone=UTC).documents
    found = [one.row for one in documents if kind_of(one.key) == "post"]
    posts = Post.objects.in_bulk(found)
    return [posts[row].title for row in found]


@pytest.mark.parametrize("near", [1, 30])
def test_a_beginning_finds_all_that_it_stands_for(
    near: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "NEAR", near)
    made = {letter: now - timedelta(days=at + 1) for at, letter in enumerate(ascii_lowercase[:12])}
    for letter, at in made.items():
        make_post(f"On {letter}", body=f"A lamp{letter}, a bridge.", published_at=at)
    make_post("Lampq", body="Older.", published_at=now - timedelta(days=90))
    make_post("River", body="A bridge.", published_at=now - timedelta(hours=1))
    every = ["Lampq", *(f"On {letter}" for letter in made)]

    assert titles("lamp*", now) == every
    assert titles("bri* lamp*", now) == every[1:]
    assert titles("lamp* -bridge", now) == ["Lampq"]
    assert titles("bridge -lampa", now) == ["River", *every[2:]]
