"""The task and the command that look at sources: politely, and only where the owner lets them."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from blog.evidence import fetch
from blog.evidence.fetch import NotFetched
from blog.evidence.fetching import Found
from blog.evidence.formats import Text
from blog.evidence.robots import Robots
from blog.models import Look, Source
from blog.tasks import watch
from tests.evidence.servers import says, serving
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def quote(*urls: str) -> None:
    for number, url in enumerate(urls):
        make_post(exchanges=[f"Q: Why?\n\nAda Reed: It held.\n\nSource: [Talk {number}]({url})"])


def run(**more: Any) -> tuple[list[str], list[float]]:
    """What was fetched, and how long was waited between; each page takes a second."""
    time, fetched, waited = [0.0], [], []

    def page(url: str) -> tuple[Found, Text]:
        fetched.append(url)
        time[0] += 1
        return Found(url, "text/html", "", False, b""), Text("It held.")

    def free(url: str) -> Found:
        raise NotFetched("status", 404)

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        time[0] += seconds

    made = {"robots": Robots(free), "fetch": page, "sleep": sleep, "clock": lambda: time[0], **more}
    list(watch.look_at(Source.objects.order_by("pk"), **made))
    return fetched, waited


def test_one_host_is_asked_at_a_time_with_a_pause_between() -> None:
    urls = ["https://a.example/1", "https://b.example/1", "https://a.example/2", "https://a.example/3"]
    quote(*urls)

    assert run() == (urls, [watch.PAUSE - 1, watch.PAUSE])


def test_what_was_looked_at_is_not_due_again() -> None:
    quote("https://a.example/1")

    assert [run()[0], run()[0], run(even_if_not_due=True)[0]] == [
        ["https://a.example/1"],
        [],
        ["https://a.example/1"],
    ]


def test_a_site_that_wants_no_machines_has_its_way() -> None:
    quote("https://a.example/1")

    def closed(url: str) -> Found:
        return Found(url, "text/plain", "", False, b"User-agent: *\nDisallow: /")

    assert run(robots=Robots(closed))[0] == []
    assert Look.objects.get().reason == "robots"


def test_nothing_is_looked_at_unless_the_owner_says_so() -> None:
    quote("https://a.example/1")
    watch.look_at_sources.enqueue()

    with pytest.raises(CommandError, match="FETCH_SOURCES=true"):
        call_command("check_sources")
    assert not Look.objects.exists()


@pytest.mark.full
def test_the_command_looks_at_real_pages_and_tells_what_it_found(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FETCH_SOURCES = True
    monkeypatch.setattr(fetch, "PROGRAM", "tests.evidence.loopback")
    out = StringIO()
    with serving(says(b"<p>It held.")) as server:
        url = f"http://127.0.0.1:{server.port}/talk"
        quote(url)
        call_command("check_sources", stdout=out)
        call_command("check_sources", stdout=out)
        call_command("check_sources", "--all", stdout=out)

    once = f"1 of 1: alive {url}\n1 looked at: 1 alive.\n"
    assert out.getvalue() == f"{once}0 looked at.\n{once}"
    assert [path for path, _said in server.asked] == ["/robots.txt", "/talk"] * 2
    assert list(Look.objects.values_list("outcome", "times")) == [("alive", 2), ("alive", 1)]
