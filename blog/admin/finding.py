"""What the desk's choosers ask for by a few words: excerpts, tags, essays. Answered as JSON, in two queries.

Case and diacritics are folded here, in Python, so that both databases find the same, and so that a word is
found by any part of it, which the search index does not do. So only the newest LOOKED_AT rows are looked at
of those their writer may know of; what is older is found by the desk's lists.
"""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib import admin
from django.db.models import Model, OuterRef, Prefetch, Q, QuerySet, StringAgg, Subquery, TextField, Value
from django.db.models import prefetch_related_objects as load
from django.db.models.functions import Concat
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.lists import writer
from accounts.models import User
from blog import permissions
from blog.admin.filters import count
from blog.models import Placement, Post, State, Tag, Turn
from blog.models.tag import PostTag
from blog.models.visibility import published

FOUND, LOOKED_AT = 10, 2_000
_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def urls(desk: admin.AdminSite) -> list[URLPattern]:
    views = {"excerpt": find_excerpts, "tag": find_tags, "post": find_posts}
    return [
        path(f"blog/{model}/find/", desk.admin_view(require_safe(view)), name=f"blog_{model}_find")
        for model, view in views.items()
    ]


def find_excerpts(request: HttpRequest) -> JsonResponse:
    """By what was said, who said it and where; newest first, each with the box that places it."""
    user, now = writer(request), timezone.now()
    line = Concat("label", Value(" "), "text", output_field=TextField())
    turns = Turn.objects.filter(excerpt=OuterRef("pk")).order_by().values("excerpt")
    rows = (
        permissions.placeable(user, now)
        .defer("raw")
        .select_related("source")
        .annotate(
            spoken=Subquery(turns.annotate(lines=StringAgg(line, Value("\n"))).values("lines")),
            essays=count(Placement.objects.filter(_known_to(user, now, "post")), "excerpt"),
        )
        .order_by("-pk")[:LOOKED_AT]
    )
    found: list[Any] = _first(rows, request, lambda row: f"{row.spoken}\n{row.source or ''}")
    load(found, Prefetch("turns", Turn.objects.order_by("position")))
    return _answer(
        {
            "slug": row.slug,
            "version": row.version,
            "question": row.question,
            "speakers": [turn.label for turn in row.speakers],
            "source": str(row.source or ""),
            "box": row.as_box(),
            "essays": row.essays,
        }
        for row in found
    )


def find_tags(request: HttpRequest) -> JsonResponse:
    """By a part of the name: those that begin so first, then the most used."""
    user, now = writer(request), timezone.now()
    seen = permissions.shared_for(Tag, user)
    rows = seen if user.is_editor else seen | Tag.objects.visible(now)
    uses = count(PostTag.objects.filter(_known_to(user, now, "content_object")), "tag")
    query = folded(request.GET.get("q", "")).strip()
    tags = rows.annotate(essays=uses).values_list("name", "essays")
    known = ((folded(name), name, essays) for name, essays in tags)
    found = [tag for tag in known if query in tag[0]]
    found.sort(key=lambda tag: (not tag[0].startswith(query), -tag[2], tag[0]))
    return _answer({"name": name, "essays": essays} for _key, name, essays in found[:FOUND])


def find_posts(request: HttpRequest) -> JsonResponse:
    """Essays to link to, by words of the title, newest first."""
    user, now = writer(request), timezone.now()
    rows = Post.objects.filter(_known_to(user, now)).exclude(title="").only("title", "slug", "state")
    found = _first(rows.order_by("-pk")[:LOOKED_AT], request, lambda row: row.title)
    return _answer(
        {"title": post.title, "address": post.get_absolute_url(), "state": State(post.state).label}
        for post in found
    )


def folded(text: str) -> str:
    """`text` without case, width and diacritics."""
    text = text.casefold()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).casefold()


def _known_to(user: User, now: datetime, post: str = "") -> Q:
    """Posts `user` may open or any reader sees; `post` leads there."""
    if user.is_editor:
        return Q()
    own = permissions.posts_for(user).order_by().values("pk")
    return published(now, post) | Q(**{f"{post}__in" if post else "pk__in": own})


def _first[Row: Model](rows: QuerySet[Row], request: HttpRequest, says: Callable[[Any], str]) -> list[Row]:
    """The first rows that say every word that is asked for, each as a part of theirs."""
    words = folded(request.GET.get("q", "")).split()

    def fits(row: Row) -> bool:
        said = folded(says(row)) if words else ""
        return all(word in said for word in words)

    return list(islice(filter(fits, rows.iterator()), FOUND))


def _answer(found: Iterable[dict[str, Any]]) -> JsonResponse:
    return JsonResponse({"found": list(found)})
