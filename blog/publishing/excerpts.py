"""Verbs on excerpts: from an exchange as read to rows."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher
from functools import cache

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from accounts.models import Action, User
from accounts.models import record as audit
from blog import caching, search
from blog.models import Excerpt, Person, Post, Revision, Turn
from blog.models.addresses import make_slug, numbered, random_slug
from blog.models.redirect import claim, free_slug, is_taken, remember
from blog.models.tag import set_tags
from blog.publishing import checking
from blog.publishing.limits import settled
from blog.publishing.matching import person_for, source_for
from blog.publishing.text import Refused, Stale
from blog.publishing.verb import verb
from blog.rendering import replace_places
from blog.transcripts import Exchange, names_a_person, write_fence
from blog.transcripts import Turn as SpokenTurn

QUESTION_WORDS = 8
TAKEN = frozenset(["feed"])
"""`/excerpts/feed.json` is the feed of excerpts."""


def slug_for(exchange: Exchange) -> str:
    """The first eight words of its first question, or of its first turn."""
    asked = next((turn for turn in exchange.turns if turn.kind == "question"), exchange.turns[0])
    return make_slug(" ".join(asked.text.split()[:QUESTION_WORDS])) or random_slug("excerpt")


def create(exchange: Exchange, *, slug: str, raw: str, by: User | None, now: datetime) -> Excerpt:
    """A new excerpt at `slug`, or at the nearest free address to it. `raw` is the text as pasted."""
    slug = make_slug(slug) or slug_for(exchange)
    slug = free_slug(Excerpt, numbered(slug, 2) if slug in TAKEN else slug)
    excerpt = Excerpt(slug=slug, raw=raw, created_by=by, created_at=now, modified_at=now)
    _write(excerpt, settled(exchange), by=by, now=now, note=_("saved"))
    return excerpt


def change(excerpt: Excerpt, exchange: Exchange, *, by: User | None, now: datetime, note: str = "") -> bool:
    """Give `excerpt` the words of `exchange`; False, and nothing written, where it has them already."""
    exchange = settled(exchange)
    if excerpt.as_exchange() == exchange:
        return False
    excerpt.version += 1
    excerpt.modified_at = now
    _write(excerpt, exchange, by=by, now=now, note=note or _("changed"))
    return True


@verb
def save(
    excerpt: Excerpt | None,
    exchange: Exchange,
    *,
    raw: str,
    by: User | None,
    now: datetime,
    tags: Sequence[str] | None = None,
    base_version: int | None = None,
    note: str = "",
) -> Excerpt:
    """An excerpt by itself, with or without a post: "Update excerpt", or a note for the inbox.

    Raises Stale if it is no longer at `base_version`.
    """
    if excerpt is None:
        excerpt = create(exchange, slug=exchange.slug, raw=raw, by=by, now=now)
    else:
        excerpt = Excerpt.objects.select_for_update().get(pk=excerpt.pk)
        if base_version is not None and excerpt.version != base_version:
            raise Stale(excerpt)
        shown = Post.objects.published(now).filter(placements__excerpt=excerpt)
        if change(excerpt, exchange, by=by, now=now, note=note) and shown.update(modified_at=now):
            audit(Action.UPDATED, by=by, about=excerpt, detail=note, now=now)
    if tags is not None:
        set_tags(excerpt, tags)
        search.index(excerpt)
    caching.next_generation(now)
    return excerpt


@verb
def name_speakers(excerpt: Excerpt, people: Mapping[str, Person | None], *, now: datetime) -> None:
    """Say which person each of these labels means in `excerpt`; None is nobody with a page."""
    for label, person in people.items():
        excerpt.turns.filter(label=label).update(person=person, unmatched=False)
    search.index(excerpt)
    caching.next_generation(now)


@verb
def rename(excerpt: Excerpt, slug: str, *, now: datetime, by: User | None = None) -> None:
    """Move `excerpt` to `slug`: its former address leads here, and the texts that place it follow.

    Raises Refused where something else stands there, never saying what.
    """
    former = excerpt.slug
    if slug == former:
        return
    if slug in TAKEN or is_taken(Excerpt, slug):
        raise Refused({"slug": [_("This address is taken.")]})
    claim(excerpt, slug)
    excerpt.slug = slug
    excerpt.save(update_fields=["slug"])
    remember(excerpt, former)
    audit(Action.RENAMED, by=by, about=excerpt, detail=f"{former} → {slug}", now=now)
    for post in Post.objects.filter(placements__excerpt=excerpt):
        post.body = replace_places(post.body, lambda own: f"[[qa: {slug if own == former else own}]]")
        post.segments = [
            {"excerpt": slug} if part.get("excerpt") == former else part for part in post.segments
        ]
        post.save(update_fields=["body", "segments"])
    caching.next_generation(now)


def snapshot(excerpt: Excerpt) -> dict[str, str]:
    """What a revision keeps: all of it as its fence tells it, and its address."""
    return _snapshot(excerpt, excerpt.as_exchange())


def _snapshot(excerpt: Excerpt, exchange: Exchange) -> dict[str, str]:
    return {"fence": write_fence(replace(exchange, slug=excerpt.slug)), "slug": excerpt.slug}


def record(excerpt: Excerpt, *, by: User | None, now: datetime, note: str) -> None:
    """Keep a snapshot of the excerpt as it is now."""
    _record(excerpt, excerpt.as_exchange(), by=by, now=now, note=note)


def _record(excerpt: Excerpt, exchange: Exchange, *, by: User | None, now: datetime, note: str) -> None:
    data = _snapshot(excerpt, exchange)
    Revision.objects.create(
        excerpt=excerpt, version=excerpt.version, data=data, note=note[:300], by=by, at=now
    )


def mend_first_shown(excerpts: Collection[int]) -> None:
    """Store again when each of these excerpts (ids) first stood, or will stand, in a post."""
    first = Min("posts__published_at", filter=Q(posts__withdrawn_at=None))
    rows = Excerpt.objects.filter(pk__in=excerpts).values_list("pk", "first_shown_at").annotate(first=first)
    changed: defaultdict[datetime | None, list[int]] = defaultdict(list)
    for pk, stored, shown in rows:
        if stored != shown:
            changed[shown].append(pk)
    for shown, keys in changed.items():
        Excerpt.objects.filter(pk__in=keys).update(first_shown_at=shown)
        search.index(*(Excerpt(pk=pk) for pk in keys))


def _write(excerpt: Excerpt, exchange: Exchange, *, by: User | None, now: datetime, note: str) -> None:
    """Save `excerpt` with the words of `exchange`, as rows tell it, and what follows from them."""
    excerpt.context, excerpt.language = exchange.context, exchange.language
    excerpt.said = exchange.source.date if exchange.source else exchange.said
    excerpt.source = source_for(exchange.source, excerpt.said) if exchange.source else None
    asked = next((turn for turn in exchange.turns if turn.kind == "question"), exchange.turns[0])
    excerpt.question = asked.text
    before = list(excerpt.turns.order_by("position")) if excerpt.pk else []
    turns = _turns(excerpt, before, exchange.turns)
    excerpt.save()
    _save_turns(excerpt, before, turns)
    checking.compare(excerpt, now=now)
    search.index(excerpt)
    _record(excerpt, exchange, by=by, now=now, note=note)


def _turns(excerpt: Excerpt, before: Sequence[Turn], spoken: Sequence[SpokenTurn]) -> list[Turn]:
    """Rows for `spoken`, to be saved; a turn that was there keeps its row, and so its number and person."""
    kept, rows = _pair(before, spoken), list[Turn]()
    person = cache(person_for)
    for position, turn in enumerate(spoken):
        row = kept.get(position)
        if row is None:
            excerpt.last_turn_number += 1
            row = Turn(excerpt=excerpt, number=excerpt.last_turn_number, label="")
        if row.label != turn.label:
            row.label, row.person = turn.label, person(turn.label)
            row.unmatched = row.person is None and names_a_person(turn.label)
        _fill(row, turn, position)
        rows.append(row)
    return rows


def _save_turns(excerpt: Excerpt, before: Sequence[Turn], turns: Sequence[Turn]) -> None:
    """Make these the turns of `excerpt`, instead of those `before`."""
    if gone := {row.pk for row in before} - {row.pk for row in turns}:
        excerpt.turns.filter(pk__in=gone).delete()
    for row in turns:
        if row.pk:
            row.save()
    Turn.objects.bulk_create(row for row in turns if row.pk is None)


def _fill(row: Turn, turn: SpokenTurn, position: int) -> None:
    row.position, row.kind, row.text = position, turn.kind, turn.text
    row.capacity, row.time_code, row.language = turn.capacity, turn.time, turn.language
    translation = turn.translation
    row.translation = translation.text if translation else ""
    row.translation_language = translation.language if translation else ""
    row.translator = translation.translator if translation else ""


def _pair(rows: Sequence[Turn], spoken: Sequence[SpokenTurn]) -> dict[int, Turn]:
    """Which row each position of `spoken` continues: first those alike, then replaced ones in order."""
    before = [(row.label, row.text) for row in rows]
    after = [(turn.label, turn.text) for turn in spoken]
    pairs: dict[int, Turn] = {}
    for how, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how in {"equal", "replace"}:
            pairs.update(zip(range(j1, j2), rows[i1:i2], strict=False))
    return pairs
