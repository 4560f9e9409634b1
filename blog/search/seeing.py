"""What of that which was found a stranger may see. It is asked of the rows, never of the index."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Value

from blog.models import Excerpt, Page, Person, Post, Series, Source
from blog.models.prepared import Rows, planned
from blog.models.search import KINDS
from blog.search.documents import kind_of
from blog.search.matching import Document


def visible(documents: Sequence[Document], now: datetime) -> list[Document]:
    """Those of `documents` that a stranger may read at `now`, in one query for all kinds there are."""
    rows: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for one in documents:
        rows[kind_of(one.key)].append(one.row)
    seen = set(
        _seen(rows["person"], rows["source"], rows["turn"], rows["post"], rows["series"], rows["page"], now)
    )
    return [one for one in documents if (KINDS[kind_of(one.key)], one.row) in seen]


@planned
def _seen(
    people: Sequence[int],
    sources: Sequence[int],
    turns: Sequence[int],
    posts: Sequence[int],
    series: Sequence[int],
    pages: Sequence[int],
    now: datetime,
) -> Rows:
    """The kind, as KINDS numbers them, and the row of what is visible."""
    rows = (
        ("person", Person.objects.visible(now).filter(pk__in=people), "pk"),
        ("source", Source.objects.visible(now).filter(pk__in=sources), "pk"),
        ("turn", Excerpt.objects.visible(now).filter(turns__pk__in=turns), "turns__pk"),
        ("post", Post.objects.published(now).filter(pk__in=posts), "pk"),
        ("series", Series.objects.visible(now).filter(pk__in=series), "pk"),
        ("page", Page.objects.published().filter(pk__in=pages), "pk"),
    )
    first, *others = (some.order_by().values_list(Value(KINDS[kind]), pk) for kind, some, pk in rows)
    return first.union(*others, all=True).order_by()
