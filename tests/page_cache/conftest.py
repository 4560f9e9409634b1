"""Answers are closed here without Django's test client, which keeps the connection of a test open."""

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
