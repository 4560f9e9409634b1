"""Phrases are those of the newest documents with their words, however a database looks for them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random

import pytest

from blog import search
from blog.models import SearchDocument
from blog.search import finding
from blog.search.asking import ask
from tests.factories import make_post

pytestmark = pytest.mark.django_db

WORDS = ("ada", "bob", "cy", "放权", "c++")
ASKED = [
    (["ada bob"], []),
    (["bob ada"], []),
    (["ada ada"], []),
    (["cy ada bob"], []),
    (["c++ cy"], []),
    (["ada bob", "bob cy"], []),
    (["ada bob", "bob cy ada"], []),
    (["ada ada ada ada ada"], []),
    (["ada bob"], ["bob cy"]),
    ([], ["ada bob"]),
]
ALL = 10_000


def furnish() -> None:
    random = Random(7)
    for number in range(40):
        asked, told, said = (" ".join(random.choices(WORDS[:3], k=4)) for _part in "abc")
        make_post(
            f"{random.choice(WORDS)} {random.choice(WORDS)}",
            body=f"{said}\n\n{' '.join(random.choices(WORDS, k=9))}",
            published_at=datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=number),
            exchanges=[f"Q: {asked}?\n\nMei Tan: {told}.\n\nSource: Hour, 2025-01-01"] if number % 2 else [],
        )


def text(wanted: list[str], unwanted: list[str]) -> str:
    return " ".join([*(f'"{phrase}"' for phrase in wanted), *(f'-"{phrase}"' for phrase in unwanted)])


def found(asked: str) -> list[int]:
    match = finding.whole(ask(search.parse(asked), None))
    return [document.key for document in finding.newest(match, None, ALL)[0]]


def meant(wanted: list[str], unwanted: list[str], looked_at: int) -> list[int]:
    """What that is, told from the documents alone."""
    words = {word for phrase in wanted for word in phrase.split()}

    def with_words() -> Iterator[SearchDocument]:
        for one in SearchDocument.objects.order_by("-pk"):
            if all(f" {word} " in one.words or f" ¿{word} " in one.terms for word in words):
                yield one

    def is_meant(one: SearchDocument) -> bool:
        asked = [all(f" ¿{word} " in one.terms for word in phrase.split()) for phrase in wanted]
        said = [f" {phrase} " in one.words for phrase in wanted]
        return (
            all(map(max, said, asked))
            and (not words or any(f" {word} " in one.words for word in words))
            and not any(f" {phrase} " in one.words for phrase in unwanted)
        )

    return [one.pk for one in islice(with_words(), looked_at) if is_meant(one)]


def test_phrases_are_found_in_the_newest_with_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    furnish()
    for few, looked_at in ((1, 20), (12, 20), (12, ALL), (ALL, ALL)):
        monkeypatch.setattr("blog.search.sqlite.FEW", few)
        monkeypatch.setattr("blog.search.sqlite.LOOKED_AT", looked_at)
        monkeypatch.setattr("blog.search.postgres.LOOKED_AT", looked_at)

        for wanted, unwanted in ASKED:
            asked = text(wanted, unwanted)
            assert found(asked) == meant(wanted, unwanted, looked_at), (asked, few, looked_at)
    assert len(found('"ada bob"')) > 12
