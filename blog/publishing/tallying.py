"""Keeping the tallies: at the end of each verb, what it changed is counted again, and nothing else.

An essay counts once its state is published, which `promote_due` sees to, and so does what it shows.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import batched

from django.db import transaction
from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, Value, When

from blog.models import (
    FAILED,
    Authorship,
    Check,
    Excerpt,
    Placement,
    Post,
    PostTag,
    State,
    Tally,
    TallyPart,
    Turn,
    Verdict,
)

SLICE = 500
"""Rows that are counted together."""

What, Of = Tally.What, TallyPart.Of

type Key = tuple[str, int]
"""A kind of TallyPart, and the id of what it is of."""
type Sums = Counter[tuple[str, int]]
"""How many of what belong to which row."""


def settle(changed: Mapping[type[Model], Collection[int]]) -> None:
    """Bring the tallies along with these posts and excerpts (ids), which were changed or deleted.

    An excerpt comes and goes with the posts that place it; those count who speaks in it.
    """
    posts, excerpts = set(changed.get(Post, ())), set(changed.get(Excerpt, ()))
    for some in batched(sorted(excerpts), SLICE):
        posts.update(Placement.objects.filter(excerpt__in=some).values_list("post", flat=True))
    counting = _counting(posts, excerpts)
    for some in batched(sorted(row for of, row in counting if of == Of.POST), SLICE):
        placed = Placement.objects.filter(post__in=some).order_by().values_list("excerpt", flat=True)
        counting.update((Of.EXCERPT, row) for row in placed)
    for keys in batched(sorted(counting), SLICE):
        _settle(keys)


@transaction.atomic
def count_anew() -> int:
    """Count all that readers see; returns how many numbers were wrong.

    Nobody may save meanwhile: whoever calls this holds the generation. A migration, after which there are
    more columns than it knows of, may call it, too: it names those it reads.
    """
    before = _numbers()
    Tally.objects.all().delete()
    TallyPart.objects.all().delete()
    settle({Post: list(Post.objects.filter(state=State.PUBLISHED).values_list("pk", flat=True))})
    return len({(what, row) for what, row, _number in before ^ _numbers()})


def _counting(posts: Collection[int], excerpts: Collection[int]) -> set[Key]:
    """Those that add something, or may from now on: a draft costs no more than this question."""
    found: set[Key] = set()
    keys = [*((Of.POST, row) for row in posts), *((Of.EXCERPT, row) for row in excerpts)]
    for some in batched(keys, SLICE):
        shown = Post.objects.filter(pk__in=_rows(some, Of.POST), state=State.PUBLISHED).order_by()
        parts = _parts(some).values_list("of", "row")
        found.update(parts.union(shown.values_list(Value(Of.POST.value), "pk")))
    return found


def _rows(keys: Collection[Key], of: str) -> list[int]:
    return [row for kind, row in keys if kind == of]


def _parts(keys: Collection[Key]) -> QuerySet[TallyPart]:
    """What is kept of these."""
    return TallyPart.objects.filter(
        Q(of=Of.POST, row__in=_rows(keys, Of.POST)) | Q(of=Of.EXCERPT, row__in=_rows(keys, Of.EXCERPT))
    )


def _settle(keys: Collection[Key]) -> None:
    counted = _of_posts(_rows(keys, Of.POST)) | _of_excerpts(_rows(keys, Of.EXCERPT))
    kept = {(of, row): _read(adds) for of, row, adds in _parts(keys).values_list("of", "row", "adds")}
    other = [key for key in keys if counted.get(key, Counter()) != kept.get(key, Counter())]
    if not other:
        return
    if former := [key for key in other if key in kept]:
        _parts(former).delete()
    TallyPart.objects.bulk_create(
        TallyPart(of=key[0], row=key[1], adds=_written(counted[key])) for key in other if key in counted
    )
    sums: Sums = Counter()
    for key in other:
        sums.update(counted.get(key, {}))
        sums.subtract(kept.get(key, {}))
    _add(sums)


def _of_posts(ids: list[int]) -> dict[Key, Sums]:
    """Of those that are published: their tags, who wrote them, and who speaks in them."""
    shown = list(Post.objects.filter(pk__in=ids, state=State.PUBLISHED).values_list("pk", flat=True))
    at = "excerpt__placements__post"
    speaking = Turn.objects.filter(**{f"{at}__in": shown}, person__isnull=False).order_by().distinct()
    found: defaultdict[Key, Sums] = defaultdict(Counter)
    for what, rows in (
        (What.TAGGED, PostTag.objects.filter(content_object__in=shown).values_list("content_object", "tag")),
        (What.WROTE, Authorship.objects.filter(post__in=shown).values_list("post", "person")),
        (What.QUOTED, speaking.values_list(at, "person")),
    ):
        for post, row in rows:
            found[Of.POST, post][what, row] += 1
    return found


def _of_excerpts(ids: list[int]) -> dict[Key, Sums]:
    """Of those in a published post: their source and how they stand to it, who speaks, and in which turns."""
    placed = Placement.objects.filter(excerpt__in=ids, post__state=State.PUBLISHED)
    shown = list(placed.order_by().values_list("excerpt", flat=True).distinct())
    found: defaultdict[Key, Sums] = defaultdict(Counter)
    for excerpt, source, standing in _to_sources(shown):
        found[Of.EXCERPT, excerpt] += Counter({(What.SOURCE, source): 1, (standing, source): 1})
    turns = Turn.objects.filter(excerpt__in=shown, person__isnull=False).order_by()
    for excerpt, person, kind in turns.values_list("excerpt", "person", "kind"):
        found[Of.EXCERPT, excerpt][What.EXCHANGE, person] = 1
        if kind != Turn.Kind.EDITOR:
            found[Of.EXCERPT, excerpt][What(kind), person] += 1
    return found


def _to_sources(ids: list[int]) -> Iterator[tuple[int, int, str]]:
    """Of each that has a source: its id, the source's, and how it stands to that."""
    of_excerpt = Check.objects.filter(turn__excerpt=OuterRef("pk"))
    spoken = Turn.objects.filter(excerpt=OuterRef("pk")).exclude(kind=Turn.Kind.EDITOR)
    waits = Exists(spoken.filter(Q(found=None) | Q(found__verdict=Verdict.UNCHECKED))) | ~Exists(of_excerpt)
    standing = Case(
        When(Exists(of_excerpt.filter(verdict__in=FAILED)), then=Value(What.FAILED.value)),
        When(waits, then=Value(What.WAITING.value)),
        When(Exists(of_excerpt.filter(verdict=Verdict.ELIDED)), then=Value(What.CUT.value)),
        default=Value(What.VERIFIED.value),
    )
    rows = Excerpt.objects.filter(pk__in=ids, source__isnull=False).order_by()
    yield from rows.values_list("pk", "source", standing)


def _add(sums: Sums) -> None:
    wanted = {key: number for key, number in sums.items() if number}
    rows = {row for _what, row in wanted}
    known = Tally.objects.filter(what__in={what for what, _row in wanted}, row__in=rows)
    before = {(what, row): number for what, row, number in known.values_list("what", "row", "number")}
    Tally.objects.bulk_create(
        (
            Tally(what=what, row=row, number=before.get((what, row), 0) + number)
            for (what, row), number in wanted.items()
        ),
        update_conflicts=True,
        unique_fields=["what", "row"],
        update_fields=["number"],
    )


def _numbers() -> set[tuple[str, int, int]]:
    return set(Tally.objects.filter(number__gt=0).values_list("what", "row", "number"))


def _written(sums: Sums) -> list[list[str | int]]:
    return sorted([str(what), row, number] for (what, row), number in sums.items())


def _read(adds: Iterable[tuple[str, int, int]]) -> Sums:
    return Counter({(what, row): number for what, row, number in adds})
