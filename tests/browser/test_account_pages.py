"""Every account page in every state it has: axe, the policy, the console, requests, how wide it is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Response
from pytest_django.live_server_helper import LiveServer

from accounts import invitations, limits, links
from tests.browser.accounts import EMAIL, PASSWORD, see_every_page, sign_in
from tests.browser.test_every_page import SCROLLS, faults_in_every_mode, nu_errors, watch
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

LETTERS = "size => document.documentElement.style.setProperty('font-size', size)"


def test_every_page_and_state(live_server: LiveServer, browser: Browser, tmp_path: Path) -> None:
    cache.clear()
    user = make_user("owner", email=EMAIL, name="Maren Quill")
    user.set_password(PASSWORD)
    user.save()
    page = browser.new_page()
    heard = watch(page, live_server.url)
    faults: dict[str, list[str]] = {}
    documents: list[Response] = []
    page.on(
        "response", lambda got: documents.append(got) if got.request.resource_type == "document" else None
    )

    def see(name: str) -> None:
        found = list(heard)
        (tmp_path / f"{name}.html").write_bytes(documents[-1].body())
        found += faults_in_every_mode(page)
        page.set_viewport_size({"width": 320, "height": 700})
        for size in ("100%", "200%"):
            page.evaluate(LETTERS, size)
            if page.evaluate(SCROLLS):
                found.append(f"scrolls sideways at {size}")
        page.evaluate(LETTERS, "100%")
        found += [f"{name}: {count} headings" for count in [page.locator("h1").count()] if count != 1]
        if found:
            faults[name] = found
        heard.clear()

    see_every_page(page, live_server.url, see)
    page.close()

    assert faults == {}
    assert nu_errors(tmp_path) == ""


def test_pages_behind_a_link_and_when_there_is_no_way(live_server: LiveServer, browser: Browser) -> None:
    now = datetime.now(UTC)
    page = browser.new_page()
    heard = watch(page, live_server.url)
    faults: dict[str, list[str]] = {}

    def see(address: str, *, status: int) -> None:
        answer = page.goto(f"{live_server.url}/accounts/{address}")
        assert answer is not None
        assert answer.status == status, address
        if found := faults_in_every_mode(page) + heard:
            faults[address] = list(found)
        heard.clear()

    see(path_of(links.owner_link(live_server.url)), status=200)
    owner = make_user("owner")
    _invitation, invited = invitations.invite("ann@example.org", name="Ann", role="author", by=owner, now=now)
    see(path_of(invited), status=200)
    see("owner/forged/", status=404)
    see("invitation/forged/", status=404)
    see(path_of(links.signin_link(owner)), status=200)
    see("password/reset/", status=200)
    page.close()

    assert faults == {}


def test_too_many_tries_are_told_on_a_page(live_server: LiveServer, browser: Browser) -> None:
    make_user("author", email=EMAIL)
    page = browser.new_page()
    for _try in range(limits.PASSWORD.most):
        limits.take(limits.PASSWORD, limits.account(EMAIL), now=datetime.now(UTC))
    sign_in(page, live_server.url)

    assert page.get_by_role("heading", level=1).inner_text() == "Too many tries"
    assert faults_in_every_mode(page) == []
    page.close()


def path_of(link: str | None) -> str:
    assert link is not None
    return link.partition("/accounts/")[2]
