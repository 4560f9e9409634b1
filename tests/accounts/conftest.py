"""A clock that stands until it is moved."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine


@pytest.fixture
def clock(now: datetime) -> Iterator[Any]:
    with time_machine.travel(now, tick=False) as clock:
        yield clock
