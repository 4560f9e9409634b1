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

from blog.models import Excerpt, Person, Placement, Post, PostLink, PostTag, Source, Turn
from blog.models.prepared import Rows, prepared
from blog.models.visibility import published
from blog.syndication.wording import title_of
from blog.views.beside import Pair
from blog.views.named import Named, columns
from blog.views.speaking import times_of

ALSO_QUOTED = 3
"""Most other essays named beside one source."""
LINKING = 5
"""Most essays named that link here: the newest."""
OTHERS = 4
"""Most other essays named besides."""
NEAREST = 40
"""Of how many essays under the same tags those that share most are chosen."""
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source of the essay, and other essays that quote it."""

    source: Source
    posts: list[Named]


@dataclass(frozen=True, slots=True)
class Other:
    """Another essay, why it is named, and by which question, name or tag."""

    post: Named
    why: Literal["exchange", "speaker", "tag"]
    what: str


@dataclass(frozen=True, slots=True)
class Related:
    """`speakers` have `quoted_in`: how many quote them. Of `others` the best reasons come first."""

    speakers: list[Person]
    sources: list[Quoted]
    linking: list[Named]
    others: list[Other]


def related_to(post: Post, now: datetime, *beside: Pair | None) -> Related:
    """What belongs under `post` (from `for_page`): six queries, however many excerpts and tags it has.

    Those that stand `beside` it are named anyway, and so here only for the same exchange.
    """
    excerpts = [placement.excerpt for placement in post.placements.all()]
    speakers, linking = _speakers(excerpts), _linking(post, now)
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


def _speakers(excerpts: Iterable[Excerpt]) -> list[Person]:
    spoken = [turn.person for excerpt in excerpts for turn in excerpt.turn_list if turn.kind != "editor"]
    people = {person.pk: person for person in spoken if person and not person.hidden}
    times = times_of(people)
    for pk, person in people.items():
        person.quoted_in = times[pk].quoted
    return list(people.values())


def _linking(post: Post, now: datetime) -> list[Named]:
    rows = (Named(*row) for row in _links(post.pk, post.slug, now))
    return list(dict.fromkeys(rows))[:LINKING]


@prepared
def _links(post: int, slug: str, now: datetime) -> Rows:
    links = PostLink.objects.to(post, slug, now).order_by("-post__published_at", "-post")
    return links.values_list(*columns("post"))[: LINKING * 2]  # one may lead to two of its addresses


def _quoting(excerpts: Sequence[Excerpt], post: Post, now: datetime) -> tuple[list[Quoted], list[Other]]:
    """The essay's sources, with others that quote them; and apart those that place the same exchange."""
    own = {excerpt.pk: excerpt for excerpt in excerpts}
    sources = numbered_sources(excerpts)
    same: dict[Named, Other] = {}
    quoting: defaultdict[int | None, dict[Named, None]] = defaultdict(dict)
    for excerpt, source, *row in _others(own, sources, post, now):
        other = Named(*row)
        if excerpt in own:
            same.setdefault(other, Other(other, "exchange", title_of(own[excerpt]) if len(own) > 1 else ""))
        elif len(quoting[source]) < ALSO_QUOTED * 2:  # some may turn out to place the same exchange
            quoting[source][other] = None
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


def _others(own: Collection[int], sources: Sequence[Source], post: Post, now: datetime) -> list[Any]:
    """Where these excerpts (ids) and the newest others of these sources are placed, latest posted first.

    The ids of those are asked for first: with both conditions in one query no database would use an index.
    """
    near = _excerpts([source.pk for source in sources])
    return _placements(list(dict.fromkeys([*own, *(pk for (pk,) in near)])), post.pk, now)


@prepared
def _excerpts(sources: list[int]) -> Rows:
    return Excerpt.objects.filter(source__pk__in=sources).order_by("-pk").values_list("pk")[:LOOKED_AT]


@prepared
def _placements(excerpts: list[int], post: int, now: datetime) -> Rows:
    rows = Placement.objects.filter(published(now, "post"), excerpt__pk__in=excerpts).exclude(post=post)
    ordered = rows.order_by("-post__published_at", "-post", "position")
    return ordered.values_list("excerpt", "excerpt__source", *columns("post"))


def _speaking(speakers: Sequence[Person], post: Post, now: datetime) -> Iterator[Other]:
    """Others that quote them, newest first."""
    names = {person.pk: person.name for person in speakers}
    for person, *row in _spoken(list(names), now):
        if (other := Named(*row)).pk != post.pk:
            yield Other(other, "speaker", names[person])


@prepared
def _spoken(people: list[int], now: datetime) -> Rows:
    near = Turn.objects.filter(person__pk__in=people).order_by("-pk").values("pk")[:LOOKED_AT]
    at = "excerpt__placements__post"
    rows = Turn.objects.filter(published(now, at), pk__in=near).exclude(kind=Turn.Kind.EDITOR)
    ordered = rows.order_by(f"-{at}__published_at", f"-{at}", "pk")
    return ordered.values_list("person", *columns(at))[:LOOKED_AT]


def _tagged(post: Post, now: datetime) -> list[Other]:
    """Those that share most tags among the newest, newest first among equals."""
    tags = {tag.pk: tag.name for tag in post.shown_tags}
    shared: Counter[Named] = Counter()
    found: dict[Named, Other] = {}
    for tag, *row in _under(list(tags), post.pk, now):
        other = Named(*row)
        shared[other] += 1
        found.setdefault(other, Other(other, "tag", tags[tag]))
    return [found[other] for other, _count in shared.most_common()]


@prepared
def _under(tags: list[int], post: int, now: datetime) -> Rows:
    near = PostTag.objects.filter(tag__pk__in=tags).order_by("-pk").values("pk")[:LOOKED_AT]
    rows = PostTag.objects.filter(published(now, "content_object"), pk__in=near).exclude(content_object=post)
    ordered: Rows = rows.order_by("-content_object__published_at", "-content_object", "pk")
    return ordered.values_list("tag", *columns("content_object"))[:NEAREST]
