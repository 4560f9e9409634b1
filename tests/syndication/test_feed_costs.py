"""A feed asks the database the same number of questions, however much it carries."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import COUNTS, make_person, make_post, make_posts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.mark.parametrize("under", ["/", "/tags/ai/", "/excerpts/"])
@pytest.mark.parametrize("count", COUNTS)
def test_costs_the_same_for_any_number_of_essays(
    client: Client, under: str, count: int, django_assert_num_queries: Any
) -> None:
    make_posts(count, tags=["ai"], authors=[make_person()])
    expected = {"/": 8, "/tags/ai/": 11, "/excerpts/": 6}[under]
    client.get(f"{under}feed.json")  # the first request turns what is due

    with django_assert_num_queries(expected):
        client.get(f"{under}feed.json")


def test_costs_the_same_for_any_number_of_excerpts(client: Client, django_assert_num_queries: Any) -> None:
    make_post(
        exchanges=[f"Q: Question {n}?\n\nAnn Bee: Answer {n}.\n\nSource: Book {n}" for n in range(12)],
        authors=[make_person()],
        tags=["ai"],
    )
    client.get("/feed.json")  # the first request turns what is due

    with django_assert_num_queries(8):
        client.get("/feed.json")
