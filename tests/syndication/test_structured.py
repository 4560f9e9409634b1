"""Structured data of an essay and of an excerpt, and what the head prints of it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from lxml import html

from blog.models import Excerpt, Person, Post, SiteIdentity, Source
from blog.publishing import library
from blog.syndication import structured
from tests.factories import EXCHANGE, make_person, make_post

pytestmark = pytest.mark.django_db

HOSTILE = '</script><script>alert(1)</script><!-- <b title="&amp;">'
SITE = SiteIdentity(name="Maren Quill", introduction="I am Maren Quill.", language="en", zone="Asia/Tokyo")


def whole(post: Post) -> Post:
    return Post.objects.for_page().get(pk=post.pk)


def head(name: str, metadata: structured.PageMetadata) -> html.HtmlElement:
    return html.document_fromstring(
        f"<head>{render_to_string(f'components/{name}.html', {'metadata': metadata})}"
    )


def told(document: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in document.iter("meta"):
        found.setdefault(meta.get("property") or meta.get("name"), []).append(meta.get("content"))
    return found


def linked(document: html.HtmlElement) -> Any:
    [script] = document.iter("script")
    assert script.get("type") == "application/ld+json"
    return json.loads(script.text)


def test_an_essay_is_a_posting_with_its_conversation_as_a_part(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"
    post = make_post(
        title="Thirty years",
        slug="thirty-years",
        exchanges=[EXCHANGE],
        tags=["archives"],
        authors=[make_person("Ann Bee")],
        published_at=datetime(2026, 2, 28, 20, 0, tzinfo=UTC),
    )

    post = whole(post)
    data = linked(head("metadata_post", structured.post_metadata(post, SITE)))

    url = "https://quill.example/posts/thirty-years/"
    slug = Excerpt.objects.get().slug
    source = {
        "@type": "CreativeWork",
        "name": "Mañana en el archivo",
        "url": "https://radiolitoral.example/archivo",
    }
    assert data == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "headline": "Thirty years",
        "description": post.description,
        "inLanguage": "en",
        "datePublished": "2026-03-01T05:00:00+09:00",
        "dateModified": "2026-03-01T05:00:00+09:00",
        "wordCount": post.word_count,
        "author": [{"@type": "Person", "name": "Ann Bee", "url": "https://quill.example/people/ann-bee/"}],
        "keywords": ["archives"],
        "isPartOf": {"@type": "Blog", "name": "Maren Quill", "url": "https://quill.example/"},
        "citation": [source],
        "hasPart": [
            {
                "@type": "Conversation",
                "@id": f"{url}#x-{slug}",
                "url": f"https://quill.example/excerpts/{slug}/",
                "inLanguage": "en",
                "dateCreated": "2025-06-14",
                "isBasedOn": source,
                "hasPart": [
                    {
                        "@type": "Question",
                        "@id": f"{url}#x-{slug}-t1",
                        "text": "What makes a good archive?",
                    },
                    {
                        "@type": "Answer",
                        "@id": f"{url}#x-{slug}-t2",
                        "text": "That someone unknown can still open it in thirty years.",
                        "creator": {
                            "@type": "Person",
                            "name": "Lucía Prado",
                            "url": "https://quill.example/people/luc%C3%ADa-prado/",
                        },
                    },
                ],
            }
        ],
    }


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
        document = head("metadata_post", structured.post_metadata(whole(post), SITE))

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
    post = whole(make_post())

    assert structured.post_metadata(post, SITE).authors == ("Maren Quill",)
    data = linked(head("metadata_post", structured.post_metadata(post, SITE)))
    assert data["author"] == [{"@type": "Person", "name": "Maren Quill", "url": data["isPartOf"]["url"]}]


def test_no_text_ends_the_script_it_stands_in() -> None:
    post = make_post(title=HOSTILE, tags=[HOSTILE], exchanges=[f"Q: {HOSTILE}?\n\nLucía Prado: {HOSTILE}"])

    document = head("metadata_post", structured.post_metadata(whole(post), SITE))

    data = linked(document)
    assert data["headline"] == HOSTILE
    assert data["keywords"] == [HOSTILE]
    assert [turn["text"] for turn in data["hasPart"][0]["hasPart"]] == [f"{HOSTILE}?", HOSTILE]
    assert told(document)["og:title"] == [HOSTILE]


def test_an_excerpt_is_a_conversation_on_its_own_page(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"
    make_post(exchanges=[EXCHANGE])
    excerpt = Excerpt.objects.with_turns().get()

    document = head("metadata_excerpt", structured.excerpt_metadata(excerpt, SITE))

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
        "og:locale": ["en"],
    }


def test_a_single_remark_is_a_quotation() -> None:
    make_post(exchanges=["Lucía Prado: The catalogue is the archive."])

    data = linked(
        head("metadata_excerpt", structured.excerpt_metadata(Excerpt.objects.with_turns().get(), SITE))
    )

    assert (data["@type"], data["text"]) == ("Quotation", "The catalogue is the archive.")
    assert data["creator"]["name"] == "Lucía Prado"


def test_a_hidden_person_is_named_as_quoted_and_not_linked() -> None:
    make_post(exchanges=[EXCHANGE])
    person = Person.objects.get()
    person.hidden, person.name = True, "Lucía Prado Iglesias"
    library.save(person, now=datetime(2026, 3, 1, tzinfo=UTC))

    data = linked(
        head("metadata_excerpt", structured.excerpt_metadata(Excerpt.objects.with_turns().get(), SITE))
    )

    assert data["hasPart"][1]["creator"] == {"@type": "Person", "name": "Lucía Prado"}


def test_turns_say_in_what_capacity_in_what_language_and_who_translated() -> None:
    make_post(exchanges=[EXCHANGE])
    excerpt = Excerpt.objects.with_turns().get()
    answer = excerpt.turn_list[1]
    answer.capacity, answer.language, answer.text = (
        "keeper of the archive",
        "es",
        "Que alguien pueda abrirlo.",
    )
    answer.translation, answer.translation_language, answer.translator = "That someone can.", "en", "Ann Bee"

    turn = linked(head("metadata_excerpt", structured.excerpt_metadata(excerpt, SITE)))["hasPart"][1]

    assert turn["creator"]["description"] == "keeper of the archive"
    assert (turn["inLanguage"], turn["text"]) == ("es", "Que alguien pueda abrirlo.")
    assert turn["workTranslation"] == {
        "@type": "CreativeWork",
        "text": "That someone can.",
        "inLanguage": "en",
        "translator": {"@type": "Person", "name": "Ann Bee"},
    }


def test_a_source_is_told_with_its_kind_publisher_and_copies() -> None:
    make_post(exchanges=[EXCHANGE])
    Source.objects.update(
        kind="podcast",
        publisher="Radio Litoral",
        published="2025-06",
        archive_urls=["https://archive.example/1"],
    )

    data = linked(
        head("metadata_excerpt", structured.excerpt_metadata(Excerpt.objects.with_turns().get(), SITE))
    )

    assert data["isBasedOn"] == {
        "@type": "PodcastEpisode",
        "name": "Mañana en el archivo",
        "url": "https://radiolitoral.example/archivo",
        "datePublished": "2025-06",
        "publisher": {"@type": "Organization", "name": "Radio Litoral"},
        "archivedAt": ["https://archive.example/1"],
    }


def test_a_source_of_several_excerpts_is_cited_once() -> None:
    second = EXCHANGE.replace("good archive", "bad archive")
    post = make_post(exchanges=[EXCHANGE, second])

    data = linked(head("metadata_post", structured.post_metadata(whole(post), SITE)))

    assert [part["@type"] for part in data["hasPart"]] == ["Conversation", "Conversation"]
    assert [source["name"] for source in data["citation"]] == ["Mañana en el archivo"]


def test_any_page_may_be_shared(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"

    metadata = structured.page_metadata(SITE, title="About", path="/about/")

    assert told(head("metadata_page", metadata)) == {
        "og:type": ["website"],
        "og:title": ["About"],
        "og:description": ["I am Maren Quill."],
        "og:url": ["https://quill.example/about/"],
        "og:site_name": ["Maren Quill"],
        "og:locale": ["en"],
    }


def test_no_query_is_made_for_what_for_page_has_loaded(django_assert_num_queries: Any) -> None:
    post = whole(
        make_post(exchanges=[EXCHANGE, "Q: And?\n\nAnn Bee: So."], tags=["a"], authors=[make_person()])
    )

    with django_assert_num_queries(0):
        head("metadata_post", structured.post_metadata(post, SITE))


def test_the_address_of_a_page_is_written_in_ascii(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"

    asked = structured.page_metadata(SITE, title="Lucía", path="/people/lucía-prado/")
    reversed_ = structured.page_metadata(SITE, title="Lucía", path="/people/luc%C3%ADa-prado/")

    assert asked.url == reversed_.url == "https://quill.example/people/luc%C3%ADa-prado/"
