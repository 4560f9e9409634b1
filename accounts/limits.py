"""How often a secret may be guessed, or mail asked for: so many times within an hour, whoever asks.

Counted in a table of its own, row-locked, so that several processes never count the same try once. Not in the
cache: it forgets entries when it is full, and whoever guesses could fill it.
"""

import ipaddress
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.http import HttpRequest

from accounts.models import Tries


@dataclass(frozen=True, slots=True)
class Limit:
    name: str
    most: int
    within: timedelta = timedelta(hours=1)


PASSWORD = Limit("password", 20)
CODE = Limit("code", 10)
"""A six-digit code guessed ten times an hour holds for years."""
MAIL = Limit("mail", 5)
"""Asked for by someone who does not say who they are."""
INVITATION = Limit("invitation", 50)
LINK = Limit("link", 60)
"""Secret addresses opened that are none."""


class TooMany(Exception):
    """No try is left until `again_at`."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"until {again_at}")
        self.again_at = again_at


def account(email: str) -> str:
    """Whom a limit counts for: the account of this address, whether or not there is one."""
    return f"account {email.strip().lower()}"


def client(request: HttpRequest) -> str:
    """Whom a limit counts for: where the request comes from; of IPv6 the network one customer is given."""
    found = address(request)
    ip = ipaddress.ip_address(found) if found else None
    return f"client {ipaddress.ip_network((ip, 64), strict=False) if ip and ip.version == 6 else ip}"


def address(request: HttpRequest) -> str | None:
    """Where a request comes from. REMOTE_ADDR is the truth: config.proxies has seen to it."""
    try:
        ip = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None  # a socket of this machine
    return str(getattr(ip, "ipv4_mapped", None) or ip)


@contextmanager
def guess(limit: Limit, *whom: str, now: datetime) -> Iterator[None]:
    """A guess within: it counts if the block raises, and is given back if it was right."""
    take(limit, *whom, now=now)
    yield
    give_back(limit, *whom, now=now)


def take(limit: Limit, *whom: str, now: datetime) -> None:
    """Count one try at `now` for each of `whom`. Raises TooMany, and counts nothing, if one has none left."""
    keys = _keys(limit, whom)
    _refuse_if_full(limit, Tries.objects.filter(pk__in=keys), now)  # so that a flood waits for no lock
    if Tries.objects.filter(over_at__lt=now).exists():
        Tries.objects.filter(over_at__lt=now).delete()
    over_at = now + limit.within
    with transaction.atomic():
        rows = [_locked(key, over_at) for key in keys]
        _refuse_if_full(limit, rows, now)
        for row in rows:
            row.times = [*_within(limit, row, now), now.timestamp()]
            row.over_at = over_at
            row.save()


def _refuse_if_full(limit: Limit, rows: Iterable[Tries], now: datetime) -> None:
    left = [_within(limit, row, now) for row in rows]
    full = [times[0] for times in left if len(times) >= limit.most]
    if full:
        raise TooMany(datetime.fromtimestamp(max(full), UTC) + limit.within)


def _within(limit: Limit, row: Tries, now: datetime) -> list[float]:
    """The tries that still count at `now`, oldest first."""
    return [time for time in row.times if time > (now - limit.within).timestamp()]


@transaction.atomic
def give_back(limit: Limit, *whom: str, now: datetime) -> None:
    """Take back what `take` counted at `now`."""
    for row in Tries.objects.select_for_update().filter(pk__in=_keys(limit, whom)).order_by("pk"):
        if now.timestamp() in row.times:
            row.times.remove(now.timestamp())
            row.save(update_fields=["times"])


def forgive(limit: Limit, who: str) -> None:
    """Let `who` try anew: they have shown otherwise who they are."""
    Tries.objects.filter(pk__in=_keys(limit, [who])).delete()


def _keys(limit: Limit, whom: tuple[str, ...] | list[str]) -> list[str]:
    """In order, so that two that want the same rows never wait for each other."""
    return sorted(sha256(f"{limit.name} {who}".encode()).hexdigest() for who in whom)


def _locked(key: str, over_at: datetime) -> Tries:
    row, _ = Tries.objects.select_for_update().get_or_create(what=key, defaults={"over_at": over_at})
    return row
