"""`manage.py prepare` and `manage.py serve`, as a person starts them."""

import os
import socket
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.site import Site

pytestmark = pytest.mark.full


@pytest.fixture
def blank(new_database: Callable[[], str], tmp_path: Path) -> Iterator[Site]:
    """A site nothing was done for yet."""
    site = Site(tmp_path / "blank", new_database())
    yield site
    site.end()


def status(address: str) -> int:
    return int(urllib.request.urlopen(address).status)


def test_says_where_it_is_and_ends_with_the_owners_link(site: Site) -> None:
    served = site.serve()
    (address,), link = served.said, served.next_line()

    port = site.port
    assert address == f"The site is at http://127.0.0.1:{port}/  (port {port}; Ctrl+C ends it)\n"
    assert link.startswith("Make yourself its owner, with a link that works once: ")
    owner = link.split()[-1]
    assert owner.startswith(f"http://127.0.0.1:{port}/accounts/")
    assert status(owner) == 200


@pytest.mark.one_engine
def test_a_taken_port_is_one_line_naming_the_setting_before_anything_is_prepared(blank: Site) -> None:
    with socket.create_server(("127.0.0.1", blank.port)):
        told = blank.told("serve", "--prepare")

    complaint = f"CommandError: Port {blank.port} is taken. Choose another with PORT: PORT=8001 make run\n"
    assert told == (1, "", complaint)


@pytest.mark.one_engine
def test_a_folder_is_served_once(site: Site) -> None:
    served = site.serve()
    with socket.create_server(("127.0.0.1", 0)) as door:
        site.env["PORT"] = str(door.getsockname()[1])

    told = site.told("serve")

    pid = served.process.pid
    assert told == (
        1,
        "",
        f"CommandError: Process {pid} serves this site already. End it, or give this one another DATA_DIR.\n",
    )


@pytest.mark.one_engine
def test_what_a_process_wrote_that_is_no_more_stops_nobody(site: Site) -> None:
    (site.folder / "serve.pid").write_text(f"{os.getpid()}\n")

    served = site.serve()

    assert (site.folder / "serve.pid").read_text() == f"{served.process.pid}\n"


@pytest.mark.one_engine
def test_a_bad_setting_is_one_line_naming_it(blank: Site) -> None:
    blank.env["PORT"] = "http"

    complaint = "The settings cannot be used. PORT: write a number from 1 to 65535\n"
    assert blank.told("serve") == (1, "", complaint)


def test_says_so_if_the_database_is_not_ready(blank: Site) -> None:
    process = blank.manage("serve")
    assert process.stderr

    complaint = "The database is not ready: end this, and run `manage.py prepare`.\n"
    assert complaint in iter(process.stderr.readline, "")  # the worker complains, too


@pytest.mark.one_engine  # on the other the next two do
def test_prepares_and_serves_in_one(blank: Site) -> None:
    served = blank.serve("--prepare")

    said = [*served.said, served.next_line()]
    assert [line.split(" ", 2)[0] for line in said] == ["Preparing", "Loading", "The", "Make"]
    pages = [status(f"http://127.0.0.1:{blank.port}/") for _ in range(4)]
    assert pages == [200] * 4


def test_two_may_prepare_at_once_and_a_third_finds_nothing_to_do(blank: Site) -> None:
    both = [blank.manage("prepare"), blank.manage("prepare")]

    for process in both:
        process.communicate(timeout=120)
    assert [process.returncode for process in both] == [0, 0]
    assert blank.told("prepare") == (0, "", "")


@pytest.mark.parametrize("command", ["prepare", "recount"])
def test_a_database_that_cannot_be_opened_is_one_line_naming_the_setting(blank: Site, command: str) -> None:
    blank.env["DATABASE_URL"] = "sqlite:////no/such/folder/site.sqlite3"

    code, _, err = blank.told(command)

    assert code == 1
    assert err == "DATABASE_URL: the database cannot be used. unable to open database file\n"


def test_a_database_without_tables_is_one_line_that_says_what_makes_them(blank: Site) -> None:
    code, _, err = blank.told("recount")

    assert code == 1
    assert len(err.splitlines()) == 1
    assert err.startswith("DATABASE_URL: the database is not ready: ")
    assert err.endswith(". Bring it to this release: manage.py prepare\n")
