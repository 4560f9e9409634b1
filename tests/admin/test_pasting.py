"""What the panel of a paste says of its speakers: quickly, and nothing another writer keeps hidden."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.admin.page import signed_in
from tests.factories import EXCHANGE, make_excerpt, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

PASTE = "/admin/blog/post/paste/"


def read(client: Client, text: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(PASTE, {"raw": text}).json()
    return answer


def notes(client: Client, text: str) -> dict[str, str]:
    return {turn["label"]: turn["note"] for turn in read(client, text)["turns"]}


def test_counts_the_excerpts_its_writer_may_know_of() -> None:
    shown = EXCHANGE
    make_post(exchanges=[shown])
    make_excerpt(shown.replace("archive", "library"), by=make_user("author"))
    speaker = list(notes(signed_in("editor"), shown))[-1]

    assert notes(signed_in("author"), shown)[speaker] == "✓ known, quoted once"
    assert notes(signed_in("editor"), shown)[speaker] == "✓ known, quoted 2 times"


def test_knows_nobody_only_another_keeps() -> None:
    make_excerpt("Q: Why?\n\nZora Quane: Because.", by=make_user("author"))

    assert notes(signed_in("author"), "Q: Why?\n\nZora Quane: So.")["Zora Quane"] == "+ new"
    assert notes(signed_in("editor"), "Q: Why?\n\nZora Quane: So.")["Zora Quane"] == "✓ known, quoted once"


def test_a_long_talk_asks_no_more_than_a_short_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in("author")
    talk = "\n\n".join(f"Ann Bee: Why {n}?\n\nBob Cee: So {n}." for n in range(300))

    with django_assert_max_num_queries(20):
        assert len(read(client, talk)["turns"]) == 600
