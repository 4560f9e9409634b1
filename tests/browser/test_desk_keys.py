"""What the desk does at a key: the list of keys, a new essay, tags completed, links by words of a title."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from tests.admin.page import signed_in
from tests.browser.desk import until
from tests.browser.test_every_page import faults_in_every_mode, watch
from tests.factories import make_post, make_user

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    """The desk's keys, an author signed in; the page has nothing to complain of at the end."""
    user = make_user("author")
    make_post("What is public", tags=["open weights", "openness", "ai"], by=user)
    make_post("Opening [hours] (again)", tags=["openness"], state="draft", by=user)
    context = browser.new_context()
    session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    heard = watch(page, live_server.url)
    yield page
    page.wait_for_load_state("networkidle")  # nothing is asked any more when the database is emptied
    assert heard == []
    context.close()


def test_keys_of_every_page(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/admin/blog/tag/?q=")
    search, keys = page.locator("#searchbar"), page.get_by_role("dialog", name="Keys")

    search.press("n")
    assert (search.input_value(), page.url.endswith("/tag/?q=")) == ("n", True)
    page.keyboard.press("Control+/")
    assert keys.is_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    assert faults_in_every_mode(page) == []
    keys.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    assert not keys.is_visible()
    page.reload()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.get_by_role("link", name="Keys", exact=True).click()
    page.wait_for_url("**/admin/keys/")
    page.get_by_role("checkbox").first.check()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url("**/admin/blog/post/add/")


def test_tags_are_completed_and_nothing_moves(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/admin/blog/excerpt/add/")
    tags, offered = page.get_by_label("Tags:"), page.get_by_role("listbox", name="Tags like it")
    height = "document.documentElement.scrollHeight"
    before = page.evaluate(height)

    tags.press_sequentially("own, open")
    offered.get_by_role("option").first.wait_for()
    assert offered.get_by_role("option").all_inner_texts() == ["openness 2", "open weights 1"]
    assert page.evaluate(height) == before
    assert faults_in_every_mode(page) == []
    tags.press("ArrowDown")
    assert tags.get_attribute("aria-activedescendant") == offered.get_by_role("option").nth(1).get_attribute(
        "id"
    )
    tags.press("Enter")
    assert tags.input_value() == "own, open weights, "
    tags.press("Control+z")
    assert tags.input_value() == "own, open"

    tags.press("End")  # undoing selects what comes back
    tags.press_sequentially("n")
    offered.get_by_role("option").first.wait_for()
    tags.press("Tab")
    assert tags.input_value() == "own, openness, "
    tags.press_sequentially("open")
    offered.get_by_role("option").first.wait_for()
    tags.press("Escape")
    assert (offered.get_by_role("option").count(), tags.input_value()) == (0, "own, openness, open")
    tags.press("Tab")
    assert page.evaluate("document.activeElement.name") == "slug"

    tags.fill("weights")
    tags.press_sequentially(" ")
    offered.get_by_role("option").first.wait_for()
    tags.press("Tab")
    assert tags.input_value() == "weights "


def test_an_answer_that_is_late_opens_nothing_that_was_closed(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/admin/blog/excerpt/add/")
    tags, offered = page.get_by_label("Tags:"), page.get_by_role("listbox", name="Tags like it")
    tags.press_sequentially("op")
    offered.get_by_role("option").first.wait_for()
    held: list[Route] = []
    page.route(lambda address: address.endswith("?q=ope"), lambda route: held.append(route))
    tags.press_sequentially("e")
    until(page, lambda: held)

    with page.expect_event("requestfailed"):  # nobody waits for it any more
        tags.press("Escape")

    assert offered.get_by_role("option").count() == 0


MINIMAL = """async dialog => {
    const form = "<form id=minimal><textarea aria-label=Body data-body></textarea></form>";
    document.body.insertAdjacentHTML("beforeend", form + dialog);
    const { start } = await import("/static/js/desk/completion.js");
    start(document.getElementById("minimal"));
}"""


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://a.example/x_(y)", "see [this](https://a.example/x_%28y%29) now"),
        ("a.example/x", "see [this](https://a.example/x) now"),
        ("/about/", "see [this](/about/) now"),
        ("public", "see [this](/posts/what-is-public/) now"),
    ],
)
def test_a_link_is_made_of_what_is_selected(
    page: Page, live_server: LiveServer, typed: str, link: str
) -> None:
    body = open_minimal(page, live_server)
    body.fill("see this now")
    body.evaluate("body => body.setSelectionRange(4, 8)")

    body.press("Control+k")
    page.keyboard.type(typed)
    if typed == "public":
        page.get_by_role("option").first.wait_for()
        assert page.get_by_role("option").all_inner_texts() == [
            "What is public published, /posts/what-is-public/"
        ]
    page.keyboard.press("Enter")

    assert body.input_value() == link
    page.keyboard.press("Control+z")
    assert body.input_value() == "see this now"


def test_where_nothing_is_selected_a_link_has_the_title(page: Page, live_server: LiveServer) -> None:
    body = open_minimal(page, live_server)

    body.press("Control+k")
    page.keyboard.type("hours again")
    page.get_by_role("option").first.wait_for()
    assert faults_in_every_mode(page) == []
    page.keyboard.press("Escape")
    assert page.get_by_role("option").count() == 0
    page.keyboard.type("!")
    page.keyboard.press("Backspace")
    page.get_by_role("option").first.click()

    assert body.input_value() == r"[Opening \[hours\] (again)](/posts/opening-hours-again/)"
    assert page.evaluate("document.activeElement.dataset.body") == ""


def open_minimal(page: Page, live_server: LiveServer) -> Any:
    """A page of the desk with a text that may be linked, and nothing else that listens."""
    page.goto(f"{live_server.url}/admin/blog/excerpt/add/")
    page.evaluate(MINIMAL, render_to_string("admin/link_dialog.html"))
    return page.get_by_label("Body")
