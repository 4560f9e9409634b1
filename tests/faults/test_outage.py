"""A disk that is full, or takes nothing in: reading goes on, what is typed is kept, and all is well after."""

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.admin.page import fields
from tests.faults.browser import Answer, Browser
from tests.faults.database import TESTS_OWN, give_back, take_away
from tests.faults.processes import until
from tests.faults.site import Served, Site

pytestmark = pytest.mark.full

ESSAY = "/posts/the-last-boat/"
ADD = "/admin/blog/post/add/"
WORDS = "Nobody had read it to the end. " * 6000  # more than SQLite's journal has room for already


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Site]:
    """A site as it faces the world, with its samples, and with all that it keeps in `folder`."""
    site = Site(folder)
    site.env["DEBUG"] = ""
    try:
        site.run("prepare")
        yield site
    finally:
        site.end()


def fill(disk: Path) -> Callable[[], None]:
    """Leave no byte free. Returns what frees them."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return filler.unlink


def refuse_writes(served: Served) -> Callable[[], None]:
    """Have the kernel refuse every write of the site to any file. Returns what ends that."""
    limits = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in served.everyone}
    for pid, (_soft, hard) in limits.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))

    def end() -> None:
        for pid, limit in limits.items():
            with suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)

    return end


def check(site: Site, begin: Callable[[Served], Callable[[], None]], title: str) -> None:
    essays = site.counts()["Post"]
    browser, stranger = Browser(site), Browser(site, signed_in=False)
    served = site.serve()
    sent = {**fields(browser.get(ADD)), "title": "Kept", "body": WORDS, "_save": "1"}
    sent |= token(browser.get(ADD))
    come_in = stranger.get("/accounts/login/")
    credentials = token(come_in) | {"login": "ann@example.org", "password": "correct horse battery"}

    end = begin(served)
    refused = [browser.post(ADD, sent), stranger.post("/accounts/login/", credentials)]
    refused.append(browser.post("/admin/logout/", token(browser.get(ADD))))
    read = [each.get(path).status for each in (stranger, browser) for path in ("/", ESSAY, "/atom.xml")]
    desk = [browser.get(path).status for path in (ADD, "/admin/", "/admin/blog/post/")]
    end()

    told = [(page.status, page.headers["Retry-After"], heading(page)) for page in refused]
    assert told == [(503, "60", title)] * 3
    assert (read, desk) == ([200] * 6, [200] * 3)
    assert b"correct horse battery" not in refused[1].content
    (kept,) = html.fromstring(refused[0].content.decode()).forms
    assert WORDS in {value.removeprefix("\n").replace("\r\n", "\n") for _, value in kept.form_values()}

    assert until(lambda: browser.post(kept.action, dict(kept.form_values())).status == 302)
    assert stranger.post("/accounts/login/", credentials).status == 302
    after = site.counts()
    assert (after["Post"], after["broken"]) == (essays + 1, 0)


def token(page: Answer) -> dict[str, Any]:
    (value,) = set(
        html.fromstring(page.content.decode()).xpath('//input[@name="csrfmiddlewaretoken"]/@value')
    )
    return {"csrfmiddlewaretoken": value}


def heading(page: Answer) -> str:
    return str(html.fromstring(page.content.decode()).findtext(".//h1")).strip()


def test_on_a_full_disk(disk: Path) -> None:
    with on_sqlite(disk / "data") as site:
        check(site, lambda _served: fill(disk), "The site’s disk is full")


def test_on_a_disk_that_takes_nothing_in(tmp_path: Path) -> None:
    with on_sqlite(tmp_path / "data") as site:
        check(site, refuse_writes, "The site’s disk takes nothing in")


if TESTS_OWN.scheme.startswith("postgres"):  # SQLite has no server to be away

    def test_while_the_server_is_away(site: Site) -> None:
        site.env["DEBUG"] = ""
        stranger = Browser(site, signed_in=False)
        site.serve("--prepare")
        assert [stranger.get("/").status for _ in range(8)] == [200] * 8

        take_away(site.database)
        away = [stranger.get("/") for _ in range(8)]
        give_back(site.database)

        told = {(page.status, page.headers["Retry-After"]) for page in away}
        assert told == {(503, "10")}
        assert heading(away[0]) == "The database does not answer"
        assert [stranger.get("/").status for _ in range(8)] == [200] * 8
