"""A site with uploads, and another place with nothing in it yet, on the database the tests run on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

type Elsewhere = Callable[[], AbstractContextManager[Path]]


@pytest.fixture
def site(transactional_db: None, settings: Settings, tmp_path: Path) -> Path:
    """The DATA_DIR of a site, whose uploads are there; its database is the tests'."""
    settings.DATA_DIR = folder = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.BACKUP_DIR = settings.DATA_DIR / "backups"
    for name, content in {
        "a1/boat.png": b"a boat",
        "b2/küste.txt": b"",
        "c3/" + "n" * 200: b"long" * 999,
    }.items():
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    return folder


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path) -> Elsewhere:
    """Within `elsewhere()`, the settings point to a new DATA_DIR and a database that is not there yet."""

    @contextmanager
    def enter() -> Iterator[Path]:
        settings.DATA_DIR = tmp_path / "elsewhere"
        settings.DATA_DIR.mkdir(exist_ok=True)
        settings.MEDIA_ROOT = settings.DATA_DIR / "media"
        with _another_database(settings.DATA_DIR):
            yield settings.DATA_DIR

    return enter


@contextmanager
def _another_database(folder: Path) -> Iterator[None]:
    former = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        # A database in memory lives as long as its connection, so that one is put aside.
        kept, connection.connection = connection.connection, None
        connection.settings_dict["NAME"] = str(folder / "site.sqlite3")
    else:
        kept = None
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{former}_elsewhere"')
        connection.close()
        connection.settings_dict["NAME"] = f"{former}_elsewhere"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = former, kept
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{former}_elsewhere"')
