"""What of that which was found a stranger may see. It is asked of the rows, never of the index."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from blog.models import Excerpt, Person, Post, Source
from blog.models.prepared import prepared
from blog.search.documents import kind_of
from blog.search.matching import Document


def visible(documents: Sequence[Document], now: datetime) -> list[Document]:
    """Those of `documents` that a stranger may read at `now`: a query for each kind there is."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for one in documents:
        rows[kind_of(one.key)].append(one.row)
    seen = {kind: frozenset(_SEEN[kind](some, now)) for kind, some in rows.items()}
    return [one for one in documents if one.row in seen[kind_of(one.key)]]


@prepared
def _posts(ids: Sequence[int], now: datetime) -> QuerySet[Post, int]:
    return Post.objects.published(now).filter(pk__in=ids).order_by().values_list("pk", flat=True)


@prepared
def _turns(ids: Sequence[int], now: datetime) -> QuerySet[Excerpt, int]:
    shown = Excerpt.objects.visible(now).filter(turns__pk__in=ids)
    return shown.order_by().values_list("turns__pk", flat=True)


@prepared
def _people(ids: Sequence[int], now: datetime) -> QuerySet[Person, int]:
    return Person.objects.visible(now).filter(pk__in=ids).order_by().values_list("pk", flat=True)


@prepared
def _sources(ids: Sequence[int], now: datetime) -> QuerySet[Source, int]:
    return Source.objects.visible(now).filter(pk__in=ids).order_by().values_list("pk", flat=True)


_SEEN = {"post": _posts, "turn": _turns, "person": _people, "source": _sources}
