"""Preview links and the question before publishing, in Chromium: made, copied, opened and answered."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from playwright.sync_api import Browser, BrowserContext, Page, Request
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from blog.models import Post, PreviewLink, SiteIdentity
from blog.publishing import library, posts
from blog.publishing.text import PostText
from tests.admin.page import signed_in
from tests.browser.test_every_page import faults_in_every_mode, watch
from tests.factories import EXCHANGE, make_post, make_user

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def author() -> User:
    return make_user(name="Maren Quill")


@pytest.fixture
def post(author: User) -> Post:
    return make_post(title="Tomorrow", state="draft", by=author, exchanges=[EXCHANGE], tags=["ai"])


@pytest.fixture(autouse=True)
def site(live_server: LiveServer, settings: Settings) -> str:
    settings.SITE_ORIGIN = live_server.url
    library.save(SiteIdentity(pk=1, zone="Europe/Lisbon", asks_before_publishing=True), now=datetime.now(UTC))
    return live_server.url


def desk(browser: Browser, user: User, url: str, *, scripts: bool = True) -> BrowserContext:
    context = browser.new_context(
        java_script_enabled=scripts, permissions=["clipboard-read", "clipboard-write"]
    )
    name = site_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": signed_in(user).cookies[name].value, "url": url}])
    return context


def picture(page: Page, name: str) -> None:
    """Kept to be looked at, where SCREENSHOTS names a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_a_link_is_made_copied_opened_and_taken_back(
    site: str, browser: Browser, author: User, post: Post
) -> None:
    context = desk(browser, author, site)
    page = context.new_page()
    heard = watch(page, site)
    page.goto(f"{site}/admin/blog/post/{post.pk}/links/")
    page.get_by_role("button", name="Make a link").click()
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("status").get_by_text("Copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_role("textbox", name="The new link").input_value()
    assert page.evaluate("getSelection().toString()") == copied
    picture(page, "links")
    assert faults_in_every_mode(page) + heard == []

    reader = browser.new_context().new_page()
    asked: list[Request] = []
    reader.on("request", lambda request: asked.append(request))
    reader.goto(copied)
    assert "That someone unknown can still open it" in reader.content()
    picture(reader, "shared")
    reader.get_by_role("link", name="Rejoinder").first.click()
    reader.wait_for_url(f"{site}/")
    token = copied.rstrip("/").rpartition("/")[2]
    assert [found.url for found in asked if token in str(found.all_headers())] == []
    assert token not in reader.evaluate("document.referrer")

    page.goto(f"{site}/admin/blog/post/{post.pk}/links/")
    page.get_by_role("button", name="Take back the link").click()
    page.get_by_text("The link is taken back").wait_for()
    answer = reader.goto(copied)
    assert answer is not None
    assert answer.status == 404


def test_all_of_it_without_script(site: str, browser: Browser, author: User, post: Post) -> None:
    page = desk(browser, author, site, scripts=False).new_page()
    page.goto(f"{site}/admin/blog/post/{post.pk}/links/")
    page.get_by_label("It works for").select_option("3")
    page.get_by_role("button", name="Make a link").click()
    assert page.get_by_role("textbox", name="The new link").input_value().startswith(f"{site}/preview/")
    assert not page.get_by_role("button", name="Copy").is_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Take back the link").click()
    assert PreviewLink.objects.alive(datetime.now(UTC)).count() == 0

    page.goto(f"{site}/admin/blog/post/{post.pk}/publish/")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").click()
    post.refresh_from_db()
    assert post.state == "published"


def test_the_question_and_what_it_says_when_overtaken(
    site: str, browser: Browser, author: User, post: Post
) -> None:
    page = desk(browser, author, site).new_page()
    page.goto(f"{site}/admin/blog/post/{post.pk}/publish/")
    picture(page, "publish")
    assert faults_in_every_mode(page) == []

    posts.save(post, PostText(title="Theirs", body="B."), by=make_user("editor"), now=datetime.now(UTC))
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("went on with this essay meanwhile").wait_for()
    picture(page, "publish-overtaken")
    assert faults_in_every_mode(page) == []


def test_what_is_asked_for_in_words(site: str, browser: Browser) -> None:
    page = desk(browser, make_user("editor"), site).new_page()
    for state, verb, button in (
        ("published", "withdraw", "Withdraw"),
        ("in review", "send_back", "Send back"),
    ):
        page.goto(f"{site}/admin/blog/post/{make_post(state=state).pk}/{verb}/")
        assert faults_in_every_mode(page) == []
        page.locator("form textarea").evaluate("field => field.required = false")
        page.get_by_role("button", name=button).click()
        page.get_by_text("This field is required.").wait_for()
        assert faults_in_every_mode(page) == []


def test_two_versions_side_by_side(site: str, browser: Browser, author: User, post: Post) -> None:
    body = f"{post.body}\n\nAnd once more, on the stairs."
    text = PostText(title="The day after tomorrow", slug=post.slug, body=body.replace("small", "very small"))
    posts.save(post, text, by=author, now=datetime.now(UTC))
    page = desk(browser, author, site).new_page()
    page.goto(f"{site}/admin/blog/post/{post.pk}/history/")
    page.get_by_role("link", name="Side by side").click()
    page.get_by_label("Name of version 2").fill("After the cuts")
    page.get_by_role("button", name="Name it").click()
    page.get_by_role("link", name="Side by side").click()
    picture(page, "history")
    assert faults_in_every_mode(page) == []
