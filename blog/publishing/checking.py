"""Quotations compared with their sources: again whenever either changes, or the rules do."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from blog import caching, search
from blog.evidence.verbatim import CONTRACT, check_all
from blog.models import Check, Excerpt, Snapshot, Source, Turn
from blog.publishing.locating import locate
from blog.publishing.verb import verb


def compare(excerpt: Excerpt, *, now: datetime) -> None:
    """Keep what comparing each turn of `excerpt` with its source finds. Part of the verb that changed it."""
    snapshot = excerpt.source.snapshot if excerpt.source else None
    turns = list(excerpt.turns.select_related("found"))
    _compare(turns, snapshot, now=now)
    locate(excerpt, turns, snapshot)


def compare_all_of(source: Source, *, now: datetime) -> None:
    """The same for every excerpt of `source`, after it has been kept anew."""
    turns = Turn.objects.filter(excerpt__source=source).select_related("found")
    _compare(turns, source.snapshot, now=now)
    locate_all_of(source)
    search.index(Excerpt.objects.filter(source=source))


def locate_all_of(source: Source) -> None:
    """Find the places of its excerpts again, also after its address alone has changed."""
    snapshot = source.snapshot
    for excerpt in source.excerpts.select_related("source"):
        locate(excerpt, excerpt.turns.select_related("found"), snapshot)


@verb
def choose(turn: Turn, start: int, *, now: datetime) -> Check | None:
    """Say that `turn` means the passage that begins at `start`. None where that is no longer to be chosen."""
    found = Check.objects.filter(turn=turn, verdict="ambiguous").first()
    if found is None or start not in {span[0] for span in found.spans}:
        return None
    found.chosen = start
    found.save(update_fields=["chosen"])
    excerpt = Excerpt.objects.select_related("source").get(pk=turn.excerpt_id)
    compare(excerpt, now=now)
    search.index(excerpt)
    caching.next_generation(now)
    return Check.objects.get(pk=found.pk)


@verb
def compare_outdated(excerpts: Iterable[Excerpt], *, now: datetime) -> None:
    """Compare these excerpts by the rules there are now."""
    for excerpt in Excerpt.objects.filter(pk__in=[row.pk for row in excerpts]).select_related("source"):
        compare(excerpt, now=now)
        search.index(excerpt)
    caching.next_generation(now)


def outdated() -> QuerySet[Excerpt]:
    """The excerpts that were compared by other rules."""
    by_others = Check.objects.exclude(contract=CONTRACT).values("turn__excerpt")
    return Excerpt.objects.filter(pk__in=by_others).select_related("source").order_by("pk")


def _compare(turns: Iterable[Turn], snapshot: Snapshot | None, *, now: datetime) -> None:
    quoted = []
    for turn in turns:
        if snapshot and turn.kind != Turn.Kind.EDITOR:
            quoted.append(turn)
        elif turn.checked:
            turn.checked.delete()
            turn.found = None
    if snapshot is None:
        return
    chosen = [_chosen(turn, snapshot) for turn in quoted]
    words = [turn.text for turn in quoted]
    found = check_all(list(zip(words, chosen, strict=True)), snapshot.text)
    for turn, start, finding in zip(quoted, chosen, found, strict=True):
        kept = {
            "verdict": finding.verdict,
            "contract": finding.contract,
            "sha256": snapshot.sha256,
            "at": now,
            "chosen": start,
            "spans": [[passage.start, passage.end] for passage in finding.passages],
            "folds": list(finding.folds),
            "omitted_words": finding.omitted_words,
            "diff": [list(change) for change in finding.diff],
        }
        turn.found, _made = Check.objects.update_or_create(turn=turn, defaults=kept)


def _chosen(turn: Turn, snapshot: Snapshot) -> int | None:
    """The place that was chosen for it, while the source says the same."""
    before = turn.checked
    return before.chosen if before and before.sha256 == snapshot.sha256 else None
