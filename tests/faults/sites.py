"""Throw-away sites, for each test that asks for one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import database
from tests.faults.site import Site


@pytest.fixture(scope="session")
def new_database() -> Callable[[], str]:
    """Makes a database for one site, of the kind that the tests run on: for a site the only way to one."""
    return database.new


@pytest.fixture(scope="session")
def new_site(new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Migrated and empty, to copy: copying is much quicker than migrating."""
    site = Site(tmp_path_factory.mktemp("new") / "data", new_database())
    site.run("migrate", "--verbosity=0")
    yield site
    site.end()


@pytest.fixture
def site(new_site: Site, new_database: Callable[[], str], tmp_path: Path) -> Iterator[Site]:
    site = new_site.copy(tmp_path / "data", new_database())
    yield site
    site.end()
