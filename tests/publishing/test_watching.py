"""Sources are looked at now and then: what is found is kept, and readers are told what was seen twice."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection

from blog.evidence.drift import judge_failure
from blog.evidence.fetch import NotFetched
from blog.evidence.fetching import Found
from blog.evidence.formats import Text
from blog.models import Generation, Look, Source
from blog.models.look import KEPT
from blog.models.snapshot import Origin, digest_of
from blog.publishing import library, watching
from tests.factories import make_post, make_snapshot

pytestmark = pytest.mark.django_db

URL = "https://radio.example/talk"
SAID = "We lost forty boxes."
TEXT = f"What burned?\n\n{SAID}"
EXCHANGE = f"Host: What burned?\n\nAda Reed: {SAID}\n\nSource: [Talk]({URL})"
DAY = timedelta(days=1)
GONE = NotFetched("status", 404)
type Answer = str | NotFetched


@pytest.fixture
def source() -> Source:
    """One that readers see quoted, fetched from its address."""
    make_post(exchanges=[EXCHANGE])
    source = Source.objects.get()
    make_snapshot(source, TEXT, origin=Origin.FETCHED, name=URL)
    return source


def look(source: Source, answer: Answer, at: datetime, *, leads: str = URL) -> Look | None:
    def fetch(url: str) -> tuple[Found, Text]:
        assert not connection.savepoint_ids, "no verb holds a lock meanwhile"
        if isinstance(answer, NotFetched):
            raise answer
        return Found(leads, "text/html", "", leads != url, b""), Text(answer)

    return watching.look(Source.objects.get(pk=source.pk), now=at, fetch=fetch)


def told(source: Source) -> tuple[str, datetime | None, list[str]]:
    return Source.objects.get(pk=source.pk).told


def test_a_look_is_kept_and_counted_with_those_that_found_the_same(source: Source, now: datetime) -> None:
    answers: list[Answer] = [TEXT, GONE, GONE]
    for days, answer in enumerate(answers):
        look(source, answer, now + days * DAY)

    kept = source.looks.values_list("outcome", "reason", "status", "times", "since", "at")
    assert list(kept) == [
        ("dead", "status", 404, 2, now + DAY, now + 2 * DAY),
        ("dead", "status", 404, 1, now + DAY, now + DAY),
        ("alive", "", 0, 1, now, now),
    ]


def test_readers_are_told_that_it_is_dead_once_that_was_seen_on_two_days(
    source: Source, now: datetime
) -> None:
    seen, numbers = [], [Generation.current().number]
    for hours in (0, 1, 24, 48):
        look(source, GONE, now + timedelta(hours=hours))
        seen.append(told(source)[:2])
        numbers.append(Generation.current().number)

    assert seen == [("", None), ("", None), ("dead", now), ("dead", now)]
    assert [after - before for before, after in pairwise(numbers)] == [0, 0, 1, 0]


def test_and_at_once_that_it_is_back(source: Source, now: datetime) -> None:
    answers: list[Answer] = [GONE, GONE, TEXT]
    for days, answer in enumerate(answers):
        look(source, answer, now + days * DAY)

    assert told(source) == ("", None, [])


def test_of_words_that_are_gone_readers_are_told_which(source: Source, now: datetime) -> None:
    for days in (0, 1):
        look(source, "What burned? We lost none.", now + days * DAY)

    assert told(source) == ("changed", now, [digest_of(SAID)])


def test_a_look_that_tells_nothing_changes_nothing(source: Source, now: datetime) -> None:
    for days, answer in enumerate([GONE, NotFetched("status", 403), GONE]):
        look(source, answer, now + days * DAY)

    assert told(source)[:2] == ("dead", now)
    assert list(source.looks.values_list("outcome", "times")) == [("dead", 2), ("unknown", 1), ("dead", 1)]


def test_pasted_words_can_only_go_once_they_were_seen_there(source: Source, now: datetime) -> None:
    source.snapshots.all().delete()
    make_snapshot(source, TEXT)
    answers = ["Else.", TEXT, "Else."]
    found = [look(source, answer, now + days * DAY) for days, answer in enumerate(answers)]

    assert [one.outcome for one in found if one] == ["alive", "alive", "changed"]


def never(url: str) -> tuple[Found, Text]:
    raise AssertionError(url)


def test_what_a_site_asks_us_not_to_open_is_not_opened(source: Source, now: datetime) -> None:
    found = watching.look(source, now=now, allowed=False, fetch=never)

    assert found is not None
    assert (found.outcome, found.reason) == ("unknown", "robots")


def test_a_source_keeps_the_newest_looks(source: Source, now: datetime) -> None:
    for days in range(KEPT + 2):
        look(source, NotFetched("time"), now + days * DAY)

    assert (source.looks.count(), source.looks.last().at) == (KEPT, now + 2 * DAY)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("answers", "days"),
    [
        ([TEXT], 10),
        ([NotFetched("time")], 10),
        ([GONE], 1),
        ([GONE] * 6, 1),
        ([GONE] * 7, 7),
        (["Else."], 1),
        (["Else."] * 2, 7),
    ],
)
def test_the_dead_are_looked_at_daily_then_weekly_and_the_others_now_and_then(
    source: Source, now: datetime, answers: list[Answer], days: int
) -> None:
    for number, answer in enumerate(answers):
        look(source, answer, now + number * DAY)

    last = now + (len(answers) - 1) * DAY
    assert Source.objects.get().look_due == last + days * DAY


def test_of_two_who_would_look_at_once_one_does_and_after_a_kill_another(
    source: Source, now: datetime
) -> None:
    later = now + timedelta(minutes=61)

    assert [watching.claim(source, now=at) for at in (now, now, later)] == [True, False, True]
    assert watching.claim(source, now=later, even_if_not_due=True)


def test_no_site_is_asked_for_what_no_reader_has_seen(source: Source, now: datetime) -> None:
    make_post(
        exchanges=[EXCHANGE.replace(URL, "https://other.example/").replace("Talk", "Draft")], state="draft"
    )
    make_post(exchanges=[EXCHANGE.replace(f"[Talk]({URL})", "A book")])

    assert [*watching.due(now)] == [source]


def test_another_address_begins_anew(source: Source, now: datetime) -> None:
    for days in (0, 1):
        look(source, GONE, now + days * DAY)
    row = Source.objects.get()
    row.url = "https://radio.example/new"
    library.save(row, now=now)

    row = Source.objects.get()
    assert (row.told, row.look_due, row.looks.count()) == (("", None, []), None, 2)
    assert look(source, NotFetched("name"), now + 2 * DAY).times == 1  # type: ignore[union-attr]


def test_a_look_at_an_address_left_meanwhile_is_not_kept(source: Source, now: datetime) -> None:
    stale = Source.objects.get()
    Source.objects.update(url="https://radio.example/new")

    assert watching.record(stale, judge_failure("name"), now=now) is None
    assert not Look.objects.exists()


def test_the_new_address_of_one_that_moved_is_taken_once(source: Source, now: datetime) -> None:
    new = "https://radio.example/2026/talk"
    look(source, TEXT, now, leads=new)
    assert Source.objects.get().outcome == "moved"

    taken = [
        watching.take_new_address(source, address, now=now) for address in ("https://x.example/", new, new)
    ]

    row = Source.objects.get()
    assert (taken, row.url, row.outcome) == ([False, True, False], new, "")


def test_the_database_knows_no_other_outcomes(source: Source, now: datetime) -> None:
    with pytest.raises(IntegrityError):
        source.looks.create(at=now, since=now, url=URL, outcome="bored")
