"""The mark `database`: of every test that may reach the database of the run, and of no other.

`.ci/run` repeats these alone on PostgreSQL, but for those marked `one_engine`. Tests mark themselves by what
they ask for: to all others pytest-django keeps the database shut, and a process of its own gets one by
`new_database` only.
"""

import pytest

DOORS = {"django_db_setup", "live_server", "new_database"}


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("django_db") or not DOORS.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("database")
