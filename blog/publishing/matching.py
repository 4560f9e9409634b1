"""Which person a label means and which source a source line means."""

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from blog import search
from blog.models import Person, Source
from blog.models.addresses import make_slug, random_slug
from blog.models.redirect import free_slug
from blog.transcripts import SourceLine, fold_name, names_a_person

NEAR = 0.82
"""Likeness (0 to 1, difflib) from which another spelling may be the same person."""


def person_for(label: str) -> Person | None:
    """The one person known by this name or alias; a new one if nobody has a name like it.

    None for role words, and where several share the name or one has nearly this name: a guess
    would put words into the wrong mouth, so the author is asked instead.
    """
    if not names_a_person(label):
        return None
    if known := list(Person.objects.named(label)[:2]):
        return known[0] if len(known) == 1 else None
    return None if near(label) else new_person(label)


def is_new_name(label: str) -> bool:
    """Whether it names somebody, and nobody here is known by it or by one like it."""
    return names_a_person(label) and not (Person.objects.named(label).exists() or near(label))


def new_person(name: str) -> Person:
    """A person of this name with an address of their own."""
    name = " ".join(name.split())[:120]
    slug = free_slug(Person, make_slug(name) or random_slug("person"))
    person = Person.objects.create(name=name, slug=slug)
    search.index(person)
    return person


def near(label: str) -> list[Person]:
    """People whose names share a word or a beginning with this one and look alike, likeliest first."""
    return near_each([label], Person.objects.all())[label]


def near_each(labels: Collection[str], people: QuerySet[Person]) -> dict[str, list[Person]]:
    """The same of each of these labels, among `people`, in one query."""
    keys = {label: fold_name(label) for label in labels}
    likely = list(people.filter(reduce(or_, map(_shares, keys.values()), Q(pk=None)))[: 200 * len(keys)])
    return {label: _likeliest(key, likely) for label, key in keys.items()}


def _shares(key: str) -> Q:
    """People with a word or the beginning of this name."""
    words = key.split()
    shares = Q(key__startswith=words[0][:3])
    for word in words:
        shares |= Q(key__endswith=f" {word}") | Q(key__startswith=f"{word} ") | Q(key=word)
    return shares


def _likeliest(key: str, people: Iterable[Person]) -> list[Person]:
    likeness = [(_alike(key, person.key), person) for person in people if person.key != key]
    return [person for how, person in sorted(likeness, key=lambda pair: -pair[0]) if how >= NEAR]


def _alike(one: str, other: str) -> float:
    """How alike two folded names are; an initial or a missing first name counts as alike."""
    first, second = one.replace(".", "").split(), other.replace(".", "").split()
    if first and second and first[-1] == second[-1] and _first_names_agree(first[:-1], second[:-1]):
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _first_names_agree(one: list[str], other: list[str]) -> bool:
    if not one or not other:
        return True
    return min(len(one[0]), len(other[0])) == 1 and one[0][0] == other[0][0]


def source_for(line: SourceLine, said: str) -> Source:
    """The source with this title and address, and no other date; else a new one."""
    title = line.title or line.url
    for source in sources_like(line):
        if not said or not source.said or source.said == said:
            return source
    slug = free_slug(Source, make_slug(title) or random_slug("source"))
    source = Source.objects.create(title=title, url=line.url, slug=slug, said=said)
    search.index(source)
    return source


def sources_like(line: SourceLine) -> QuerySet[Source]:
    """Those with this title and address, oldest first."""
    return Source.objects.filter(title=line.title or line.url, url=line.url).order_by("pk")
