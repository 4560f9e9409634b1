"""What is shown of each document that was found: where it stands, what it is called, and the words around."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model, Prefetch, QuerySet

from blog.models import Excerpt, Person, Post, PostTag, SearchDocument, Source, Turn
from blog.models.prepared import prepared
from blog.rendering.anchors import digest
from blog.search.analyser import BREAK
from blog.search.marking import Part, Sought, mark, passage
from blog.search.query import Query

type Row = Post | Excerpt | Person | Source

LONGEST_HEADING = 280


@dataclass(frozen=True, slots=True)
class Line:
    """A passage; of a turn with who said it and the place it stands at."""

    parts: list[Part]
    language: str = ""
    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found, at its very place; an exchange at the first of its turns, with their lines."""

    row: Row
    url: str
    heading: list[Part]
    language: str = ""
    lines: list[Line] = field(default_factory=list)
    published_at: datetime | None = None
    said: str = ""

    @property
    def kind(self) -> str:
        return str(self.row._meta.model_name)


def hits(documents: Sequence[SearchDocument], query: Query) -> list[Hit]:
    """What a page shows of these documents, in a fixed number of queries."""
    sought = Sought.of(query)
    rows = _rows(documents)
    found: dict[Row, Hit] = {}
    for document in documents:
        hit = _hit(document, rows, sought)
        if hit.row in found:
            found[hit.row].lines.extend(hit.lines)
        else:
            found[hit.row] = hit
    return list(found.values())


def _hit(document: SearchDocument, rows: dict[tuple[str, int], object], sought: Sought) -> Hit:
    if document.post_id:
        return _essay(document, rows["post", document.post_id], sought)  # type: ignore[arg-type]
    if document.turn_id:
        return _turn(rows["turn", document.turn_id], sought)  # type: ignore[arg-type]
    if document.person_id:
        person: Person = rows["person", document.person_id]  # type: ignore[assignment]
        return Hit(
            person, person.get_absolute_url(), mark(person.name, sought), lines=_told(person.about, sought)
        )
    source: Source = rows["source", document.source_id or 0]  # type: ignore[assignment]
    told = ", ".join(filter(None, (source.publisher, source.participants)))
    heading = mark(source.title, sought)
    return Hit(source, source.get_absolute_url(), heading, lines=_told(told, sought), said=source.said)


def _essay(document: SearchDocument, post: Post, sought: Sought) -> Hit:
    """With the paragraph that says most of what is sought, and the first of those."""
    lines = post.plain_text.split("\n")
    _title, summary, *said = document.words.split(BREAK)
    scores = [sought.score(words) for words in said]
    best = max(range(len(scores)), key=scores.__getitem__, default=0)
    url, shown = post.get_absolute_url(), post.description
    if scores and scores[best] and scores[best] >= sought.score(summary) and best < len(lines):
        shown, place = lines[best], _place(post, lines[: best + 1])
        url = f"{url}#{place}" if place else url
    return Hit(
        post,
        url,
        mark(post.title, sought),
        post.language,
        _told(shown, sought, post.language),
        published_at=post.published_at,
    )


def _place(post: Post, lines: Sequence[str]) -> str:
    """The name of the last of these lines that has one: a paragraph, or a heading."""
    paragraphs = {words: name for name, words in reversed(post.anchors)}
    headings = {row["text"]: str(row["id"]) for row in post.contents}
    for line in reversed(lines):
        if name := (headings.get(line) or paragraphs.get(digest(line))) if line else "":
            return name
    return ""


def _turn(turn: Turn, sought: Sought) -> Hit:
    excerpt = turn.excerpt
    url = f"{excerpt.get_absolute_url()}#t{turn.number}"
    language = turn.language or excerpt.language
    if turn.kind == Turn.Kind.QUESTION:
        return Hit(
            excerpt, url, _short(turn.text, sought), language, said=excerpt.said, published_at=_shown(excerpt)
        )
    text, spoken = turn.text, language
    if turn.translation and sought and not any(part.is_found for part in passage(text, sought)):
        text, spoken = turn.translation, turn.translation_language
    line = Line(passage(text, sought), spoken, turn.label, url)
    heading = _short(excerpt.question, sought)
    return Hit(
        excerpt, url, heading, excerpt.language, [line], said=excerpt.said, published_at=_shown(excerpt)
    )


def _shown(excerpt: Excerpt) -> datetime | None:
    return None if excerpt.said else excerpt.first_shown_at


def _short(text: str, sought: Sought) -> list[Part]:
    return passage(text, sought, LONGEST_HEADING)


def _told(text: str, sought: Sought, language: str = "") -> list[Line]:
    return [Line(passage(text, sought), language)] if text else []


def _rows(documents: Iterable[SearchDocument]) -> dict[tuple[str, int], object]:
    """What the documents are of, with what is shown of it."""
    read: dict[str, Callable[[list[int]], Sequence[Model]]] = {
        "post": _posts,
        "turn": _turns,
        "person": _people,
        "source": _sources,
    }
    found: dict[tuple[str, int], object] = {}
    for kind, rows in read.items():
        if ids := [number for document in documents if (number := getattr(document, f"{kind}_id"))]:
            found |= {(kind, row.pk): row for row in rows(ids)}
    return found


@prepared
def _posts(ids: Sequence[int]) -> QuerySet[Post, Post]:
    tags = Prefetch("post_tags", PostTag.objects.select_related("tag"))
    shown = ("title", "slug", "language", "published_at", "description", "plain_text", "contents", "anchors")
    return Post.objects.filter(pk__in=ids).only(*shown).prefetch_related(tags)


@prepared
def _turns(ids: Sequence[int]) -> QuerySet[Turn, Turn]:
    return Turn.objects.filter(pk__in=ids).select_related("excerpt__source").defer("excerpt__raw")


@prepared
def _people(ids: Sequence[int]) -> QuerySet[Person, Person]:
    return Person.objects.filter(pk__in=ids)


@prepared
def _sources(ids: Sequence[int]) -> QuerySet[Source, Source]:
    return Source.objects.filter(pk__in=ids)
