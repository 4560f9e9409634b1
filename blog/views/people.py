"""People: everyone quoted or writing, and one with what they answered, asked, said and wrote."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from blog.models import Excerpt, Person, Post, Turn
from blog.models.excerpt import ExcerptQuerySet
from blog.models.paging import by_slug
from blog.models.post import PostQuerySet
from blog.syndication.structured import page_metadata
from blog.views.door import find, public, with_site
from blog.views.sections import Pageable, sections
from blog.views.speaking import Times, capacities, times_spoken

SECTIONS = ("answered", "asked", "said", "wrote", "quoting")


@dataclass(frozen=True, slots=True)
class Row:
    """A person in the list; `essays` counts those they wrote."""

    person: Person
    times: Times
    essays: int


@public("after")
def person_list(request: HttpRequest, now: datetime) -> HttpResponse:
    page = by_slug(Person.objects.visible(now), request.GET.get("after"))
    ids = [person.pk for person in page.rows]
    times, essays = times_spoken(ids, now), _essays(ids, now)
    rows = [Row(person, times.get(person.pk, Times()), essays.get(person.pk, 0)) for person in page.rows]
    metadata = page_metadata(with_site(request), title=_("People"), path=request.get_full_path())
    return render(request, "blog/person_list.html", {"page": page, "rows": rows, "metadata": metadata})


@public(*SECTIONS)
def person_page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    person = find(_with_portrait(Person.objects.visible(now)).prefetch_related("aliases"), slug)
    answered = _spoken(person, Turn.Kind.ANSWER, now)
    kinds: dict[str, Pageable] = {
        "answered": answered,
        "asked": _spoken(person, Turn.Kind.QUESTION, now),
        "said": _spoken(person, Turn.Kind.REMARK, now).exclude(pk__in=answered.values("pk")),
        "wrote": _titles(Post.objects.published(now).filter(authors=person)),
        "quoting": _titles(Post.objects.published(now).filter(Exists(_places(person)))),
    }
    context = {
        "person": person,
        "times": times_spoken([person.pk], now).get(person.pk, Times()),
        "essays": _essays([person.pk], now).get(person.pk, 0),
        "capacities": capacities(person, now),
        "sections": sections(request, kinds),
        "metadata": page_metadata(
            with_site(request), title=person.name, path=request.get_full_path(), image=person.portrait
        ),
    }
    return render(request, "blog/person_detail.html", context)


def _with_portrait(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.select_related("portrait").prefetch_related("portrait__renditions")


def _spoken(person: Person, kind: str, now: datetime) -> ExcerptQuerySet:
    turns = Turn.objects.filter(excerpt=OuterRef("pk"), person=person, kind=kind)
    return Excerpt.objects.visible(now).filter(Exists(turns)).for_cards()


def _places(person: Person) -> ExcerptQuerySet:
    """Whether the outer post places an excerpt in which `person` speaks."""
    return Excerpt.objects.filter(placements__post=OuterRef("pk"), turns__person=person)


def _titles(posts: PostQuerySet) -> PostQuerySet:
    return posts.only("title", "slug", "language", "published_at")


def _essays(people: list[int], now: datetime) -> dict[int, int]:
    """How many visible essays each of these people (ids) wrote."""
    written = Post.objects.published(now).filter(authors__in=people)
    return dict(written.values_list("authors").annotate(Count("pk")).order_by())
