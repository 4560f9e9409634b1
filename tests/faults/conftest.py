"""A throw-away site for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.site import Site


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Migrated and empty, to copy: copying is much quicker than migrating."""
    site = Site(tmp_path_factory.mktemp("new") / "data")
    yield site
    site.end()


@pytest.fixture
def site(new_site: Site, tmp_path: Path) -> Iterator[Site]:
    site = new_site.copy(tmp_path / "data")
    yield site
    site.end()
