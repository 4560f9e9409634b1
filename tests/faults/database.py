"""A database for one throw-away site, of the kind that DATABASE_URL names to the tests.

SQLite's is the file in the site's folder. PostgreSQL's is a new one beside the tests' own.
"""

import os
import secrets
from urllib.parse import urlsplit

TESTS_OWN = urlsplit(os.environ.get("DATABASE_URL", ""))


def new() -> str:
    """The DATABASE_URL of a database that is yet empty. "": SQLite, in the folder."""
    if not TESTS_OWN.scheme.startswith("postgres"):
        return ""
    name = f"faults_{secrets.token_hex(6)}"
    _order(f"CREATE DATABASE {name}")
    return TESTS_OWN._replace(path=f"/{name}").geturl()


def copy(source: str, empty: str) -> None:
    """Fill one with another's content, to which nobody may be connected."""
    if empty:
        _order(f"DROP DATABASE {_name(empty)}")
        _order(f"CREATE DATABASE {_name(empty)} TEMPLATE {_name(source)}")


def drop(database: str) -> None:
    if database:
        _order(f"DROP DATABASE {_name(database)} WITH (FORCE)")


def _name(database: str) -> str:
    return urlsplit(database).path.removeprefix("/")


def _order(sql: str) -> None:
    import psycopg  # where the tests run on SQLite it may be missing

    with psycopg.connect(TESTS_OWN._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(sql)


def take_away(database: str) -> None:
    """End every connection to it and refuse new ones, as a server does that is being restarted."""
    _order(f"ALTER DATABASE {_name(database)} ALLOW_CONNECTIONS false")
    _order(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name(database)}'")


def give_back(database: str) -> None:
    _order(f"ALTER DATABASE {_name(database)} ALLOW_CONNECTIONS true")
