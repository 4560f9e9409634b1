"""What `make bench-scale` asks for, and how it judges."""

import pytest
from django.test import Client

from benchmarks.scale.addresses import pages, searches
from benchmarks.scale.filling import NEWEST, fill
from benchmarks.scale.table import Timing, document


def timing(kind: str, small: float, large: float) -> Timing:
    return Timing(kind, "a", {1_000: [small] * 20, 100_000: [large] * 20})


def test_what_misses_the_goal_says_by_what() -> None:
    told = [
        timing("pages", 4, 6), timing("pages", 4, 6.1), timing("pages", 40, 51), timing("searches", 1, 15),
        timing("searches", 1, 16),
    ]  # fmt: skip

    assert [one.misses for one in told] == ["", "over 1.5 ×", "over 50 ms", "", "over 15 ms"]


def test_the_table_has_each_size_and_its_slowest() -> None:
    lines = document("SQLite", {1_000: {"essays": 1_000}}, [timing("searches", 1, 16)], 1.04).splitlines()

    assert lines == [
        "## On SQLite",
        "",
        "- 1,000 essays: 1,000 essays",
        "",
        "| searches, ms | 1,000 | 100,000 | p95 | × | misses |",
        "| --- | --: | --: | --: | --: | --- |",
        "| a | 1.0 | 16.0 | 16.0 | 16.00 | over 15 ms |",
        "",
        "1 of 1 miss the goal. Other work on the machine slowed it 1.0 times.",
    ]


@pytest.mark.full
@pytest.mark.django_db
@pytest.mark.one_engine
def test_all_that_is_asked_for_is_there(client: Client) -> None:
    fill(120)

    asked = {**pages(NEWEST), **searches(NEWEST)}

    strange = {
        address
        for addresses in asked.values()
        for address in addresses[:2]
        if client.get(address).status_code != (404 if "nowhere" in address else 200)
    }
    assert strange == set()
