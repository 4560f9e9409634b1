"""Hostile words in every short field: nothing of them becomes markup on any page of the admin."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.apps import apps
from django.test import Client
from lxml import html

from accounts.models import User
from blog.models import Excerpt, Page, Person, Post, Series, SiteIdentity, Source, Tag
from blog.publishing import library
from tests.admin.page import fields, press, signed_in
from tests.factories import make_excerpt, make_page, make_post, make_series, make_user

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

MARK = "pwned"
HTML = [
    f'"><script src="/{MARK}"></script>',
    f"'><img src={MARK} onerror={MARK}>",
    f"</textarea><svg onload={MARK}>",
]
PAYLOADS = [
    HTML[0],
    *(pytest.param(payload, marks=pytest.mark.full) for payload in HTML[1:]),
    f"{{{{{MARK}}}}}{{%{MARK}%}}",
]


def hostile(now: datetime, payload: str) -> tuple[User, list[str]]:
    """The owner of a site with this payload in every field that holds it, and the addresses to look at."""
    owner = make_user("owner", name=payload)
    library.save(SiteIdentity(pk=1, name=payload, introduction=payload), now=now)
    tags = [payload.replace(",", "")]
    box = f"Q: {payload}?\n\nAnn {payload}: {payload}\n\nSource: {payload}"
    kept = make_excerpt(box, by=owner)
    make_post(title=payload, summary=payload, body=payload, tags=tags, exchanges=[box], slug="a", by=owner)
    withdrawn = make_post(title=payload, state="withdrawn", reason=payload, by=owner)
    make_page(payload, slug="hostile", body=payload)
    make_series(payload, slug="s", summary=payload, parts=[withdrawn])
    library.save_person(person := Person(name=payload, slug="p", about=payload), aliases=[payload], now=now)
    rows = [*Post.objects.all(), *Excerpt.objects.all(), *Tag.objects.all(), *Source.objects.all(), person]
    pages = [
        f"{row._meta.model_name}/{row.pk}/{page}/"
        for row in [*rows, *Page.objects.all(), *Series.objects.all()]
        for page in ("change", "history", "delete")
        if not (page == "delete" and isinstance(row, Post))
    ]
    lists = [f"{model}/" for model in ("post", "excerpt", "person", "source", "tag", "series", "page")]
    tag = Tag.objects.all()[0]
    lists += [f"excerpt/?source={kept.source_id}&q={MARK}", f"post/?tag={tag.pk}&author={owner.person.pk}"]
    assert kept.question.startswith(payload[:10])
    assert withdrawn.withdrawn_reason == payload
    others = ["accounts/auditentry/", "accounts/user/", f"accounts/user/{owner.pk}/change/"]
    return owner, ["", *others, *(f"blog/{page}" for page in [*lists, *pages, "siteidentity/1/change/"])]


def hot(page: bytes) -> Iterator[str]:
    """Markup that the payload has become: an element or an attribute that names it, or a handler."""
    for element in html.fromstring(page.decode()).iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            if name.startswith("on") or (name in {"src", "href"} and MARK in value and "?" not in value):
                yield f"<{element.tag} {name}={value!r}>"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_stays_text(now: datetime, payload: str) -> None:
    owner, pages = hostile(now, payload)
    client = signed_in(owner)

    answers = {page: client.get(f"/admin/{page}") for page in pages}

    assert {page: answer.status_code for page, answer in answers.items() if answer.status_code != 200} == {}
    assert {page: found for page, answer in answers.items() if (found := list(hot(answer.content)))} == {}
    assert MARK in answers["blog/post/"].content.decode()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_stays_text_in_messages_refusals_and_both_texts(payload: str) -> None:
    mine, theirs = signed_in(make_user("editor", name=payload)), signed_in(make_user("editor", name=payload))
    post = make_post(title=payload, state="draft")
    address = f"/admin/blog/post/{post.pk}/change/"
    typed = {"title": payload, "body": f"[[qa: x]]\n\n{payload}", "slug": payload, "planned_at": payload}

    pages = [press(mine, address, "_save", **{**typed, name: ""}) for name in ("slug", "planned_at", "body")]
    opened = mine.get(address).context["essay"].form.initial["base_version"]
    press(theirs, address, "_save", body=payload)
    stale = mine.post(address, {**management(), "title": payload, "body": payload, "base_version": opened})
    saved = mine.get(press(mine, address, "_save", title=payload)["Location"])

    assert stale.status_code == 409
    assert [list(hot(page.content)) for page in [*pages, stale, saved]] == [[]] * 5


@pytest.mark.parametrize("payload", PAYLOADS)
def test_stays_text_where_a_save_was_overtaken(now: datetime, payload: str) -> None:
    owner, _pages = hostile(now, payload)
    client = signed_in(owner)
    typed = {
        "person": "about",
        "source": "publisher",
        "tag": "name",
        "page": "body",
        "siteidentity": "introduction",
    }

    pages = {}
    for model, field in typed.items():
        row = apps.get_model("blog", model)._default_manager.all()[0]
        sent = {
            **fields(client.get(f"/admin/blog/{model}/{row.pk}/change/")),
            field: payload.replace(",", "") + "?",
        }
        pages[model] = client.post(f"/admin/blog/{model}/{row.pk}/change/", {**sent, "seen": "older"})

    assert {model: page.status_code for model, page in pages.items()} == dict.fromkeys(typed, 409)
    assert {model: list(hot(page.content)) for model, page in pages.items()} == {model: [] for model in typed}


def management() -> dict[str, str]:
    return {"boxes-TOTAL_FORMS": "0", "boxes-INITIAL_FORMS": "0"}


def test_the_patterns_would_find_it(client: Client) -> None:
    assert [list(hot(f"<p>{payload}</p>".encode())) != [] for payload in HTML] == [True] * 3
