"""Keeping what search looks through. Verbs call `index`; deleting a row takes its document along."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce
from itertools import batched
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from blog.models import (
    Excerpt,
    Generation,
    Page,
    Person,
    Post,
    SearchDocument,
    SearchWord,
    Series,
    Source,
    Turn,
)
from blog.models.search import KINDS
from blog.search import documents, engines
from blog.search.analyser import VERSION, is_unspaced

READERS: dict[type[Model], Callable[[Any], Iterator[SearchDocument]]] = {
    Person: documents.of_people,
    Source: documents.of_sources,
    Series: documents.of_series,
    Page: documents.of_pages,
    Excerpt: documents.of_excerpts,
    Post: documents.of_posts,
}
SLICE = 200
"""Rows that are made anew in one transaction."""
WORDS = 500
"""Words that are looked for at once: most are there, and to ask is quicker than to write them in vain."""

type Progress = Callable[[int, int], None]


_waiting: ContextVar[dict[type[Model], set[int]]] = ContextVar("waiting")
"""Keys of the rows that a verb has changed, until it ends."""


@contextmanager
def at_once() -> Iterator[dict[type[Model], set[int]]]:
    """Index at its end what is changed within it, each row once; nothing where it fails.

    One within another adds to that. What came to nothing meanwhile is read as it stands by then.
    """
    within = _waiting.get(None)
    if within is not None:
        yield within
        return
    changed: defaultdict[type[Model], set[int]] = defaultdict(set)
    token = _waiting.set(changed)
    try:
        yield changed
    finally:
        _waiting.reset(token)
    for some in batched(_documents(changed), SLICE):
        _store(some)


def _documents(changed: Mapping[type[Model], set[int]]) -> Iterator[SearchDocument]:
    for model, keys in changed.items():
        for some in batched(sorted(keys), SLICE):
            yield from READERS[model](model._default_manager.filter(pk__in=some))


@contextmanager
def not_at_all() -> Iterator[None]:
    """Index nothing of what is changed within it: it will be undone."""
    token = _waiting.set(defaultdict(set))
    try:
        yield
    finally:
        _waiting.reset(token)


def is_waiting() -> bool:
    """Whether what is changed now is indexed later, with all that is changed until then."""
    return _waiting.get(None) is not None


def index(*changed: Model | QuerySet[Any]) -> None:
    """Have these rows of READERS found by what they say when the verb ends."""
    with at_once() as waiting:
        for one in changed:
            if isinstance(one, QuerySet):
                waiting[one.model].update(one.values_list("pk", flat=True))
            else:
                waiting[type(one)].add(one.pk)


def stale(model: type[Model]) -> QuerySet[Any]:
    """The rows that are not found by today's rules: none of ours has been made of them yet."""
    if model is Excerpt:
        fresh = SearchDocument.objects.filter(turn=OuterRef("pk"), version=VERSION)
        return Excerpt.objects.filter(
            Exists(Turn.objects.filter(~Exists(fresh), excerpt=OuterRef("pk")))
        ).order_by("pk")
    return model._default_manager.exclude(search_document__version=VERSION).order_by("pk")


def lags() -> bool:
    """Whether a row is not found by today's rules."""
    return any(stale(model).exists() for model in READERS)


def catch_up() -> bool:
    """Have some of the stale rows found; whether there were any."""
    for model in READERS:
        if keys := list(stale(model).values_list("pk", flat=True)[:SLICE]):
            _read(model, keys)
            return True
    return False


def rebuild(progress: Progress) -> int:
    """Make everything anew, some rows at a time, while the site is served; returns how many rows.

    Safe to stop and to run again. `progress` is told how many are done, and of how many.
    """
    SearchWord.objects.all().delete()
    total, done = sum(model._default_manager.count() for model in READERS), 0
    known: set[str] = set()
    for model in READERS:
        last = 0
        while keys := _next(model, last):
            _read(model, keys, known)
            last, done = keys[-1], done + len(keys)
            progress(done, total)
    with transaction.atomic():
        engines.current().rebuild()
    return done


def settle() -> None:
    """Have the index answer as soon as it can, after many changes; to be called outside a transaction."""
    engines.current().settle()


def _read(model: type[Model], keys: list[int], known: set[str] | None = None) -> None:
    """Have these rows found by what they say now. No verb changes them meanwhile."""
    with transaction.atomic():
        Generation.hold()
        _store(READERS[model](model._default_manager.filter(pk__in=keys)), known)


def _next(model: type[Model], last: int) -> list[int]:
    rows = model._default_manager.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:SLICE])


def _store(found: Iterable[SearchDocument], known: set[str] | None = None) -> None:
    """Put these in the place of those there are of the same rows, where they differ.

    While all is made anew, `known` gathers the words there are: all these rows are written then.
    """
    wanted = list(found)
    kept = _kept(wanted)
    changed = [row for row in wanted if known is not None or _said(kept.get(_row(row))) != _said(row)]
    if not changed:
        return
    former = [kept[_row(row)] for row in changed if _row(row) in kept]
    SearchDocument.objects.filter(pk__in=[row.pk for row in former]).delete()
    SearchDocument.objects.bulk_create(changed)
    before = known if known is not None else {word for row in former for word in row.words.split()}
    new = {word for row in changed for word in row.words.split()} - before
    for some in batched(sorted(word for word in new if len(word) > 1 and not is_unspaced(word)), WORDS):
        there = set(SearchWord.objects.filter(word__in=some).values_list("word", flat=True))
        missing = (SearchWord(word=word) for word in some if word not in there)
        SearchWord.objects.bulk_create(missing, ignore_conflicts=True)
    if known is not None:
        known |= new


def _kept(wanted: list[SearchDocument]) -> dict[tuple[str, int], SearchDocument]:
    """The documents there are of the same rows."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for kind, row in map(_row, wanted):
        rows[f"{kind}__in"].append(row)
    of_these = reduce(or_, (Q(one) for one in rows.items()), Q(pk=None))
    return {_row(document): document for document in SearchDocument.objects.filter(of_these)}


def _row(document: SearchDocument) -> tuple[str, int]:
    """What it is a document of."""
    return next((kind, row) for kind in KINDS if (row := getattr(document, f"{kind}_id")))


def _said(document: SearchDocument | None) -> tuple[Any, ...] | None:
    return (document.pk, document.words, document.terms, document.version) if document else None
