"""Verbs on excerpts: from an exchange as read to rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher

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
from blog.transcripts import Exchange, names_a_person
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
    excerpt = Excerpt.objects.create(slug=slug, raw=raw, created_by=by, created_at=now, modified_at=now)
    claim(excerpt, slug)
    _write(excerpt, exchange, now)
    record(excerpt, by=by, now=now, note=_("saved"))
    return excerpt


def change(excerpt: Excerpt, exchange: Exchange, *, by: User | None, now: datetime, note: str = "") -> bool:
    """Give `excerpt` the words of `exchange`; False, and nothing written, where it has them already."""
    if excerpt.as_exchange() == settled(exchange):
        return False
    excerpt.version += 1
    excerpt.modified_at = now
    _write(excerpt, exchange, now)
    record(excerpt, by=by, now=now, note=note or _("changed"))
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
    return {"fence": excerpt.as_fence(), "slug": excerpt.slug}


def record(excerpt: Excerpt, *, by: User | None, now: datetime, note: str) -> None:
    """Keep a snapshot of the excerpt as it is now."""
    data = snapshot(excerpt)
    Revision.objects.create(
        excerpt=excerpt, version=excerpt.version, data=data, note=note[:300], by=by, at=now
    )


def mend_first_shown(excerpts: Sequence[int]) -> None:
    """Store again when each of these excerpts (ids) first stood, or will stand, in a post."""
    first = Min("posts__published_at", filter=Q(posts__withdrawn_at=None))
    rows = Excerpt.objects.filter(pk__in=excerpts).values_list("pk", "first_shown_at").annotate(first=first)
    changed = {pk: shown for pk, stored, shown in rows if stored != shown}
    for pk, shown in changed.items():
        Excerpt.objects.filter(pk=pk).update(first_shown_at=shown)
    search.index(Excerpt.objects.filter(pk__in=changed))


def _write(excerpt: Excerpt, exchange: Exchange, now: datetime) -> None:
    exchange = settled(exchange)
    excerpt.context, excerpt.language = exchange.context, exchange.language
    excerpt.said = exchange.source.date if exchange.source else exchange.said
    excerpt.source = source_for(exchange.source, excerpt.said) if exchange.source else None
    asked = next((turn for turn in exchange.turns if turn.kind == "question"), exchange.turns[0])
    excerpt.question = asked.text
    _write_turns(excerpt, exchange.turns)
    excerpt.save()
    checking.compare(excerpt, now=now)
    search.index(excerpt)


def _write_turns(excerpt: Excerpt, spoken: Sequence[SpokenTurn]) -> None:
    """Rows for `spoken`; a turn that was there before keeps its row, and so its number and person."""
    rows = list(excerpt.turns.order_by("position"))
    kept = _pair(rows, spoken)
    excerpt.turns.exclude(pk__in=[row.pk for row in kept.values()]).delete()
    for position, turn in enumerate(spoken):
        row = kept.get(position)
        if row is None:
            excerpt.last_turn_number += 1
            row = Turn(excerpt=excerpt, number=excerpt.last_turn_number, label="")
        if row.label != turn.label:
            row.label, row.person = turn.label, person_for(turn.label)
            row.unmatched = row.person is None and names_a_person(turn.label)
        _fill(row, turn, position)
        row.save()


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
