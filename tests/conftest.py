"""The cast and the clock of every test, and the promise that no test is quietly left out."""

from datetime import UTC, datetime

import pytest

pytest_plugins = ["tests.nothing_skipped"]


@pytest.fixture
def now() -> datetime:
    """The instant a test happens at: aware, UTC. Pass it on; nothing reads the clock twice."""
    return datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
