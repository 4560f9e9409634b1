"""Where a reader of an essay may go on to, and why: the same exchange, source or speaker, a link, a tag.

Each other essay is named once, for the strongest of its reasons. What is looked at is bounded: of all that is
tied to a speaker, a source or a tag, the newest LOOKED_AT.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Literal

from django.db.models import QuerySet

from blog.models import Excerpt, Person, Placement, Post, PostLink, PostTag, Source, Turn
from blog.models.visibility import published
from blog.views.beside import Pair
from blog.views.counted import Counts

ALSO_QUOTED = 3
"""Most other essays named beside one source."""
LINKING = 5
"""Most essays named that link here: the newest."""
OTHERS = 4
"""Most other essays named besides."""
NEAREST = 40
"""Of how many essays under the same tags those that share most are chosen."""
LOOKED_AT = 200
_NAMED = ("title", "slug", "language")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source of the essay, and other essays that quote it."""

    source: Source
    posts: list[Post]


@dataclass(frozen=True, slots=True)
class Other:
    """Another essay, why it is named, and by which question, name or tag."""

    post: Post
    why: Literal["exchange", "speaker", "tag"]
    what: str


@dataclass(frozen=True, slots=True)
class Related:
    """`speakers` have `quoted_in`: how many quote them. Of `others` the best reasons come first."""

    speakers: list[Person]
    sources: list[Quoted]
    linking: list[Post]
    others: list[Other]


def related_to(post: Post, now: datetime, counts: Counts, *beside: Pair | None) -> Related:
    """What belongs under `post` (from `for_page`): six queries, however many excerpts and tags it has.

    Those that stand `beside` it are named anyway, and so here only for the same exchange.
    """
    excerpts = [placement.excerpt for placement in post.placements.all()]
    speakers, linking = _speakers(excerpts, counts), _linking(post, now)
    sources, same = _quoting(excerpts, post, now)
    named = {*linking, *(row for quoted in sources for row in quoted.posts)}
    others = {other.post: other for other in same if other.post not in named}
    named |= {*others, *(other for pair in beside if pair for other in pair.both)}
    for other in chain(_speaking(speakers, post, now), _tagged(post, now)):
        if len(others) >= OTHERS:
            break
        if other.post not in named:
            others.setdefault(other.post, other)
    return Related(speakers, sources, linking, list(others.values())[:OTHERS])


def _speakers(excerpts: Iterable[Excerpt], counts: Counts) -> list[Person]:
    spoken = [turn.person for excerpt in excerpts for turn in excerpt.turn_list if turn.kind != "editor"]
    people = {person.pk: person for person in spoken if person and not person.hidden}
    essays = counts.quoted(people)
    for pk, person in people.items():
        person.quoted_in = essays[pk]
    return list(people.values())


def _linking(post: Post, now: datetime) -> list[Post]:
    links = PostLink.objects.to(post, now).order_by("-post__published_at", "-post")
    rows = links.values_list(*_post("post"))[: LINKING * 2]  # one may lead to two of its addresses
    return list(dict.fromkeys(_named(*row) for row in rows))[:LINKING]


def _quoting(excerpts: Sequence[Excerpt], post: Post, now: datetime) -> tuple[list[Quoted], list[Other]]:
    """The essay's sources, with others that quote them; and apart those that place the same exchange."""
    own = {excerpt.pk: excerpt for excerpt in excerpts}
    sources = numbered_sources(excerpts)
    same: dict[Post, Other] = {}
    quoting: defaultdict[int | None, dict[Post, None]] = defaultdict(dict)
    for excerpt, source, *named in (
        _placements(own, sources).filter(published(now, "post")).exclude(post=post)
    ):
        if excerpt in own:
            other = _named(*named)
            same.setdefault(other, Other(other, "exchange", own[excerpt].question if len(own) > 1 else ""))
        elif len(quoting[source]) < ALSO_QUOTED * 2:  # some may turn out to place the same exchange
            quoting[source][_named(*named)] = None
    quoted = {source: [other for other in quoting[source.pk] if other not in same] for source in sources}
    return [Quoted(source, posts[:ALSO_QUOTED]) for source, posts in quoted.items()], list(same.values())


def numbered_sources(excerpts: Iterable[Excerpt]) -> list[Source]:
    """What these are quoted from, each once and in order, numbered: on paper that leads to its address."""
    found: dict[int, Source] = {}
    for excerpt in excerpts:
        if excerpt.source:
            first = found.setdefault(excerpt.source.pk, excerpt.source)
            excerpt.source.number = first.number or len(found)
    return list(found.values())


def _placements(own: Collection[int], sources: Sequence[Source]) -> QuerySet[Placement, tuple[Any, ...]]:
    """Of these excerpts (ids) and the newest others of these sources, latest posted first.

    The ids of those are asked for first: with both conditions in one query no database would use an index.
    """
    near = Excerpt.objects.filter(source__in=sources).order_by("-pk").values_list("pk", flat=True)
    rows = Placement.objects.filter(excerpt__in={*own, *near[:LOOKED_AT]})
    ordered = rows.order_by("-post__published_at", "-post", "position")
    return ordered.values_list("excerpt", "excerpt__source", *_post("post"))


def _speaking(speakers: Sequence[Person], post: Post, now: datetime) -> Iterator[Other]:
    """Others that quote them, newest first."""
    names = {person.pk: person.name for person in speakers}
    near = Turn.objects.filter(person__in=names).order_by("-pk").values("pk")[:LOOKED_AT]
    at = "excerpt__placements__post"
    rows = (
        Turn.objects.filter(published(now, at), pk__in=near)
        .exclude(kind=Turn.Kind.EDITOR)
        .order_by(f"-{at}__published_at", f"-{at}", "pk")
        .values_list("person", *_post(at))[:LOOKED_AT]
    )
    for person, *named in rows if names else ():
        if (other := _named(*named)) != post:
            yield Other(other, "speaker", names[person])


def _tagged(post: Post, now: datetime) -> list[Other]:
    """Those that share most tags among the newest, newest first among equals."""
    tags = {tag.pk: tag.name for tag in post.shown_tags}
    near = PostTag.objects.filter(tag__in=tags).order_by("-pk").values("pk")[:LOOKED_AT]
    rows = (
        PostTag.objects.filter(published(now, "content_object"), pk__in=near)
        .exclude(content_object=post)
        .order_by("-content_object__published_at", "-content_object", "pk")
        .values_list("tag", *_post("content_object"))[:NEAREST]
    )
    shared: Counter[Post] = Counter()
    found: dict[Post, Other] = {}
    for tag, *row in rows if tags else ():
        other = _named(*row)
        shared[other] += 1
        found.setdefault(other, Other(other, "tag", tags[tag]))
    return [found[other] for other, _count in shared.most_common()]


def _post(at: str) -> tuple[str, ...]:
    """The columns that name a post, from where it is reached by `at`."""
    return (at, *(f"{at}__{name}" for name in _NAMED))


def _named(pk: int, *named: str) -> Post:
    return Post(pk=pk, **dict(zip(_NAMED, named, strict=True)))
