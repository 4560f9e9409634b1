"""What `.ci/run` tells again on PostgreSQL: by its own words for it, and never quietly less."""

import re
import shlex
import subprocess
import sys

import pytest

from tests.house import ROOT

AGAIN = """
    accounts/test_limits accounts/test_users
    admin/test_finding admin/test_lists admin/test_roles
    backup/test_restore
    blog/test_not_found blog/test_onward blog/test_post_list blog/test_tag_pages
    faults/test_backup faults/test_kill_rounds faults/test_killed faults/test_two_editors faults/test_writers
    house/test_migrations house/test_outage house/test_prepare
    media/test_uploads
    models/test_paging models/test_visibility
    page_cache/test_generation
    publishing/test_deleting publishing/test_merging publishing/test_overtaking publishing/test_saving
    search/test_corpus search/test_indexing
    syndication/test_announced syndication/test_sitemap
    tasks/test_tasks
    transfer/test_remove_samples
    walk/test_in_time walk/test_public_walk walk/test_who_may
"""
"""Where an engine may differ: SQL, order, constraints, locks, transactions, search, time, migrations."""


@pytest.mark.full
def test_what_an_engine_may_change_is_told_on_both() -> None:
    words = re.search(r"'TESTS=(-m .*)'", (ROOT / ".ci" / "run").read_text())
    assert words
    files = {f"tests/{name}.py" for name in AGAIN.split()}
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-q", *shlex.split(words[1]), *sorted(files)]
    said = subprocess.run(collect, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert {line.partition("::")[0] for line in said.splitlines() if "::" in line} == files
