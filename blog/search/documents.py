"""What each row is found by: the words it says, in order, and terms beside them.

A term is a word with a sign before it that no word has:

    §word    stands in its heading: the title, the name, the question it is
    ¿word    stands in the question it answers
    ¶fact    such as ¶answer, ¶speaker12, ¶tag3: see `facts`
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from django.db import models

from blog.models import Excerpt, Page, Person, Post, SearchDocument, Series, Source, Turn
from blog.models.partial_date import parts
from blog.models.search import KINDS
from blog.search.analyser import BREAK, VERSION, signs, tokens
from blog.search.matching import FACT, HEADING, QUESTION

EVERY, HIDDEN = f"{FACT}every", f"{FACT}hidden"
"""Facts of every document; and of those no reader sees, nor will at a time that is set."""

_ROW_BITS, _KIND_BITS = 27, 3
"""Of two bits a kind had the even numbers: keys are the same as before there were series and pages in it."""
_NUMBERED = {number: kind for kind, number in KINDS.items()}
_UNDATED = datetime(1, 1, 1, tzinfo=UTC)


def key(kind: str, row: int, at: datetime) -> int:
    """Sorts by the minute, then by kind and row; the same whenever it is worked out."""
    minutes = int(at.timestamp() // 60)
    return (minutes << _KIND_BITS | KINDS[kind]) << _ROW_BITS | row % (1 << _ROW_BITS)


def kind_of(number: int) -> str:
    """What a document is of, from its key."""
    return _NUMBERED[number >> _ROW_BITS & ((1 << _KIND_BITS) - 1)]


def first_key(day: datetime) -> int:
    """The least key of that instant or later."""
    return int(day.timestamp() // 60) << (_KIND_BITS + _ROW_BITS)


def moment(number: int) -> datetime | None:
    """The instant a key sorts by; None for what has no date."""
    at = datetime.fromtimestamp((number >> (_KIND_BITS + _ROW_BITS)) * 60, UTC)
    return None if at.year == 1 else at


def facts_among(terms: str) -> list[str]:
    """The facts of a document, each with its sign; they are the last of its terms."""
    return terms[terms.index(FACT) :].split()


def of_posts(rows: models.QuerySet[Post]) -> Iterator[SearchDocument]:
    for post in rows.defer("body", "segments").prefetch_related("post_tags", "authorships"):
        facts = {
            "post",
            *(f"tag{tagged.tag_id}" for tagged in post.post_tags.all()),
            *(f"by{author.person_id}" for author in post.authorships.all()),
        }
        if post.published_at is None or post.withdrawn_at is not None:
            facts.add("hidden")
        at = post.published_at or post.created_at
        said = [post.title, post.summary, *post.plain_text.split("\n")]
        yield _document("post", post.pk, at, said=said, heading=[post.title], facts=facts)


def of_excerpts(rows: models.QuerySet[Excerpt]) -> Iterator[SearchDocument]:
    """Each of their turns."""
    for excerpt in rows.with_turns().prefetch_related("excerpt_tags"):  # type: ignore[attr-defined]
        shared = {
            *(f"tag{tagged.tag_id}" for tagged in excerpt.excerpt_tags.all()),
            *([f"source{excerpt.source_id}"] if excerpt.source_id else []),
            *([] if excerpt.first_shown_at else ["hidden"]),
            f"verified{standing_of(excerpt)}",
        }
        shown = excerpt.first_shown_at or excerpt.created_at
        at = min(_when(excerpt.said) or shown, shown)  # said before it was shown, whatever its date says
        question = ""
        for turn in excerpt.turn_list:
            facts = {turn.kind, *shared, *([f"speaker{turn.person_id}"] if turn.person_id else [])}
            is_question = turn.kind == Turn.Kind.QUESTION
            said = [turn.text, turn.translation, turn.label, turn.capacity]
            heading = [turn.text, turn.translation] if is_question else []
            yield _document("turn", turn.pk, at, said=said, heading=heading, question=question, facts=facts)
            question = f"{turn.text} {turn.translation}" if is_question else question


def of_people(rows: models.QuerySet[Person]) -> Iterator[SearchDocument]:
    for person in rows.prefetch_related("aliases"):
        names = [person.name, *(alias.name for alias in person.aliases.all())]
        said = [*names, person.about]
        yield _document("person", person.pk, _UNDATED, said=said, heading=names, facts={"person"})


def of_sources(rows: models.QuerySet[Source]) -> Iterator[SearchDocument]:
    for source in rows:
        said = [source.title, source.publisher, source.participants]
        at = _when(source.said) or _when(source.published) or _UNDATED
        yield _document("source", source.pk, at, said=said, heading=[source.title], facts={"source"})


def of_series(rows: models.QuerySet[Series]) -> Iterator[SearchDocument]:
    """Like a person one has no date: its parts do."""
    for series in rows:
        said = [series.title, series.summary]
        yield _document("series", series.pk, _UNDATED, said=said, heading=[series.title], facts={"series"})


def of_pages(rows: models.QuerySet[Page]) -> Iterator[SearchDocument]:
    """As essays are, with nothing for a summary. They stand outside the timeline."""
    for page in rows.defer("body", "segments"):
        said = [page.title, "", *page.plain_text.split("\n")]
        facts = {"page"} if page.is_published else {"page", "hidden"}
        yield _document("page", page.pk, _UNDATED, said=said, heading=[page.title], facts=facts)


def standing_of(excerpt: Excerpt) -> str:
    """What `verified:` calls how its words stand to their source."""
    standing = excerpt.standing
    if standing.has_passed:
        return "yes"
    return "unchecked" if standing.verdict == "unchecked" else "no"


def _document(
    kind: str,
    row: int,
    at: datetime,
    *,
    said: Sequence[str],
    heading: Iterable[str],
    facts: Iterable[str],
    question: str = "",
) -> SearchDocument:
    told = [tokens(text) for text in said]
    words = [*told[0], *(word for part in told[1:] for word in (BREAK, *part))]
    headed = {word for text in heading for word in tokens(text)}
    asked = set(tokens(question))
    terms = [
        *sorted(signs(words)),
        *sorted(HEADING + word for word in headed | signs(list(headed))),
        *sorted(QUESTION + word for word in asked | signs(list(asked))),
        *sorted(FACT + fact for fact in {"every", *facts}),
    ]
    return SearchDocument(
        id=key(kind, row, at),
        words=f" {' '.join(words)} ",
        terms=f" {' '.join(terms)} ",
        version=VERSION,
        **{f"{kind}_id": row},
    )


def _when(said: str) -> datetime | None:
    """The first instant of a date that may be known to the month or the year only."""
    if not said:
        return None
    day: date = parts(said)[0]
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
