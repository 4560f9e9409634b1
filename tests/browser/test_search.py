"""Finding while someone types: over a page that finds without any script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_every_page import violations, watch
from tests.factories import EXCHANGE, make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

QUESTION = "What makes a good archive?"
MOVED = """() => new Promise(done => new PerformanceObserver(list => done(
    list.getEntries().filter(shift => !shift.hadRecentInput).reduce((sum, shift) => sum + shift.value, 0)
)).observe({ type: "layout-shift", buffered: true }) || setTimeout(done, 300, 0))"""
"""How much the page has moved of itself (web.dev/cls); an observer without entries never answers."""


@pytest.fixture
def search(live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    make_post(title="Thirty years", exchanges=[EXCHANGE])
    make_post(title="On small archives", body="They burn well.")
    page = browser.new_page()
    page.goto(f"{live_server.url}/search/")
    yield page
    page.close()


def headings(page: Page) -> list[str]:
    return page.locator("[data-search-found] :is(h2, h3)").all_inner_texts()


def test_hits_are_shown_while_one_types(search: Page, live_server: LiveServer) -> None:
    heard = watch(search, live_server.url)
    search.keyboard.press("/")
    search.keyboard.type("archive")

    search.wait_for_url("**/search/?q=archive*")
    assert headings(search)[0] == "Places found: 2"
    assert headings(search)[1:] == ["On small archives", QUESTION]
    assert search.locator("mark").all_text_contents() == ["archives", "archive"]
    assert search.get_by_role("status").text_content() == "Places found: 2"
    assert search.evaluate("document.activeElement.id") == "q"
    assert search.evaluate(MOVED) <= 0.01
    assert violations(search) + heard == []


def test_what_the_page_said_stands_again_where_the_field_is_emptied(
    search: Page, live_server: LiveServer
) -> None:
    search.goto(f"{live_server.url}/search/?q=thirty")
    said, filters = headings(search), search.locator(".filters")
    search.keyboard.press("/")
    search.keyboard.press("End")
    search.keyboard.type(" of nothing")
    search.wait_for_url("**/search/?q=thirty%20of%20nothing*")
    expect(search.get_by_role("status")).to_have_text("Places found: 0")
    assert not filters.is_visible()

    search.keyboard.press("Escape")

    expect(filters).to_be_visible()
    assert (headings(search), search.get_by_role("status").text_content()) == (said, "")


def test_what_may_have_been_meant_is_said_while_one_types(search: Page, live_server: LiveServer) -> None:
    heard = watch(search, live_server.url)
    search.keyboard.press("/")
    search.keyboard.type("archivez")

    expect(search.get_by_text("Did you mean archive (1) or archives (1)?")).to_be_visible()
    assert headings(search) == ["Nothing found for “archivez”"]
    assert search.get_by_role("status").text_content() == "Places found: 0"
    search.get_by_role("link", name="archives", exact=True).click()
    search.wait_for_url("**/search/?q=archives")
    assert heard == []


def test_a_hit_is_reached_by_keys(search: Page) -> None:
    search.keyboard.press("/")
    search.keyboard.type("unknown")
    search.wait_for_url("**/search/?q=unknown*")  # the answer to the last key: it sets the hits anew
    search.keyboard.press("Tab")
    search.keyboard.press("Tab")
    search.keyboard.press("Enter")

    search.wait_for_url("**/excerpts/what-makes-a-good-archive/#t2")


def test_who_comes_back_from_a_hit_finds_the_same(search: Page, live_server: LiveServer) -> None:
    search.keyboard.press("/")
    search.keyboard.type("unkno")
    search.wait_for_url("**/search/?q=unkno*")
    search.get_by_role("link", name=QUESTION).click()
    search.wait_for_url("**/excerpts/what-makes-a-good-archive/#t2")
    search.go_back()

    expect(search.get_by_role("heading", name="Places found: 1")).to_be_visible()
    assert search.url == f"{live_server.url}/search/?q=unkno*"


def test_an_emptied_field_leaves_the_address_as_it_was(search: Page, live_server: LiveServer) -> None:
    search.keyboard.press("/")
    search.keyboard.type("archive")
    search.wait_for_url("**/search/?q=archive*")
    search.keyboard.press("Escape")

    search.wait_for_url(f"{live_server.url}/search/")


def test_enter_leads_to_the_page_of_all_hits(search: Page) -> None:
    search.keyboard.press("/")
    search.keyboard.type("archive*")
    search.keyboard.press("Enter")

    search.wait_for_url("**/search/?q=archive*")
    assert headings(search) == ["Places found: 2", "On small archives", QUESTION]


def test_without_a_connection_nothing_changes_and_nothing_breaks(search: Page) -> None:
    said, broken = headings(search), list[str]()
    search.on("pageerror", lambda error: broken.append(str(error)))
    search.context.set_offline(True)
    search.keyboard.press("/")
    with search.expect_event("requestfailed"):
        search.keyboard.type("archive")

    assert (headings(search), broken) == (said, [])
    search.context.set_offline(False)


def test_a_slash_leads_to_the_field_from_any_page_and_in_it_is_a_slash(
    search: Page, live_server: LiveServer
) -> None:
    search.goto(f"{live_server.url}/posts/thirty-years/")
    search.keyboard.press("/")
    search.wait_for_url("**/search/#q")
    search.keyboard.type("and/or")

    assert search.locator("#q").input_value() == "and/or"


def test_without_script_the_form_finds_as_much(
    search: Page, live_server: LiveServer, browser: Browser
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/search/")
    page.locator("#q").fill("archive*")
    page.locator("#q").press("Enter")

    page.wait_for_url("**/search/?q=archive*")
    assert headings(page)[1:] == ["On small archives", QUESTION]
    page.close()
