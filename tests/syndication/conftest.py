"""What every test of feeds and sitemaps stands on."""

import pytest

from blog.syndication import sitemaps


@pytest.fixture(autouse=True)
def _low_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sitemap in one piece: PostgreSQL gives no number twice, so after many tests a few rows lie far up."""
    monkeypatch.setattr(sitemaps, "SHARD", 1_000_000)
