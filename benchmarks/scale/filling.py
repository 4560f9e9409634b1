"""Rows for a site of so many essays: half as many exchanges, people, sources, tags; the same every time.

A few people say and write most of it, and a few tags hold most; a source holds some ten exchanges, and one a
twentieth of all.
They go in by the thousand, as the verbs would have left them, and not through the verbs, which take an hour.
"""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import batched

from django.core.management.color import no_style
from django.db import connection, models, transaction

from benchmarks.scale.words import Prose
from blog import search
from blog.models import (
    Authorship,
    Event,
    Excerpt,
    Generation,
    Person,
    Placement,
    Post,
    PostTag,
    Series,
    Source,
    Tag,
    Turn,
)
from blog.publishing import tallying
from blog.rendering.anchors import digest
from blog.rendering.body import RENDERER_VERSION

NEWEST = datetime(2026, 6, 1, 9, tzinfo=UTC)
EVERY = timedelta(minutes=50)
"""Between two essays."""
STATES = ("published",) * 45 + ("draft", "draft", "in review", "scheduled", "withdrawn")
AUTHORS, SLICE = 8, 1_000
A_PAGE = 200
"""So many people, sources and tags are on the smallest site, too: its lists are as long as others'."""
SERIES, PART, CORRECTED = 200, 10, 250
"""So many essays reach from one series to the next; each so-manieth is a part, or has a correction."""
BUSY = 20
"""Each so-manieth exchange is from the first source."""


def fill(essays: int) -> None:
    people, sources, tags = (
        max(essays // each, A_PAGE) + more for each, more in ((50, 30), (20, 10), (500, 60))
    )
    prose = Prose(essays)
    exchanges = range(1, essays // 2 + 1)
    _keep(Person, (_person(prose, number) for number in range(1, people + 1)))
    _keep(Source, (_source(prose, number) for number in range(1, sources + 1)))
    _keep(Tag, (_tag(prose, number) for number in range(1, tags + 1)))
    _keep(Series, (_series(prose, number) for number in range(1, essays // SERIES + 2)))
    questions = [prose.sentence(6, 16, "?") for _number in exchanges]
    _keep(Excerpt, (_excerpt(prose, number, questions[number - 1], sources) for number in exchanges))
    _keep(
        Turn, (turn for number in exchanges for turn in _turns(prose, number, questions[number - 1], people))
    )
    _keep(Post, (_post(prose, number) for number in range(1, essays + 1)))
    _keep(
        Placement,
        (Placement(post_id=_first_essay(number), excerpt_id=number, position=0) for number in exchanges),
    )
    _keep(Event, (_correction(prose, number) for number in range(CORRECTED, essays + 1, CORRECTED)))
    writers = ((number, prose.uneven(AUTHORS) + 1) for number in range(1, essays + 1))
    _keep(Authorship, (Authorship(post_id=post, person_id=person) for post, person in writers))
    tagged = [(post, prose.uneven(tags) + 1) for post in range(1, essays + 1) for _tag in range(3)]
    _keep(PostTag, (PostTag(content_object_id=post, tag_id=tag) for post, tag in dict.fromkeys(tagged)))
    tallying.count_anew()
    with transaction.atomic():
        Generation.advance(NEWEST, None)
    search.rebuild(lambda done, _total: _say("made findable", done - done % SLICE))
    _settle()


def _first_essay(exchange: int) -> int:
    return 2 * exchange - 1


def _at(essay: int) -> datetime:
    """When it was written; the first is the newest."""
    return NEWEST - essay * EVERY


def _state(essay: int) -> str:
    return STATES[essay % len(STATES)]


def _person(prose: Prose, number: int) -> Person:
    name = prose.name()
    return Person(
        pk=number, name=name, key=name.lower(), slug=f"person-{number}", about=prose.sentence(6, 14)
    )


def _source(prose: Prose, number: int) -> Source:
    said = f"{2015 + number % 11}-{number % 12 + 1:02}"
    title = f"{prose.sentence(3, 6, '')}, part {number}"
    return Source(pk=number, title=title, slug=f"source-{number}", kind="interview", said=said)


def _tag(prose: Prose, number: int) -> Tag:
    name = f"{prose.ranked(0.001 * (number % 900) + 0.01)}-{number}"
    return Tag(pk=number, name=name, key=name, slug=name)


def _series(prose: Prose, number: int) -> Series:
    return Series(pk=number, title=f"{prose.sentence(2, 5, '')} {number}", slug=f"series-{number}")


def _correction(prose: Prose, essay: int) -> Event:
    at = _at(essay) + timedelta(days=1)
    return Event(post_id=essay, kind="correction", at=at, written_at=at, text=prose.sentence(8, 20))


def _excerpt(prose: Prose, number: int, question: str, sources: int) -> Excerpt:
    at, essay = _at(_first_essay(number)), _first_essay(number)
    return Excerpt(
        pk=number,
        slug=f"excerpt-{number}",
        question=question,
        source_id=number % sources + 1 if number % BUSY else 1,
        said=(at - timedelta(days=20)).date().isoformat(),
        last_turn_number=2,
        first_shown_at=at if _state(essay) == "published" else None,
        created_at=at,
        modified_at=at,
    )


def _turns(prose: Prose, number: int, question: str, people: int) -> Iterable[Turn]:
    yield Turn(excerpt_id=number, number=1, position=0, kind="question", label="Q", text=question)
    yield Turn(
        excerpt_id=number,
        number=2,
        position=1,
        kind="answer",
        label=f"Speaker {number % 997}",
        person_id=prose.uneven(people) + 1,
        text=next(prose.paragraphs(1)),
    )


def _post(prose: Prose, number: int) -> Post:
    at, state = _at(number), _state(number)
    if state == "scheduled":
        at += timedelta(days=3650)
    said = list(prose.paragraphs(prose.random.randint(4, 7)))
    segments = [{"html": "".join(f'<p id="p{place}">{text}</p>' for place, text in enumerate(said, 1))}]
    if number % 2:
        segments.insert(0, {"excerpt": f"excerpt-{(number + 1) // 2}"})
    is_part = number % PART == 0
    is_dated = state in {"published", "scheduled", "withdrawn"}
    return Post(
        pk=number,
        title=prose.sentence(3, 9, ""),
        slug=f"essay-{number}",
        body="\n\n".join(said),
        state=state,
        series_id=number // SERIES + 1 if is_part else None,
        series_position=number % SERIES if is_part else None,
        published_at=at if is_dated else None,
        announced_at=at if is_dated else None,
        signalled_at=at if state == "published" else None,
        withdrawn_at=at + timedelta(days=1) if state == "withdrawn" else None,
        created_at=at,
        saved_at=at,
        modified_at=at,
        description=said[0][:200],
        segments=segments,
        plain_text="\n\n".join(said),
        word_count=sum(len(text.split()) for text in said),
        anchors=[["next", str(len(said) + 1)], *([f"p{n}", digest(text)] for n, text in enumerate(said, 1))],
        renderer_version=RENDERER_VERSION,
    )


def _keep(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    done = 0
    for some in batched(rows, SLICE):
        model._default_manager.bulk_create(some)
        done += len(some)
        _say(str(model._meta.verbose_name_plural), done)


def _say(what: str, done: int) -> None:
    if done % (10 * SLICE) == 0:
        sys.stderr.write(f"  {done} {what}\n")


def _settle() -> None:
    """Let the database know what it holds."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for line in connection.ops.sequence_reset_sql(
                no_style(), [Person, Source, Tag, Series, Excerpt, Post]
            ):
                cursor.execute(line)
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
