"""The beginning of a word stands for many: found alike whether they are common or rare, new or old."""

from datetime import UTC, datetime, timedelta
from string import ascii_lowercase

import pytest

from blog import search
from blog.models import Post
from blog.search import engines, postgres
from blog.search.documents import kind_of
from blog.search.matching import Match
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


@pytest.mark.parametrize(
    ("few", "often", "near"), [(300, 6, 60), (4, 1, 60), (4, 1, 1), (4, 5, 60), (1, 1, 2)]
)
@pytest.mark.parametrize("number", [1, 3, 30])
def test_however_many_are_looked_at_first(
    number: int, few: int, often: int, near: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("FEW", few), ("OFTEN", often), ("NEAR", near)):
        monkeypatch.setattr(postgres, name, value)
    words = [f"lamp{letter}" for letter in ascii_lowercase[:10]]
    bodies = [f"A {word}, a river." if at % 3 else "A bridge." for at, word in enumerate([*words, *words])]
    posts = [
        make_post(f"On {at}", body=body, published_at=now - timedelta(days=at + 1))
        for at, body in enumerate(bodies)
    ]
    having = [post.pk for at, post in enumerate(posts) if at % 3]
    of_a_beginning = Match((tuple(words),), unwanted=((("bridge",),),))
    of_several = Match((("a",), ("river",), ("on",)), unwanted=((("bridge",),),))

    for match in (of_a_beginning, of_several):
        found = engines.current().newest(match, number)
        assert [one.row for one in found] == having[:number]
