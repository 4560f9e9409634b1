"""People: everyone quoted or writing, and one with what they answered, asked, said and wrote."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from blog.models import Authorship, Excerpt, Person, Placement, Post, Turn
from blog.models.excerpt import ExcerptQuerySet
from blog.models.paging import among, by_slug, until
from blog.models.placement import PlacementQuerySet
from blog.models.post import PostQuerySet
from blog.syndication.structured import page_metadata
from blog.views.door import find, public, with_site
from blog.views.sections import Pageable, sections
from blog.views.speaking import capacities, times_of

SECTIONS = ("answered", "asked", "said", "wrote", "quoting")


@public("after")
def person_list(request: HttpRequest, now: datetime) -> HttpResponse:
    page = by_slug(Person.objects.visible(now).only("name", "slug"), request.GET.get("after"))
    ids = [person.pk for person in page.rows]
    times = times_of(ids)
    rows = [(person, times[person.pk].phrases, times[person.pk].wrote) for person in page.rows]
    metadata = page_metadata(with_site(request), title=_("People"), path=request.get_full_path())
    return render(request, "blog/person_list.html", {"page": page, "rows": rows, "metadata": metadata})


@public(*SECTIONS)
def person_page(request: HttpRequest, now: datetime, slug: str) -> HttpResponse:
    person = find(_shown, slug, now)
    times = times_of([person.pk])[person.pk]
    answered = _spoken(person, Turn.Kind.ANSWER, now, times.answered)
    said = _spoken(person, Turn.Kind.REMARK, now, times.said)
    written = Authorship.objects.filter(person=person)
    kinds: dict[str, Pageable] = {
        "answered": answered,
        "asked": _spoken(person, Turn.Kind.QUESTION, now, times.asked),
        "said": said.exclude(pk__in=answered.values("pk")),
        "wrote": _essays(written, now, request.GET.get("wrote"), times.wrote),
        "quoting": _essays(_places(person), now, request.GET.get("quoting"), times.quoted),
    }
    context = {
        "person": person,
        "times": times,
        "capacities": capacities(person, now),
        "sections": sections(request, kinds),
        "metadata": page_metadata(
            with_site(request), title=person.name, path=request.get_full_path(), image=person.portrait
        ),
    }
    return render(request, "blog/person_detail.html", context)


def _shown(now: datetime) -> QuerySet[Person, Person]:
    people = Person.objects.visible(now).select_related("portrait")
    return people.prefetch_related("portrait__renditions", "aliases")


def _spoken(person: Person, kind: str, now: datetime, known: int) -> ExcerptQuerySet:
    turns = Turn.objects.filter(person=person, kind=kind)
    return among(Excerpt.objects.visible(now), turns, "excerpt", known).for_cards()


def _places(person: Person) -> PlacementQuerySet:
    """Where an excerpt is placed in which `person` speaks."""
    return Placement.objects.filter(excerpt__turns__person=person)


def _essays(links: QuerySet[Any], now: datetime, before: str | None, known: int) -> PostQuerySet:
    """Those that `links` lead to, of which the page behind `before` will be asked for."""
    posts = among(Post.objects.published(until(now, before)), links, "post", known)
    return posts.only("title", "slug", "language", "published_at")
