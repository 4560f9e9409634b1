"""The counting of tries: exact, also with several processes, and forgotten when it no longer matters."""

from datetime import datetime, timedelta

import pytest

from accounts import limits
from accounts.limits import Limit, TooMany
from accounts.models import Tries
from tests.faults.site import Site

pytestmark = pytest.mark.django_db


def test_a_network_of_ipv6_is_one_address() -> None:
    class Request:
        def __init__(self, address: str) -> None:
            self.META = {"REMOTE_ADDR": address}

    found = [
        limits.client(Request(address))  # type: ignore[arg-type]
        for address in (
            "2001:db8:1:2::1",
            "2001:db8:1:2:ffff::9",
            "2001:db8:1:3::1",
            "::ffff:192.0.2.1",
            "192.0.2.1",
            "",
        )
    ]

    assert found == [
        "client 2001:db8:1:2::/64",
        "client 2001:db8:1:2::/64",
        "client 2001:db8:1:3::/64",
        "client 192.0.2.1",
        "client 192.0.2.1",
        "client None",
    ]


def test_the_limits_own_arithmetic(now: datetime) -> None:
    limit = Limit("test", 2, timedelta(minutes=10))

    limits.take(limit, "a", "b", now=now)
    limits.take(limit, "a", "c", now=now + timedelta(minutes=4))
    with pytest.raises(TooMany) as refused:
        limits.take(limit, "a", "d", now=now + timedelta(minutes=5))
    limits.take(limit, "d", now=now + timedelta(minutes=5))
    limits.take(limit, "a", now=now + timedelta(minutes=10))

    assert refused.value.again_at == now + timedelta(minutes=10)


def test_what_no_longer_counts_is_forgotten(now: datetime) -> None:
    for number in range(5):
        limits.take(limits.MAIL, str(number), now=now)

    limits.take(limits.MAIL, "later", now=now + timedelta(hours=1, seconds=1))

    assert Tries.objects.count() == 1


HAMMER = """
from datetime import UTC, datetime
from accounts import limits
taken = 0
for _ in range(10):
    try:
        limits.take(limits.PASSWORD, "account", "client {number}", now=datetime.now(UTC))
        taken += 1
    except limits.TooMany:
        pass
print(taken)
"""


@pytest.mark.full
def test_eight_processes_at_once_take_no_more(site: Site) -> None:
    taken = site.at_once(*(HAMMER.format(number=number) for number in range(8)))

    assert sum(int(count) for count in taken) == 20
