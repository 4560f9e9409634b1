"""Essays in other languages and scripts, on a site that speaks English."""

import pytest
from django.test import Client

from blog import catalogues
from blog.rendering.language import direction
from blog.templatetags.blog import reads_newsreader
from tests.blog.reading import Page
from tests.factories import make_page, make_post


def page_in(client: Client, language: str) -> Page:
    return Page(client.get(make_post(title="T", language=language).get_absolute_url()))


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        ("", {"lang": "en"}),
        ("de", {"lang": "de"}),
        ("ar", {"lang": "ar", "dir": "rtl"}),
        ("zh-Hans", {"lang": "zh-Hans"}),
    ],
)
def test_a_page_is_in_its_essays_language(client: Client, language: str, attributes: dict[str, str]) -> None:
    assert dict(page_in(client, language).root.attrib) == attributes


def test_what_the_site_says_around_it_is_marked_as_its_own(client: Client) -> None:
    page = page_in(client, "ar")

    around = [page.one(path) for path in ("header.mast", "header.head p.sm", "footer")]
    assert [(found.get("lang"), found.get("dir")) for found in around] == [("en", "ltr")] * 3


def test_newsreader_is_fetched_early_where_it_is_read(client: Client) -> None:
    def preloads(language: str) -> list[str]:
        return [str(href) for href in page_in(client, language).root.xpath("//link[@rel='preload']/@href")]

    assert preloads("") == ["/static/fonts/newsreader.woff2"]
    assert preloads("zh-Hans") == []


def test_a_list_marks_titles_in_other_languages(client: Client) -> None:
    make_post(title="ثلاثون سنة", language="ar")
    make_post(title="Thirty years", language="en")

    links = Page(client.get("/posts/")).all("h3 a")

    assert [(link.get("lang"), link.get("dir")) for link in links] == [(None, None), ("ar", "rtl")]


def test_a_page_outside_the_timeline_has_a_language_too(client: Client) -> None:
    make_page("À propos", slug="about", language="fr")

    assert Page(client.get("/about/")).root.get("lang") == "fr"


def test_dates_are_in_the_language_spoken(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "spoken", lambda: frozenset({"en", "de"}))

    assert page_in(client, "de-AT").text("time.dt-published") == "28. Februar 2026"
    assert page_in(client, "fr").text("time.dt-published") == "28 February 2026"
    assert page_in(client, "fr").one("header.head p.sm").get("lang") == "en"


@pytest.mark.parametrize(
    ("language", "runs"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("zh-Hant-TW", "ltr"),
    ],
)
def test_direction_follows_the_script_then_the_language(language: str, runs: str) -> None:
    assert direction(language) == runs


def test_languages_with_faces_of_their_own() -> None:
    assert [reads_newsreader(language) for language in ("en", "ar", "zh-Hant", "ja", "ko-KR")] == [
        True,
        True,
        False,
        False,
        False,
    ]
