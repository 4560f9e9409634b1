"""Where a reader of an essay may go on to, and why: who speaks in it, its sources, its tags."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from blog.models import Excerpt, Person, Placement, Post, PostTag, Source, Tag
from blog.models.visibility import published

ALSO_QUOTED = 3
"""Most other essays named beside one source."""
ALSO_TAGGED = 2
NEAREST = 40
"""How many of the newest rows under the same tags are looked at."""
_NAMED = ("title", "slug", "language")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source of the essay, and other essays that quote it."""

    source: Source
    posts: list[Post]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Another essay, and the tag it shares with this one."""

    tag: Tag
    post: Post


@dataclass(frozen=True, slots=True)
class Related:
    """`speakers` have `essays`: how many visible ones quote them."""

    speakers: list[Person]
    sources: list[Quoted]
    tagged: list[Tagged]

    def __bool__(self) -> bool:
        return bool(self.speakers or self.sources or self.tagged)


def related_to(post: Post, now: datetime) -> Related:
    """What belongs under `post` (from `for_page`): three queries, however many excerpts and tags it has."""
    excerpts = [placement.excerpt for placement in post.placements.all()]
    return Related(_speakers(excerpts, now), _sources(excerpts, post, now), _tagged(post, now))


def _speakers(excerpts: Iterable[Excerpt], now: datetime) -> list[Person]:
    spoken = [turn.person_id for excerpt in excerpts for turn in excerpt.turn_list if turn.kind != "editor"]
    ids = list(dict.fromkeys(pk for pk in spoken if pk))
    quoting = Count(
        "turns__excerpt__placements__post",
        filter=published(now, "turns__excerpt__placements__post"),
        distinct=True,
    )
    found = Person.objects.filter(pk__in=ids, hidden=False).annotate(essays=quoting).in_bulk()
    return [found[pk] for pk in ids if pk in found]


def _sources(excerpts: Iterable[Excerpt], post: Post, now: datetime) -> list[Quoted]:
    sources = list({row.source.pk: row.source for row in excerpts if row.source}.values())
    ranked = (
        Placement.objects.filter(published(now, "post"), excerpt__source__in=sources)
        .exclude(post=post)
        .annotate(
            rank=Window(
                RowNumber(),
                partition_by="excerpt__source",
                order_by=[F("post__published_at").desc(), F("post").desc()],
            )
        )
        .filter(rank__lte=ALSO_QUOTED * 2)  # an essay may quote one source twice
        .order_by("rank")
        .values_list("excerpt__source", "post", *(f"post__{name}" for name in _NAMED))
    )
    others: defaultdict[int, dict[int, Post]] = defaultdict(dict)
    for source, pk, *named in ranked:
        others[source][pk] = Post(pk=pk, **dict(zip(_NAMED, named, strict=True)))
    return [Quoted(source, list(others[source.pk].values())[:ALSO_QUOTED]) for source in sources]


def _tagged(post: Post, now: datetime) -> list[Tagged]:
    """Those that share most tags among the newest, newest first among equals."""
    rows = (
        PostTag.objects.filter(published(now, "content_object"), tag__in=post.shown_tags)
        .exclude(content_object=post)
        .order_by("-content_object__published_at", "-content_object", "pk")
        .values_list(
            "tag",
            "content_object",
            "content_object__title",
            "content_object__slug",
            "content_object__language",
        )[:NEAREST]
    )
    tags = {tag.pk: tag for tag in post.shown_tags}
    shared: Counter[int] = Counter()
    found: dict[int, Tagged] = {}
    for tag, pk, *named in rows:
        shared[pk] += 1
        found.setdefault(pk, Tagged(tags[tag], Post(pk=pk, **dict(zip(_NAMED, named, strict=True)))))
    return [found[pk] for pk, _count in shared.most_common(ALSO_TAGGED)]
