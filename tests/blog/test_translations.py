"""Translations of an essay, as readers and search engines are led to them."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from blog.models import Post
from blog.transfer.front_matter import read_document
from blog.transfer.ingest import ingest
from blog.views.translations import own_name
from tests.blog.reading import Page
from tests.factories import make_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ORIGIN = "http://127.0.0.1:8000"


def in_three_languages() -> tuple[Post, Post, Post]:
    original = make_post(title="Shade", language="en")
    german = make_post(title="Schatten", language="de", translation_of=original.pk)
    arabic = make_post(title="ظل", language="ar", translation_of=original.pk)
    return original, german, arabic


def data_of(client: Client, url: str) -> Any:
    return json.loads(Page(client.get(url)).root.xpath("//script[@type='application/ld+json']")[0].text)


def test_each_leads_to_the_others_by_their_own_names(client: Client) -> None:
    original, german, arabic = in_three_languages()
    page = Page(client.get(german.get_absolute_url()))

    links = page.root.xpath("//header//a[@rel='alternate']")
    assert [(a.text, a.get("href"), a.get("hreflang"), a.get("lang"), a.get("dir")) for a in links] == [
        ("English", original.get_absolute_url(), "en", "en", None),
        ("العربيّة", arabic.get_absolute_url(), "ar", "ar", "rtl"),
    ]


def test_search_engines_are_told_of_all_and_of_the_original(client: Client) -> None:
    original, german, arabic = in_three_languages()
    told = [("en", original), ("de", german), ("ar", arabic), ("x-default", original)]

    for post in (original, german, arabic):
        links = Page(client.get(post.get_absolute_url())).root.xpath("//head/link[@hreflang]")
        found = {(link.get("hreflang"), link.get("href")) for link in links}
        assert found == {(language, f"{ORIGIN}{post.get_absolute_url()}") for language, post in told}


def test_structured_data_ties_a_translation_to_its_original(client: Client) -> None:
    urls = [f"{ORIGIN}{post.get_absolute_url()}" for post in in_three_languages()]
    original, german, arabic = (data_of(client, url) for url in urls)

    assert original["workTranslation"] == [
        {"@type": "BlogPosting", "@id": url, "inLanguage": language}
        for url, language in zip(urls[1:], ("de", "ar"), strict=True)
    ]
    assert german["translationOfWork"] == {"@type": "BlogPosting", "@id": urls[0], "inLanguage": "en"}
    assert arabic["translationOfWork"] == german["translationOfWork"]
    assert "translationOfWork" not in original
    assert "workTranslation" not in german


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_one_that_readers_do_not_see_is_named_nowhere(client: Client, state: str) -> None:
    original = make_post(state=state, title="Unseen", language="en")
    german = make_post(title="Gesehen", language="de", translation_of=original.pk)
    page = Page(client.get(german.get_absolute_url()))

    assert page.root.xpath("//@hreflang") == []
    assert "translation_of" not in client.get(f"{german.get_absolute_url()[:-1]}.md").text


def test_an_essay_in_one_language_says_nothing_of_others(client: Client) -> None:
    page = Page(client.get(make_post().get_absolute_url()))

    assert page.root.xpath("//@hreflang") == []


def test_its_file_says_what_it_translates_and_is_read_back(client: Client, now: datetime) -> None:
    original, german, _arabic = in_three_languages()
    text = client.get(f"{german.get_absolute_url()[:-1]}.md").text
    document = read_document(text, now.tzinfo)  # type: ignore[arg-type]

    assert document.translation_of == original.slug
    Post.objects.filter(pk=german.pk).update(translation_of=None)
    assert ingest(document, publish=False, now=now).notes == ()
    german.refresh_from_db()
    assert german.translation_of == original


def test_a_file_read_before_its_original_says_so(now: datetime) -> None:
    document = read_document("---\ntitle: T\nlanguage: de\ntranslation_of: not-here\n---\nText.", now.tzinfo)  # type: ignore[arg-type]

    assert ingest(document, publish=False, now=now).notes == (
        "There is no essay “not-here” yet for this to translate. Read this file again when there is.",
    )


@pytest.mark.parametrize(("tag", "name"), [("de", "Deutsch"), ("zh-Hans", "简体中文"), ("tlh", "tlh")])
def test_a_language_is_called_by_its_own_name(tag: str, name: str) -> None:
    with translation.override("fr"):
        assert own_name(tag) == name
