"""The admin in Chromium, narrow and wide, light and dark: axe, the console, where requests go."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django_ox.models import OxTask
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from blog.models import Page, Person, Post, Series, Source, Tag
from blog.publishing import posts
from tests.admin.page import signed_in
from tests.browser.pages import furnish
from tests.browser.test_every_page import faults_in_every_mode, watch
from tests.factories import NOW, make_event, make_post, make_snapshot
from tests.media.images import make_image
from tests.walk.test_who_may import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]


NO_PAGES = {
    "/admin/jsi18n/",
    "/admin/blog/post/signed_in/",  # closes itself
    "/admin/blog/post/token/",
    "/admin/blog/post/when/",
    "/admin/accounts/auditentry/export/",
    "/admin/capture/app.webmanifest",
    *(f"/admin/blog/{model}/find/" for model in ("excerpt", "post", "tag")),
}


def pages() -> list[str]:
    """Every page of the desk: where the table of addresses says the owner finds one, and states besides."""
    shown, draft = Post.objects.get(slug="long"), make_post(title="A draft", state="draft")
    text = replace(posts.text_of(draft), title="A changed draft", body="It was said in a large room.")
    posts.save(draft, text, by=None, now=datetime.now(UTC))
    rows = {
        "post": draft,
        "excerpt": shown.excerpts.get(),
        "person": Person.objects.latest("pk"),
        "source": Source.objects.latest("pk"),
        "tag": Tag.objects.latest("pk"),
        "series": Series.objects.get(),
        "page": Page.objects.get(),
        "user": User.objects.get(),
        "image": make_image(by=User.objects.get()),
        "event": make_event(shown.excerpts.get()),
    }
    make_snapshot(rows["source"], "Former words.")
    make_snapshot(rows["source"], "Host: Why?\n\nMei Tan: So.", name="talk.txt", by=rows["user"])
    make_snapshot(Source.objects.get(excerpts__placements__post=shown), "Q: Why here?\n\nSomeone: Yes.")
    ids = {name: row.pk for name, row in rows.items()}
    found = [row.address for row in TABLE if row.address.startswith("/admin/") and row.get[4] == "200"]
    of_shown = [address for address in found if "{post}/" in address and "delete" not in address]
    return [
        *(address.format(**ids) for address in found if address not in NO_PAGES),
        *(address.format(post=shown.pk) for address in of_shown),
        f"/admin/blog/post/{draft.pk}/history/?whole=1",
        f"/admin/blog/post/{make_post(title='', state='draft').pk}/preview/",
        f"/admin/blog/tag/{rows['tag'].pk}/merge/?q=a",
        f"/admin/blog/person/{rows['person'].pk}/merge/?into={Person.objects.earliest('pk').pk}",
        "/admin/blog/post/?q=nothing-like-it",
        "/admin/capture/?text=Kept.",
        "/admin/blog/post/?state__exact=draft&edits=waiting",
    ]


def test_every_page_of_the_admin(live_server: LiveServer, browser: Browser) -> None:
    furnish()
    for status in ("READY", "FAILED"):
        error = {"exception_class_path": "OSError", "traceback": "Traceback\nOSError: No room."}
        OxTask.objects.create(status=status, task_path="x", enqueued_at=NOW, errors=[error])
    context = browser.new_context()
    session = signed_in("owner").cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    heard = watch(page, live_server.url)
    faults: dict[str, list[str]] = {}
    for address in pages():
        answer = page.goto(f"{live_server.url}{address}")
        assert answer is not None
        assert answer.status == 200, address
        if found := faults_in_every_mode(page) + heard:
            faults[address] = list(found)
        heard.clear()
    context.close()

    assert faults == {}
