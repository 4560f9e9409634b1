"""The mark `database`: of every test that may reach the database of the run, and of no other.

`.ci/run` repeats these alone on PostgreSQL, but for those marked `one_engine`: by hand, or here because they
count queries, which the code decides and no engine. Tests mark themselves by what they ask for: to all others
pytest-django keeps the database shut, and a process of its own gets one by `new_database` only.
"""

import pytest

DOORS = {"django_db_setup", "live_server", "new_database"}
COUNTERS = {"django_assert_num_queries", "django_assert_max_num_queries"}


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asks_for = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or not DOORS.isdisjoint(asks_for):
            item.add_marker("database")
        if not COUNTERS.isdisjoint(asks_for):
            item.add_marker("one_engine")
