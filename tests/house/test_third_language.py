"""A third language takes one catalogue: a made-up one puts every text of ours, and Django's, in ⟦brackets⟧.

What people write here is Chinese, so a word in Latin letters outside brackets is a text nobody can translate.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import polib
import pytest
import taggit
from django.conf import LazySettings
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import translation
from lxml import html

from blog import urls
from blog.models import Event, Excerpt, Page, Person, Post, Series, SiteIdentity, Source, Tag
from tests.admin.page import signed_in
from tests.browser.pages import NO_HTML, NO_HTML_ENDINGS
from tests.catalogue import made_up
from tests.factories import make_event, make_page, make_post, make_series, make_user
from tests.media.images import make_image
from tests.walk.test_who_may import TABLE

pytestmark = [pytest.mark.full, pytest.mark.django_db]

LANGUAGE = "tlh"
OTHERS = (Path(django.__file__).parent, Path(allauth.__file__).parent, Path(taggit.__file__).parent)
EXCHANGE = (
    "Context: 背景\n\nQ: 为什么？\n\n李明 (馆长): 因为。\n\nSource: [档案](https://例.example/), 2024-05-01\n"
)
NO_WORDS = {"script", "style", "code", "kbd", "textarea", "pre", "svg"}
SPOKEN = ("aria-label", "title", "alt", "placeholder", "content")
NAMES = re.compile(
    r"https?://\S+|\S+@\S+|\S*/\S*|[\w.-]+\.(?:example|py|html|txt|md|css|png)\b|#t\d|\[\[qa: [^]]*\]\]"
)
"""Addresses and the names of files, which no language changes."""
NO_TEXTS = set(
    "PostgreSQL Atom BibTeX CSL JSON Markdown RSS SQLite Ctrl Context Source True False Search".split()
)
"""Formats, keys, words by which a copy of an exchange is read back, and what Django says in English alone."""


@pytest.fixture
def third_language(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with made_up(tmp_path, LANGUAGE, "⟦{}⟧".format, settings, monkeypatch, besides=_of_others()):
        SiteIdentity(pk=1, name="名", language=LANGUAGE).save()
        yield


def _of_others() -> Iterator[polib.POEntry]:
    for package in OTHERS:
        for file in sorted(package.rglob("locale/[de][en]/LC_MESSAGES/django.po")):
            yield from polib.pofile(str(file))


def outside(page: str) -> set[str]:
    """The words in Latin letters that stand outside brackets, in what is read or spoken."""
    root, found, depth = html.document_fromstring(page), "", 0
    spoken = [str(element.get(name)) for element in root.iter() for name in SPOKEN if _is_said(element, name)]
    for said in [*_texts(root), *spoken]:
        for sign in f" {said} ":
            depth += {"⟦": 1, "⟧": -1}.get(sign, 0)
            found += sign if depth == 0 and sign != "⟧" else ""
    return set(re.findall(r"[A-Za-z]{2,}", NAMES.sub(" ", found)))


def _is_said(element: html.HtmlElement, name: str) -> bool:
    if name == "content":
        return bool(element.tag == "meta" and element.get("name") == "description")
    return isinstance(element.tag, str) and element.get(name) is not None


def _texts(element: html.HtmlElement) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in NO_WORDS and element.get("lang") != "en":
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def furnish() -> None:
    """One of everything, its history told in the language of the site."""
    series = make_series("系列")
    original = make_post(
        title="题目", body="内容。", exchanges=[EXCHANGE], tags=["标签"], language="", series=series.pk
    )
    make_post(title="旧题", body="内容。", series=series.pk, tags=["标签"])
    make_event(original, text="错了。")
    make_event(original.excerpts.get(), text="又错了。")
    make_page("关于", slug="于", body="内容。")


def public_pages() -> dict[str, str]:
    with translation.override(LANGUAGE):
        furnish()
    slugs = {
        "post": "题目",
        "post_changes": "题目",
        "tag": Tag.objects.get().slug,
        "excerpt": (excerpt := Excerpt.objects.get().slug),
        "excerpt_embed": excerpt,
        "series": Series.objects.get().slug,
        "person": Person.objects.get().slug,
        "source": Source.objects.get().slug,
        "page": "于",
        "archive_year": 2026,
    }
    found = {"404": "/无/"}
    for pattern in urls.urlpatterns:
        name = pattern.name if isinstance(pattern, URLPattern) else None
        if name and name != "preview" and name not in NO_HTML and not name.endswith(NO_HTML_ENDINGS):
            arguments = [slugs[name]] if "<" in str(pattern.pattern) else []
            found[name] = reverse(f"blog:{name}", args=arguments)
    return found


@pytest.mark.usefixtures("third_language")
def test_public_pages_speak_it_throughout(client: Client) -> None:
    found = {name: outside(client.get(address).text) for name, address in public_pages().items()}

    assert {name: words - NO_TEXTS for name, words in found.items() if words - NO_TEXTS} == {}


@pytest.mark.usefixtures("third_language")
def test_the_desk_speaks_it_throughout() -> None:
    owner = make_user("owner", name="馆")
    with translation.override(LANGUAGE):
        furnish()
    ids = {
        "post": Post.objects.get(slug="题目").pk,
        "event": Event.objects.earliest("pk").pk,
        "image": make_image(by=owner, alt="四").pk,
        "user": owner.pk,
        **{
            str(model._meta.model_name): model._default_manager.earliest("pk").pk
            for model in (Excerpt, Person, Source, Tag, Series, Page)
        },
    }
    browser = signed_in(owner)
    found = {}
    for row in TABLE:
        if (
            row.address.startswith(("/admin/", "/accounts/"))
            and row.get[4] == "200"
            and "{own}" not in row.address
        ):
            answer = browser.get(row.address.format(**ids))
            if (
                not answer.streaming
                and answer.text
                and answer.headers["Content-Type"].startswith("text/html")
            ):
                found[row.address] = outside(answer.text) - NO_TEXTS

    assert {address: words for address, words in found.items() if words} == {}
