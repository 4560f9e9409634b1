"""Looking at what sources have become. Nothing is locked while a page is fetched."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.models import User
from blog import caching
from blog.evidence.drift import Seen, judge, judge_failure
from blog.evidence.fetch import NotFetched, fetch_text
from blog.evidence.fetching import Found
from blog.evidence.formats import Text
from blog.models import Check, Look, Outcome, Source
from blog.models.check import PASSED
from blog.models.look import KEPT, TOLD
from blog.models.snapshot import Origin, digest_of
from blog.publishing import library
from blog.publishing.verb import verb

type Fetch = Callable[[str], tuple[Found, Text]]

_DAY, _WEEK, _LONG = timedelta(days=1), timedelta(days=7), timedelta(days=10)
_EAGER = 7
"""So many looks in a row at a source that is dead are a day apart."""
_CLAIMED = timedelta(hours=1)
"""Who looks has so long before another does: time enough, and little to wait after a kill."""


def watched(now: datetime) -> QuerySet[Source]:
    """What may be looked at, the longest due first. A site is not asked for what no reader has seen."""
    quoted = Source.objects.visible(now).filter(url__regex=r"^https?://")
    return quoted.order_by("look_due", "pk")


def due(now: datetime) -> QuerySet[Source]:
    return watched(now).filter(_due(now))


def claim(source: Source, *, now: datetime, even_if_not_due: bool = False) -> bool:
    """Whether the source is ours to look at: of two who ask at once, one is told so."""
    mine = Q(pk=source.pk) if even_if_not_due else Q(pk=source.pk) & _due(now)
    return bool(Source.objects.filter(mine).update(look_due=now + _CLAIMED))


def look(source: Source, *, now: datetime, allowed: bool = True, fetch: Fetch = fetch_text) -> Look | None:
    """See what stands at its address, and keep that. None where the source has another address meanwhile."""
    if not allowed:
        return record(source, judge_failure("robots"), now=now)
    quotes, known = _quotations(source)
    try:
        found, text = fetch(source.url)
    except NotFetched as why:
        return record(source, judge_failure(why.reason, why.status), now=now)
    seen = judge(source.url, found.url, text.text, has_moved=found.has_moved, quotes=quotes, known=known)
    return record(source, seen, now=now)


@verb
def record(source: Source, seen: Seen, *, now: datetime) -> Look | None:
    """Keep a look at the address `source` had. Readers' pages are old only where they tell something else."""
    row = Source.objects.filter(pk=source.pk, url=source.url).first()
    if row is None:
        return None
    found = _add(row, seen, now)
    told = row.told
    if found.outcome not in TOLD or found.since.date() != now.date():
        _agree(row, found, seen)
    elif row.outcome in TOLD and row.outcome != found.outcome:
        row.forget_looks()
    row.look_due = now + _patience(found)
    row.save(update_fields=["outcome", "outcome_since", "gone", "look_due"])
    if row.told != told:
        caching.next_generation(now)
    return found


def new_address(source: Source) -> str:
    """Where its page has moved to, by the last look that told anything; "" for nowhere."""
    told = source.looks.filter(url=source.url).exclude(outcome=Outcome.UNKNOWN).first()
    return told.moved_to if told else ""


@verb
def take_new_address(source: Source, address: str, *, now: datetime, by: User | None = None) -> bool:
    """Let `source` stand where its page has moved to; False where that is not, or no longer, `address`."""
    row = Source.objects.filter(pk=source.pk).first()
    if row is None or not address or new_address(row) != address:
        return False
    row.url = address
    library.save(row, now=now, by=by)
    return True


def _due(now: datetime) -> Q:
    return Q(look_due=None) | Q(look_due__lte=now)


def _quotations(source: Source) -> tuple[set[str], set[str]]:
    """The words of its turns that have passed, and those of them that once stood at its very address."""
    snapshot = source.snapshots.as_facts().first()
    if snapshot is None:
        return set(), set()
    passed = Check.objects.filter(turn__excerpt__source=source, verdict__in=PASSED, sha256=snapshot.sha256)
    quotes = set(passed.values_list("turn__text", flat=True))
    if (snapshot.origin, snapshot.name) == (Origin.FETCHED, source.url):
        return quotes, quotes
    last = source.looks.filter(url=source.url).first()
    return quotes, {quote for quote in quotes if last and digest_of(quote) in last.stood}


def _add(source: Source, seen: Seen, now: datetime) -> Look:
    """The look, counted on from the one before that found the same; one that told nothing ends no row."""
    looks = source.looks.filter(url=source.url)
    last = looks.first()
    same = last if seen.outcome == "unknown" else looks.exclude(outcome=Outcome.UNKNOWN).first()
    if same and same.outcome != seen.outcome:
        same = None
    found = source.looks.create(
        at=now,
        url=source.url,
        outcome=seen.outcome,
        moved_to=seen.address,
        reason=seen.reason,
        status=seen.status,
        since=same.since if same else now,
        times=same.times + 1 if same else 1,
        stood=sorted({*(last.stood if last else []), *map(digest_of, seen.stood)}),
    )
    kept = source.looks.values_list("pk", flat=True)[:KEPT]
    source.looks.exclude(pk__in=list(kept)).delete()
    return found


def _agree(source: Source, found: Look, seen: Seen) -> None:
    """Let `source` say what was found: at once if all is well, of what readers are told on the second day."""
    if found.outcome != Outcome.UNKNOWN:
        source.outcome, source.outcome_since = found.outcome, found.since
        source.gone = sorted(map(digest_of, seen.gone))


def _patience(found: Look) -> timedelta:
    """How long until the next look."""
    if found.outcome == Outcome.DEAD:
        return _DAY if found.times < _EAGER else _WEEK
    if found.outcome == Outcome.CHANGED:
        return _DAY if found.times == 1 else _WEEK
    return _LONG
