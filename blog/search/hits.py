"""What is shown of each document that was found: where it stands, what it is called, and the words around."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from blog.models import Page, Person, Post, Series, Source, Turn
from blog.models.placement import asked_in
from blog.models.prepared import planned
from blog.models.search import KINDS
from blog.models.tag import TagLink, tag_links
from blog.rendering.anchors import named
from blog.search.analyser import BREAK
from blog.search.documents import kind_of
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


class _Asked(NamedTuple):
    """A question as its turn has it."""

    text: str
    language: str
    translation: str
    translation_language: str


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
    series = {row.pk: row for row in _series_of(rows["series"])}
    pages = {row.pk: row for row in _pages(rows["page"])}
    found: dict[tuple[str, int], Hit] = {}
    for document in documents:
        match kind_of(document.key), document.row:
            case "post", row:
                hit = _essay(posts[row], tags.get(row, ()), sought)
            case "turn", row:
                hit = _turn(turns[row], sought)
            case "person", row:
                hit = _person(people[row], sought)
            case "source", row:
                hit = _source(sources[row], sought)
            case "series", row:
                hit = _series(series[row], sought)
            case _, row:
                hit = _page(pages[row], sought)
        found.setdefault((hit.kind, hit.row), hit)
        if found[hit.kind, hit.row] is not hit:
            found[hit.kind, hit.row].lines.extend(hit.lines)
    return list(found.values())


def _essay(post: Post, tags: Sequence[TagLink], sought: Sought) -> Hit:
    (url, lines), heading = _paragraph(post, sought), mark(post.title, sought)
    at = post.published_at
    return Hit("post", post.pk, url, heading, post.language, lines, published_at=at, tags=tags)


def _page(page: Page, sought: Sought) -> Hit:
    (url, lines), heading = _paragraph(page, sought), mark(page.title, sought)
    return Hit("page", page.pk, url, heading, page.language, lines)


def _paragraph(row: Post | Page, sought: Sought) -> tuple[str, list[Line]]:
    """Where the paragraph stands that says most of what is sought, the first of those, and what it says."""
    lines = row.plain_text.split("\n")
    _title, summary, *said = row.words.split(BREAK)  # type: ignore[union-attr]
    scores = [sought.score(words) for words in said]
    best = max(range(len(scores)), key=scores.__getitem__, default=0)
    url, shown = row.get_absolute_url(), row.description
    if scores and scores[best] and scores[best] >= sought.score(summary) and best < len(lines):
        shown, place = lines[best], _place(row, lines[: best + 1])
        url = f"{url}#{place}" if place else url
    return url, _told(shown, sought, row.language)


def _place(row: Post | Page, lines: Sequence[str]) -> str:
    """The name of the last of these lines that has one: a paragraph, or a heading."""
    headings = {heading["text"]: str(heading["id"]) for heading in row.contents}
    for line in reversed(lines):
        if name := (headings.get(line) or named(line, row.anchors)) if line else "":
            return name
    return ""


def _turn(turn: Turn, sought: Sought) -> Hit:
    """The exchange, at this turn."""
    excerpt, is_question = turn.excerpt, turn.kind == Turn.Kind.QUESTION
    url = f"{excerpt.get_absolute_url()}#t{turn.number}"
    heading, language = _question(turn, sought)
    return Hit(
        "excerpt",
        excerpt.pk,
        url,
        heading,
        language,
        [] if is_question else [_spoken(turn, url, turn.language or excerpt.language, sought)],
        published_at=None if excerpt.said else excerpt.first_shown_at,
        said=excerpt.said,
        source=excerpt.source.title if excerpt.source else "",
    )


def _question(turn: Turn, sought: Sought) -> tuple[list[Part], str]:
    """What is asked, and its language: translated as in lists, unless only the original says the words."""
    excerpt = turn.excerpt
    asked = _Asked(excerpt.question, **turn.asked)  # type: ignore[attr-defined]
    if turn.kind == Turn.Kind.QUESTION:
        asked = _Asked(turn.text, turn.language, turn.translation, turn.translation_language)
    original = passage(asked.text, sought, LONGEST_HEADING)
    translated = passage(asked.translation, sought, LONGEST_HEADING)
    if not translated or (_has_found(original) and not _has_found(translated)):
        return original, asked.language or excerpt.language
    return translated, asked.translation_language


def _spoken(turn: Turn, url: str, language: str, sought: Sought) -> Line:
    """What was said; its translation, where that does not say what is sought."""
    parts = passage(turn.text, sought)
    if turn.translation and not _has_found(parts):
        parts, language = passage(turn.translation, sought), turn.translation_language
    return Line(parts, language, turn.label, url)


def _has_found(parts: Sequence[Part]) -> bool:
    return any(part.is_found for part in parts)


def _person(person: Person, sought: Sought) -> Hit:
    heading, about = mark(person.name, sought), _told(person.about, sought)
    return Hit("person", person.pk, person.get_absolute_url(), heading, lines=about)


def _source(source: Source, sought: Sought) -> Hit:
    told = ", ".join(filter(None, (source.publisher, source.participants)))
    heading, lines = mark(source.title, sought), _told(told, sought)
    return Hit("source", source.pk, source.get_absolute_url(), heading, lines=lines, said=source.said)


def _series(series: Series, sought: Sought) -> Hit:
    heading, lines = mark(series.title, sought), _told(series.summary, sought)
    return Hit("series", series.pk, series.get_absolute_url(), heading, lines=lines)


def _told(text: str, sought: Sought, language: str = "") -> list[Line]:
    return [Line(passage(text, sought), language)] if text else []


@planned
def _posts(ids: Sequence[int]) -> QuerySet[Post, Post]:
    """With the `words` of their documents."""
    shown = ("title", "slug", "language", "published_at", "description", "plain_text", "contents", "anchors")
    return Post.objects.filter(pk__in=ids).only(*shown).order_by().annotate(words=F("search_document__words"))


@planned
def _turns(ids: Sequence[int]) -> QuerySet[Turn, Turn]:
    """With the language and the translation of the question of their exchange."""
    worded = ("language", "translation", "translation_language")
    of_excerpt = ("slug", "question", "language", "said", "first_shown_at", "source__title")
    told = JSONObject(**{name: name for name in worded})
    asked = asked_in(OuterRef("excerpt")).values(told=told)
    rows = Turn.objects.filter(pk__in=ids).order_by().select_related("excerpt__source")
    shown = ("kind", "number", "label", "text", *worded, *(f"excerpt__{name}" for name in of_excerpt))
    return rows.only(*shown).annotate(asked=Subquery(asked))


@planned
def _people(ids: Sequence[int]) -> QuerySet[Person, Person]:
    return Person.objects.filter(pk__in=ids).order_by().only("name", "slug", "about")


@planned
def _sources(ids: Sequence[int]) -> QuerySet[Source, Source]:
    shown = ("title", "slug", "publisher", "participants", "said")
    return Source.objects.filter(pk__in=ids).order_by().only(*shown)


@planned
def _series_of(ids: Sequence[int]) -> QuerySet[Series, Series]:
    return Series.objects.filter(pk__in=ids).order_by().only("title", "slug", "summary")


@planned
def _pages(ids: Sequence[int]) -> QuerySet[Page, Page]:
    """With the `words` of their documents."""
    shown = ("title", "slug", "language", "description", "plain_text", "contents", "anchors")
    return Page.objects.filter(pk__in=ids).only(*shown).order_by().annotate(words=F("search_document__words"))
