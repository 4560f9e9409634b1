"""What another release made findable, or did not, is found as before and brought along; never another row."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from blog import search, tasks
from blog.models import Excerpt, Page, Person, Post, SearchDocument, Series, Source
from blog.models.search import KINDS
from blog.search.documents import key, kind_of
from tests.factories import make_page, make_person, make_post, make_series
from tests.search.test_indexing import documents

pytestmark = pytest.mark.django_db

MODELS = (Post, Excerpt, Person, Source, Series, Page)
UNDATED, DAY = datetime(1, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
SHORT = (1 << 27) - 1
"""The greatest row that fits a key."""


def furnish() -> None:
    """One row of each kind."""
    post = make_post("One", exchanges=["Q: What?\n\nMei Tan: That.\n\nSource: Hour"])
    make_series(parts=[post])
    make_page()


def stale() -> list[int]:
    return [search.stale(model).count() for model in MODELS]


def test_rows_of_an_earlier_release_are_known_to_be_stale() -> None:
    furnish()
    assert stale() == [0, 0, 0, 0, 0, 0]

    SearchDocument.objects.all().delete()

    assert stale() == [1, 1, 1, 1, 1, 1]

    while search.catch_up():
        pass

    assert stale() == [0, 0, 0, 0, 0, 0]


def test_the_worker_makes_findable_what_is_not() -> None:
    """Tasks run at once here: each of them enqueues the next."""
    furnish()
    before = documents()
    SearchDocument.objects.all().delete()
    assert search.lags()

    tasks.make_all_findable()

    assert (documents(), search.lags()) == (before, False)


@pytest.mark.parametrize(
    ("kind", "row", "at", "number"),
    [
        ("person", 7, UNDATED, -1111959817389342713),
        ("source", SHORT, UNDATED, -1111959816986689537),
        ("turn", 7, DAY, 31717764934664199),
        ("post", SHORT, DAY, 31717765337317375),
    ],
)
@pytest.mark.one_engine
def test_keys_are_those_of_the_release_without_pages(kind: str, row: int, at: datetime, number: int) -> None:
    assert (key(kind, row, at), kind_of(number)) == (number, kind)


@pytest.mark.one_engine
def test_each_kind_has_keys_of_its_own() -> None:
    keys = {key(kind, row, at): kind for kind in KINDS for row in (0, SHORT) for at in (UNDATED, DAY)}

    assert len(keys) == 4 * len(KINDS)
    assert {number: kind_of(number) for number in keys} == keys


def test_a_number_that_fits_no_key_now_is_made_findable_anew() -> None:
    """Its last bit told nothing of the kind: the key of a person would now be that of a series."""
    low, high = make_person("Ann Bee"), make_person("Mei Tan", pk=SHORT + 8)
    former = key("person", 7, UNDATED) | 1 << 27
    SearchDocument.objects.filter(person=high).update(id=former)
    assert kind_of(former) == "series"

    import_module("blog.migrations.0032_series_and_pages_in_search").forget_high_numbers(apps, None)
    left = set(SearchDocument.objects.values_list("person", flat=True))
    while search.catch_up():
        pass

    assert left == {low.pk}
    assert kind_of(SearchDocument.objects.get(person=high).pk) == "person"


def test_a_document_is_of_one_row() -> None:
    person, page = make_person("Mei Tan"), make_page()
    SearchDocument.objects.all().delete()

    for rows in ({}, {"person": person, "page": page}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SearchDocument.objects.create(id=1, words=" a ", terms=" a ", version=1, **rows)
