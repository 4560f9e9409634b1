"""Two rows that are one: two spellings of a tag, two pages of one person, one source entered twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Action, User
from accounts.models import record as audit
from blog import caching, search
from blog.models import Excerpt, Person, Post, Redirect, Revision, Source, Tag, Turn, WorkingCopy
from blog.models.person import person_key
from blog.models.redirect import free_slug, remember
from blog.models.tag import ExcerptTag, PostTag, tag_key, tag_slug
from blog.publishing import checking, excerpts, library
from blog.publishing.post_rows import write_authors
from blog.publishing.verb import verb

type Shared = Tag | Person | Source

_FILLED = ("publisher", "kind", "participants", "said", "published", "url", "accessed")
"""What a source lacks it takes from the one merged into it."""


class CannotMerge(Exception):
    """Why these two stay two, in words. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many essays and excerpts use a row."""

    essays: int
    excerpts: int


def reach(row: Shared) -> Reach:
    if isinstance(row, Tag):
        return Reach(row.post_tags.count(), row.excerpt_tags.count())
    if isinstance(row, Person):
        quoting = Excerpt.objects.filter(turns__person=row).distinct()
        return Reach(row.authorships.count(), quoting.count())
    essays = Post.objects.filter(placements__excerpt__source=row).distinct()
    return Reach(essays.count(), row.excerpts.count())


def check(row: Shared, into: Shared) -> None:
    """Raise CannotMerge where `row` cannot become `into`."""
    if row == into:
        raise CannotMerge(_("These are the same already. Choose another."))
    if isinstance(row, Person) and isinstance(into, Person) and row.user_id and into.user_id:
        said = _(
            "Both %(one)s and %(other)s sign in. An account belongs to one person; untie one of them first."
        )
        raise CannotMerge(said % {"one": row, "other": into})


@verb
def merge[Row: (Tag, Person, Source)](row: Row, into: Row, *, by: User | None, now: datetime) -> Row:
    """Let `into` stand wherever `row` stood, and at its addresses; `row` is gone. Cannot be undone.

    Raises CannotMerge, also where either is gone by now.
    """
    there = type(row)._default_manager.select_for_update().in_bulk([row.pk, into.pk])
    if row.pk not in there or into.pk not in there:
        raise CannotMerge(_("One of the two is no longer there: it was merged or deleted meanwhile."))
    row, into = there[row.pk], there[into.pk]
    check(row, into)
    said, slug, kind = f"{row} → {into}", row.slug, str(row._meta.model_name)
    match row, into:
        case Tag(), Tag():
            _merge_tags(row, into)
        case Person(), Person():
            _merge_people(row, into)
        case Source(), Source():
            _merge_sources(row, into, by=by, now=now, said=said)
    search.index(*_told_of(into))
    Redirect.objects.filter(**{kind: row}).update(**{kind: into})
    row.delete()
    remember(into, slug)
    audit(Action.MERGED, by=by, about=into, detail=said, now=now)
    caching.next_generation(now)
    return into


@verb
def rename_tag(tag: Tag, name: str, *, by: User | None, now: datetime) -> Tag:
    """Call `tag` so from now on; its address is made of the new name, and the former one leads there.

    Raises CannotMerge where another tag has the name: merge the two instead.
    """
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    name = " ".join(name.split())
    if Tag.objects.filter(key=tag_key(name)[:100]).exclude(pk=tag.pk).exists():
        raise CannotMerge(_("There is a tag “%(name)s” already. Merge the two instead.") % {"name": name})
    if tag_key(name) != tag.key:
        tag.slug = free_slug(Tag, tag_slug(tag_key(name)), besides=tag.pk)
    tag.name = name
    library.save(tag, now=now, by=by)
    return tag


def _told_of(into: Shared) -> list[Any]:
    """What is found by `into`, after it has taken the place of another: itself, and all that names it."""
    match into:
        case Tag():
            named = (Post.objects.filter(post_tags__tag=into), Excerpt.objects.filter(excerpt_tags__tag=into))
            return list(named)
        case Person():
            quoting = Excerpt.objects.filter(turns__person=into).distinct()
            return [into, Post.objects.filter(authorships__person=into), quoting]
        case _:
            return [into, Excerpt.objects.filter(source=into)]


def _merge_tags(row: Tag, into: Tag) -> None:
    for through in (PostTag, ExcerptTag):
        tagged = through._default_manager.filter(tag=row)
        has_both = through._default_manager.filter(tag=into).values("content_object")
        tagged.filter(content_object__in=has_both).delete()
        tagged.update(tag=into)


def _merge_people(row: Person, into: Person) -> None:
    Turn.objects.filter(person=row).update(person=into)
    for post in Post.objects.filter(authorships__person=row):
        authors = post.authorships.values_list("person_id", flat=True)
        write_authors(post, [into.pk if pk == row.pk else pk for pk in authors], None)
    for kept in (WorkingCopy, Revision):
        _rename_author(kept, row.pk, into.pk)
    known = {person_key(into.name), *into.aliases.values_list("key", flat=True)}
    for name in [row.name, *row.aliases.values_list("name", flat=True)]:
        if person_key(name) not in known:
            known.add(into.aliases.create(name=name).key)
    into.links = _all_of(into.links, row.links)
    into.about = into.about or row.about
    into.portrait = into.portrait or row.portrait
    into.reply_to = into.reply_to or row.reply_to
    into.fediverse = into.fediverse or row.fediverse
    into.hidden = into.hidden or row.hidden
    if row.user:
        into.user, row.user = row.user, None
        row.save(update_fields=["user"])
    into.save()


def _rename_author(kept: type[WorkingCopy] | type[Revision], former: int, present: int) -> None:
    """Name the author by the present id in the texts that wait and in the history, which say ids."""
    rows = kept._default_manager.values_list("pk", "data__authors")
    holding = [pk for pk, authors in rows.iterator() if authors and former in authors]
    for row in kept._default_manager.filter(pk__in=holding):
        ids = [present if pk == former else pk for pk in row.data["authors"]]
        row.data["authors"] = list(dict.fromkeys(ids))
        row.save(update_fields=["data"])


def _merge_sources(row: Source, into: Source, *, by: User | None, now: datetime, said: str) -> None:
    told_alike = bool(into.url or not row.url)
    touched = Excerpt.objects.filter(source__in=[row] if told_alike else [row, into])
    ids = list(touched.values_list("pk", flat=True))
    before = _boxes(ids)
    for name in _FILLED:
        setattr(into, name, getattr(into, name) or getattr(row, name))
    into.archive_urls = _all_of(into.archive_urls, row.archive_urls)
    into.save()
    row.excerpts.update(source=into)
    row.snapshots.exclude(sha256__in=into.snapshots.values("sha256")).update(source=into)
    for excerpt in Excerpt.objects.with_turns().filter(pk__in=ids):
        excerpt.version += 1
        excerpt.modified_at = now
        excerpt.save(update_fields=["version", "modified_at"])
        excerpts.record(excerpt, by=by, now=now, note=_("sources merged: %(said)s") % {"said": said})
    checking.compare_all_of(into, now=now)
    _refresh_waiting_boxes(before, _boxes(ids))


def _boxes(ids: Iterable[int]) -> dict[str, tuple[str, int]]:
    """What the Transcript boxes of these excerpts say, and their versions, by slug."""
    rows = Excerpt.objects.with_turns().filter(pk__in=ids)
    return {row.slug: (row.as_box(), row.version) for row in rows}


def _refresh_waiting_boxes(before: dict[str, tuple[str, int]], after: dict[str, tuple[str, int]]) -> None:
    """Boxes that wait as they were opened follow the source; edited ones are asked about at the next save."""
    for copy in WorkingCopy.objects.filter(post__placements__excerpt__slug__in=before).distinct():
        for box in copy.data["boxes"]:
            if before.get(box["slug"]) == (box["text"], box["version"]):
                box["text"], box["version"] = after[box["slug"]]
        copy.save(update_fields=["data"])


def _all_of(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*one, *other]))
