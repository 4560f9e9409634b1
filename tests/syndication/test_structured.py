"""What the head of a page prints for sharing sites, search engines and reference managers."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from blog.models import Excerpt, Post
from blog.syndication import structured
from blog.syndication.locales import locale_of
from tests.factories import EXCHANGE, make_person, make_post
from tests.syndication.heads import HOSTILE, SITE, head, linked, of_essay, of_excerpt, told

pytestmark = pytest.mark.django_db


def test_the_head_of_an_essay_says_it_to_sharing_sites_and_reference_managers(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"
    post = make_post(
        title="Thirty years",
        slug="thirty-years",
        summary="On opening old files.",
        tags=["archives", "small servers"],
        authors=[make_person("Ann Bee"), make_person("Cy Dee")],
        language="pt-BR",
        published_at=datetime(2026, 2, 28, 20, 0, tzinfo=UTC),
    )

    with timezone.override(SITE.tzinfo):
        document = of_essay(post)

    assert told(document) == {
        "og:type": ["article"],
        "og:title": ["Thirty years"],
        "og:description": ["On opening old files."],
        "og:url": ["https://quill.example/posts/thirty-years/"],
        "og:site_name": ["Maren Quill"],
        "og:locale": ["pt_BR"],
        "article:published_time": ["2026-03-01T05:00:00+09:00"],
        "article:modified_time": ["2026-03-01T05:00:00+09:00"],
        "article:tag": ["archives", "small servers"],
        "citation_title": ["Thirty years"],
        "citation_author": ["Ann Bee", "Cy Dee"],
        "citation_publication_date": ["2026/03/01"],
        "citation_keywords": ["archives", "small servers"],
        "citation_language": ["pt-BR"],
        "citation_public_url": ["https://quill.example/posts/thirty-years/"],
        "dcterms.title": ["Thirty years"],
        "dcterms.creator": ["Ann Bee", "Cy Dee"],
        "dcterms.issued": ["2026-03-01"],
        "dcterms.modified": ["2026-03-01"],
        "dcterms.publisher": ["Maren Quill"],
        "dcterms.identifier": ["https://quill.example/posts/thirty-years/"],
        "dcterms.type": ["Text"],
    }


def test_an_essay_without_authors_is_the_sites() -> None:
    document = of_essay(make_post())

    data = linked(document)
    assert told(document)["citation_author"] == ["Maren Quill"]
    assert data["author"] == [{"@type": "Person", "name": "Maren Quill", "url": data["isPartOf"][0]["url"]}]


def test_no_text_ends_the_script_it_stands_in() -> None:
    post = make_post(title=HOSTILE, tags=[HOSTILE], exchanges=[f"Q: {HOSTILE}?\n\nLucía Prado: {HOSTILE}"])

    document = of_essay(post)

    data = linked(document)
    assert data["headline"] == HOSTILE
    assert data["keywords"] == [HOSTILE]
    assert [turn["text"] for turn in data["hasPart"][0]["hasPart"]] == [f"{HOSTILE}?", HOSTILE]
    assert told(document)["og:title"] == [HOSTILE]


def test_an_excerpt_is_a_conversation_on_its_own_page(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"
    make_post(exchanges=[EXCHANGE])
    excerpt = Excerpt.objects.with_turns().get()

    document = of_excerpt()

    url = f"https://quill.example/excerpts/{excerpt.slug}/"
    data = linked(document)
    assert (data["@type"], data["@id"]) == ("Conversation", url)
    assert [turn["@id"] for turn in data["hasPart"]] == [f"{url}#t1", f"{url}#t2"]
    assert told(document) == {
        "og:type": ["article"],
        "og:title": ["What makes a good archive?"],
        "og:description": ["That someone unknown can still open it in thirty years."],
        "og:url": [url],
        "og:site_name": ["Maren Quill"],
        "og:locale": ["en_US"],
    }


def test_any_page_may_be_shared(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"

    metadata = structured.page_metadata(SITE, title="About", path="/about/")

    assert told(head(metadata)) == {
        "og:type": ["website"],
        "og:title": ["About"],
        "og:description": ["I am Maren Quill."],
        "og:url": ["https://quill.example/about/"],
        "og:site_name": ["Maren Quill"],
        "og:locale": ["en_US"],
    }


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("de", "de_DE"),
        ("de-AT", "de_AT"),
        ("en-gb", "en_GB"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("zh-Hant-HK", "zh_HK"),
        ("no", "nb_NO"),
        ("es-419", "es_ES"),
        ("eo", ""),
        ("", ""),
    ],
)
def test_open_graph_is_told_a_language_and_its_territory(language: str, locale: str) -> None:
    assert locale_of(language) == locale


def test_a_language_without_a_territory_is_not_told(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"

    metadata = structured.page_metadata(SITE, title="Pri", path="/pri/", language="eo")

    assert "og:locale" not in told(head(metadata))


def test_the_address_of_a_page_is_written_in_ascii(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"

    asked = structured.page_metadata(SITE, title="Lucía", path="/people/lucía-prado/")
    reversed_ = structured.page_metadata(SITE, title="Lucía", path="/people/luc%C3%ADa-prado/")

    assert asked.url == reversed_.url == "https://quill.example/people/luc%C3%ADa-prado/"


def test_no_query_is_made_for_what_for_page_has_loaded(django_assert_num_queries: Any) -> None:
    made = make_post(exchanges=[EXCHANGE, "Q: And?\n\nAnn Bee: So."], tags=["a"], authors=[make_person()])
    post = Post.objects.for_page().get(pk=made.pk)

    with django_assert_num_queries(0):
        head(structured.post_metadata(post, SITE))
