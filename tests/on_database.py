"""What is told again on PostgreSQL: marks that tests get by what they ask for and where they stand.

`database`: may reach the database of the run. To all others pytest-django keeps it shut, and a process of its
own gets one by `new_database` only.
`one_engine`: shows what no engine changes, so `.ci/run` does not repeat it. By hand; by counting queries,
which the code decides; and in the rooms of pages, which show what is made of rows once these are read: there
whoever looks at finding, order, paging or who may see what marks itself `every_engine`.
"""

import pytest

DOORS = {"django_db_setup", "live_server", "new_database"}
COUNTERS = {"django_assert_num_queries", "django_assert_max_num_queries"}
ROOMS_OF_PAGES = {"admin", "blog", "house", "media", "syndication"}


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asks_for = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or not DOORS.isdisjoint(asks_for):
            item.add_marker("database")
        of_pages = item.path.parent.name in ROOMS_OF_PAGES and not item.get_closest_marker("every_engine")
        if of_pages or not COUNTERS.isdisjoint(asks_for):
            item.add_marker("one_engine")
