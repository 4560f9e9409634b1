"""What is shown of each document that was found: where it stands, what it is called, and the words around."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, QuerySet

from blog.models import Person, Post, Source, Turn
from blog.models.prepared import planned
from blog.models.tag import TagLink, tag_links
from blog.rendering.anchors import named
from blog.search.analyser import BREAK
from blog.search.documents import KINDS, kind_of
from blog.search.marking import Part, Sought, mark, passage
from blog.search.matching import Document
from blog.search.query import Query

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
    """What was found, at its very place; an exchange at the first of its turns, with their lines.

    `kind` is the model of its row, `source` the title of where an exchange took place.
    """

    kind: str
    row: int
    url: str
    heading: list[Part]
    language: str = ""
    lines: list[Line] = field(default_factory=list)
    published_at: datetime | None = None
    said: str = ""
    tags: Sequence[TagLink] = ()
    source: str = ""


def hits(documents: Sequence[Document], query: Query, *, are_tagged: bool = False) -> list[Hit]:
    """What a page shows of these documents, in a fixed number of queries; their tags only where asked for."""
    sought = Sought.of(query)
    rows: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for document in documents:
        rows[kind_of(document.key)].append(document.row)
    posts = {row.pk: row for row in _posts(rows["post"])}
    tags = tag_links(list(posts)) if are_tagged else {}
    turns = {row.pk: row for row in _turns(rows["turn"])}
    people = {row.pk: row for row in _people(rows["person"])}
    sources = {row.pk: row for row in _sources(rows["source"])}
    found: dict[tuple[str, int], Hit] = {}
    for document in documents:
        match kind_of(document.key), document.row:
            case "post", row:
                hit = _essay(posts[row], tags.get(row, ()), sought)
            case "turn", row:
                hit = _turn(turns[row], sought)
            case "person", row:
                hit = _person(people[row], sought)
            case _, row:
                hit = _source(sources[row], sought)
        found.setdefault((hit.kind, hit.row), hit)
        if found[hit.kind, hit.row] is not hit:
            found[hit.kind, hit.row].lines.extend(hit.lines)
    return list(found.values())


def _essay(post: Post, tags: Sequence[TagLink], sought: Sought) -> Hit:
    """With the paragraph that says most of what is sought, and the first of those."""
    lines = post.plain_text.split("\n")
    _title, summary, *said = post.words.split(BREAK)  # type: ignore[attr-defined]
    scores = [sought.score(words) for words in said]
    best = max(range(len(scores)), key=scores.__getitem__, default=0)
    url, shown = post.get_absolute_url(), post.description
    if scores and scores[best] and scores[best] >= sought.score(summary) and best < len(lines):
        shown, place = lines[best], _place(post, lines[: best + 1])
        url = f"{url}#{place}" if place else url
    return Hit(
        "post",
        post.pk,
        url,
        mark(post.title, sought),
        post.language,
        _told(shown, sought, post.language),
        published_at=post.published_at,
        tags=tags,
    )


def _place(post: Post, lines: Sequence[str]) -> str:
    """The name of the last of these lines that has one: a paragraph, or a heading."""
    headings = {row["text"]: str(row["id"]) for row in post.contents}
    for line in reversed(lines):
        if name := (headings.get(line) or named(line, post.anchors)) if line else "":
            return name
    return ""


def _turn(turn: Turn, sought: Sought) -> Hit:
    """The exchange, at this turn."""
    excerpt = turn.excerpt
    url = f"{excerpt.get_absolute_url()}#t{turn.number}"
    language = turn.language or excerpt.language
    is_question = turn.kind == Turn.Kind.QUESTION
    return Hit(
        "excerpt",
        excerpt.pk,
        url,
        passage(turn.text if is_question else excerpt.question, sought, LONGEST_HEADING),
        language if is_question else excerpt.language,
        [] if is_question else [_spoken(turn, url, language, sought)],
        published_at=None if excerpt.said else excerpt.first_shown_at,
        said=excerpt.said,
        source=excerpt.source.title if excerpt.source else "",
    )


def _spoken(turn: Turn, url: str, language: str, sought: Sought) -> Line:
    """What was said; its translation, where only that says what is sought."""
    parts = passage(turn.text, sought)
    if turn.translation and sought and not any(part.is_found for part in parts):
        parts, language = passage(turn.translation, sought), turn.translation_language
    return Line(parts, language, turn.label, url)


def _person(person: Person, sought: Sought) -> Hit:
    heading, about = mark(person.name, sought), _told(person.about, sought)
    return Hit("person", person.pk, person.get_absolute_url(), heading, lines=about)


def _source(source: Source, sought: Sought) -> Hit:
    told = ", ".join(filter(None, (source.publisher, source.participants)))
    heading, lines = mark(source.title, sought), _told(told, sought)
    return Hit("source", source.pk, source.get_absolute_url(), heading, lines=lines, said=source.said)


def _told(text: str, sought: Sought, language: str = "") -> list[Line]:
    return [Line(passage(text, sought), language)] if text else []


@planned
def _posts(ids: Sequence[int]) -> QuerySet[Post, Post]:
    """With the `words` of their documents."""
    shown = ("title", "slug", "language", "published_at", "description", "plain_text", "contents", "anchors")
    return Post.objects.filter(pk__in=ids).only(*shown).order_by().annotate(words=F("search_document__words"))


@planned
def _turns(ids: Sequence[int]) -> QuerySet[Turn, Turn]:
    spoken = ("kind", "number", "label", "text", "language", "translation", "translation_language")
    of_excerpt = ("slug", "question", "language", "said", "first_shown_at", "source__title")
    rows = Turn.objects.filter(pk__in=ids).order_by().select_related("excerpt__source")
    return rows.only(*spoken, *(f"excerpt__{name}" for name in of_excerpt))


@planned
def _people(ids: Sequence[int]) -> QuerySet[Person, Person]:
    return Person.objects.filter(pk__in=ids).order_by().only("name", "slug", "about")


@planned
def _sources(ids: Sequence[int]) -> QuerySet[Source, Source]:
    shown = ("title", "slug", "publisher", "participants", "said")
    return Source.objects.filter(pk__in=ids).order_by().only(*shown)
