"""What is said to be so many is so many: after any verb, the tallies are what counting the rows gives."""

from collections import Counter
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count, QuerySet
from django.test import Client

from blog.models import (
    FAILED,
    Authorship,
    Excerpt,
    Generation,
    Person,
    Post,
    PostTag,
    Tag,
    Tally,
    TallyPart,
    Turn,
    Verdict,
)
from blog.models.visibility import published
from blog.publishing import posts, release, tallying
from blog.transfer import samples
from tests.factories import EXCHANGE, make_person, make_post
from tests.search.test_indexing import Desk

pytestmark = pytest.mark.django_db

What = Tally.What


def kept() -> dict[tuple[str, int], int]:
    rows = Tally.objects.filter(number__gt=0).values_list("what", "row", "number")
    return {(what, row): number for what, row, number in rows}


def counted(now: datetime) -> dict[tuple[str, int], int]:
    """The same by the rows alone, as a stranger may read them at `now`."""
    under = PostTag.objects.filter(published(now, "content_object")).order_by()
    wrote = Authorship.objects.filter(published(now, "post")).order_by()
    at = "turns__excerpt__placements__post"
    quoted = Person.objects.filter(published(now, at)).order_by().annotate(n=Count(at, distinct=True))
    shown = Excerpt.objects.visible(now).order_by()
    turns = Turn.objects.filter(excerpt__in=shown, person__isnull=False).order_by()
    found = {
        What.TAGGED: under.values_list("tag").annotate(Count("pk")),
        What.WROTE: wrote.values_list("person").annotate(Count("pk")),
        What.QUOTED: quoted.values_list("pk", "n"),
        What.EXCHANGE: turns.values_list("person").annotate(Count("excerpt", distinct=True)),
        What.SOURCE: shown.filter(source__isnull=False).values_list("source").annotate(Count("pk")),
        **{
            kind: turns.filter(kind=kind).values_list("person").annotate(Count("pk"))
            for kind in (What.QUESTION, What.ANSWER, What.REMARK)
        },
    }
    numbers = {(what, row): number for what, rows in found.items() for row, number in rows}
    return numbers | dict(Counter((standing(row), row.source_id or 0) for row in quoted_from(shown)))


def quoted_from(shown: QuerySet[Excerpt]) -> QuerySet[Excerpt]:
    return Excerpt.objects.with_turns().filter(pk__in=shown, source__isnull=False)


def standing(excerpt: Excerpt) -> str:
    """How its words stand to their source, by the rows that say it to readers."""
    verdict = excerpt.standing.verdict
    told = {Verdict.ELIDED: What.CUT, Verdict.UNCHECKED: What.WAITING, **dict.fromkeys(FAILED, What.FAILED)}
    return told.get(verdict, What.VERIFIED)


@pytest.mark.parametrize("seed", [7, *(pytest.param(n, marks=pytest.mark.full) for n in range(8, 12))])
def test_they_follow_whatever_is_done(seed: int, now: datetime) -> None:
    desk = Desk(seed, now)
    author = make_person("Ida Crane")
    for tag in "ab":
        make_post(exchanges=[EXCHANGE], tags=[tag, "c"], authors=[author])
    assert len(kept()) > 5

    for _act in range(20):
        desk.act()
        assert kept() == counted(desk.now)

    release.promote_due(desk.now + timedelta(days=9))
    assert kept() == counted(desk.now + timedelta(days=9))
    assert tallying.count_anew() == 0


def test_what_nobody_may_read_adds_nothing() -> None:
    author = make_person("Ann Bee")
    for state in ("draft", "in review", "scheduled", "withdrawn"):
        make_post(state=state, exchanges=[EXCHANGE], tags=["secret"], authors=[author])

    assert kept() == {}
    assert TallyPart.objects.count() == 0


def test_a_schedule_counts_from_its_hour(client: Client, now: datetime) -> None:
    post = make_post(state="scheduled", exchanges=[EXCHANGE], tags=["archive"])
    at = post.published_at
    assert at is not None
    before = counted(at)

    release.promote_due(at)

    assert kept() == before
    assert Tally.objects.numbers(What.TAGGED) == {Tag.objects.get().pk: 1}


@pytest.mark.full
def test_samples_leave_no_number_behind(now: datetime) -> None:
    samples.load(now)
    assert kept() == counted(now)

    samples.remove(now)

    assert kept() == {}


def test_a_number_that_is_wrong_is_put_right_and_told_of(now: datetime) -> None:
    make_post(tags=["archive"], authors=[make_person("Ann Bee")])
    before, generation = kept(), Generation.current().number
    Tally.objects.filter(what=What.TAGGED).update(number=7)
    told = [StringIO(), StringIO()]

    for out in told:
        call_command("recount", stdout=out)

    assert kept() == before
    assert [out.getvalue().splitlines()[-1] for out in told] == [
        f"Counted. Numbers that were wrong: {n}." for n in (1, 0)
    ]
    assert Generation.current().number > generation


def test_a_save_that_changes_no_number_writes_none(now: datetime) -> None:
    post = make_post(tags=["archive"], exchanges=[EXCHANGE])
    ids = list(TallyPart.objects.order_by("pk").values_list("pk", flat=True))

    posts.update(post, posts.text_of(post), by=None, now=now)

    assert list(TallyPart.objects.order_by("pk").values_list("pk", flat=True)) == ids
    assert Post.objects.count() == 1
