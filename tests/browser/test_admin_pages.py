"""The admin in Chromium, narrow and wide, light and dark: axe, the console, where requests go."""

from typing import Any

import pytest
from django.conf import settings
from django_ox.models import OxTask
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from accounts.links import owner_link
from accounts.models import User
from blog.models import Excerpt, Person, Post, Source, Tag
from tests.admin.page import signed_in
from tests.browser.pages import furnish
from tests.browser.test_every_page import MODES, violations, watch
from tests.factories import NOW, make_post

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]


def pages() -> dict[str, str]:
    """A name and the address of every kind of page there is."""
    post, draft = Post.objects.get(slug="long"), make_post(title="A draft", state="draft")
    rows = [Excerpt.objects.first(), Person.objects.first(), Source.objects.first(), Tag.objects.first()]
    models = [
        "blog/post",
        "blog/excerpt",
        "blog/person",
        "blog/source",
        "blog/tag",
        "blog/page",
        "accounts/invitation",
    ]
    found = {"index": "", "library": "blog/"}
    found |= {f"list of {model}": f"{model}/" for model in models}
    found |= {f"new {model}": f"{model}/add/" for model in models}
    for row in [post, draft, *rows]:
        assert row is not None
        for page in ("change", "history", "delete"):
            if (row, page) != (post, "delete"):
                found[f"{page} {row}"] = f"blog/{row._meta.model_name}/{row.pk}/{page}/"
    return found | {
        "identity": "blog/siteidentity/1/change/",
        "account": f"accounts/user/{User.objects.get().pk}/change/",
        "people": "accounts/user/",
        "audit": "accounts/auditentry/",
        "filtered": "blog/post/?state__exact=draft&edits=waiting",
        "withdraw": f"blog/post/{post.pk}/withdraw/",
        "discard": f"blog/post/{post.pk}/discard/",
        "nothing found": "blog/post/?q=nothing-like-it",
        "system": "system/",
    }


@pytest.mark.parametrize(("width", "scheme"), MODES)
def test_every_page_of_the_admin(live_server: LiveServer, browser: Browser, width: int, scheme: Any) -> None:
    furnish()
    for status in ("READY", "FAILED"):
        error = {"exception_class_path": "OSError", "traceback": "Traceback\nOSError: No room."}
        OxTask.objects.create(status=status, task_path="x", enqueued_at=NOW, errors=[error])
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    session = signed_in("owner").cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    heard = watch(page, live_server.url)
    faults: dict[str, list[str]] = {}
    for name, address in pages().items():
        answer = page.goto(f"{live_server.url}/admin/{address}")
        assert answer is not None
        assert answer.status == 200, address
        found = violations(page) + heard
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("scrolls sideways")
        if found:
            faults[name] = list(found)
        heard.clear()
    context.close()

    assert faults == {}


def test_signing_in_and_the_owners_page(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_page()
    heard = watch(page, live_server.url)
    link = str(owner_link(live_server.url))
    for address in (f"{live_server.url}/accounts/login/", link, link[:-9] + "/"):
        page.goto(address)
        assert violations(page) == [], address
    assert heard == []
