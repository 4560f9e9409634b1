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

    assert [one.misses() for one in told] == ["", "over 1.5 ×", "over 50 ms", "", "over 15 ms"]


def test_a_slower_machine_is_given_more_time_but_no_longer_lists() -> None:
    told = [timing("pages", 4, 6.1), timing("pages", 90, 100), timing("searches", 1, 30)]

    assert [one.misses(2) for one in told] == ["over 1.5 ×", "", ""]
    assert [one.misses(1.9) for one in told] == ["over 1.5 ×", "over 50 ms", "over 15 ms"]


def test_the_table_has_each_size_and_its_slowest() -> None:
    holds = {1_000: {"essays": 1_000}}

    lines = document("SQLite", holds, [timing("searches", 1, 16)], slowed=1.04, slower=2.4).splitlines()

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
        "A bare WSGI app takes 2.4 times as long here as where the goals were set; with"
        " 2.4 times the milliseconds, 0 miss it.",
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
