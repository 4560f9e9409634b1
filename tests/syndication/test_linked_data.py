"""Essays and excerpts in the words of schema.org."""

from datetime import UTC, datetime
from typing import Any

import pytest

from blog.models import Event, Person, Source, Turn
from blog.publishing import library
from tests.factories import EXCHANGE, make_event, make_person, make_post
from tests.syndication.heads import linked, of_essay, of_excerpt

pytestmark = pytest.mark.django_db


def test_an_essay_is_a_posting(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"
    post = make_post(
        title="Thirty years",
        slug="thirty-years",
        summary="On opening old files.",
        tags=["archives"],
        authors=[make_person("Ann Bee")],
        published_at=datetime(2026, 2, 28, 20, 0, tzinfo=UTC),
    )

    url = "https://quill.example/posts/thirty-years/"
    assert linked(of_essay(post)) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "headline": "Thirty years",
        "description": "On opening old files.",
        "inLanguage": "en",
        "datePublished": "2026-03-01T05:00:00+09:00",
        "dateModified": "2026-03-01T05:00:00+09:00",
        "wordCount": post.word_count,
        "author": [{"@type": "Person", "name": "Ann Bee", "url": "https://quill.example/people/ann-bee/"}],
        "keywords": ["archives"],
        "isPartOf": [{"@type": "Blog", "name": "Maren Quill", "url": "https://quill.example/"}],
    }


def test_its_exchange_is_a_conversation_from_a_source(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"

    data = linked(of_essay(make_post(slug="thirty-years", exchanges=[EXCHANGE])))

    at = "https://quill.example/posts/thirty-years/#x-what-makes-a-good-archive"
    source = {
        "@type": "CreativeWork",
        "name": "Mañana en el archivo",
        "url": "https://radiolitoral.example/archivo",
    }
    asker = {"@type": "Question", "@id": f"{at}-t1", "text": "What makes a good archive?"}
    person = {
        "@type": "Person",
        "name": "Lucía Prado",
        "url": "https://quill.example/people/luc%C3%ADa-prado/",
    }
    words = "That someone unknown can still open it in thirty years."
    assert data["citation"] == [source]
    assert data["hasPart"] == [
        {
            "@type": "Conversation",
            "@id": at,
            "url": "https://quill.example/excerpts/what-makes-a-good-archive/",
            "inLanguage": "en",
            "dateCreated": "2025-06-14",
            "isBasedOn": source,
            "hasPart": [asker, {"@type": "Answer", "@id": f"{at}-t2", "text": words, "creator": person}],
        }
    ]


def test_a_single_remark_is_a_quotation() -> None:
    make_post(exchanges=["Lucía Prado: The catalogue is the archive."])

    data = linked(of_excerpt())

    assert (data["@type"], data["text"]) == ("Quotation", "The catalogue is the archive.")
    assert data["creator"]["name"] == "Lucía Prado"


def test_a_hidden_person_is_named_as_quoted_and_not_linked() -> None:
    make_post(exchanges=[EXCHANGE])
    person = Person.objects.get()
    person.hidden, person.name = True, "Lucía Prado Iglesias"
    library.save(person, now=datetime(2026, 3, 1, tzinfo=UTC))

    data = linked(of_excerpt())

    assert data["hasPart"][1]["creator"] == {"@type": "Person", "name": "Lucía Prado"}


def test_turns_say_in_what_capacity_in_what_language_and_who_translated() -> None:
    make_post(exchanges=[EXCHANGE])
    Turn.objects.filter(kind="answer").update(
        capacity="keeper of the archive",
        language="es",
        text="Que alguien pueda abrirlo.",
        translation="That someone can.",
        translation_language="en",
        translator="Ann Bee",
    )

    turn = linked(of_excerpt())["hasPart"][1]

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

    data = linked(of_excerpt())

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

    data = linked(of_essay(post))

    assert [part["@type"] for part in data["hasPart"]] == ["Conversation", "Conversation"]
    assert [source["name"] for source in data["citation"]] == ["Mañana en el archivo"]


def told(event: Event, at: str, **more: Any) -> dict[str, Any]:
    """The comment that `event` is, on the page at `at`."""
    kind = "CorrectionComment" if event.kind == Event.Kind.CORRECTION else "Comment"
    own = {"@type": kind, "@id": f"https://quill.example{at}#event-{event.pk}", "text": event.text}
    return {**own, "datePublished": "2026-03-01", **more}


def test_corrections_replies_and_follow_ups_are_comments(settings: Any) -> None:
    settings.SITE_ORIGIN = "https://quill.example"
    post = make_post(slug="thirty-years", exchanges=[EXCHANGE])
    excerpt = post.excerpts.get()
    at, errata = datetime(2026, 2, 28, 20, 0, tzinfo=UTC), "https://litoral.example/errata"
    of_post = make_event(post, text="It is a co-operative.", at=at)
    of_words = make_event(excerpt, text="It said “ten”.", at=at, url=errata)
    reply = make_event(excerpt, kind="reply", label="Lucía Prado", capacity="retired", text="Sí.", at=at)

    data = linked(of_essay(post))

    (part,) = data["hasPart"]
    own = "/excerpts/what-makes-a-good-archive/"
    url = "https://quill.example/people/luc%C3%ADa-prado/"
    speaker = {"@type": "Person", "name": "Lucía Prado", "url": url, "description": "retired"}
    assert data["correction"] == [told(of_post, "/posts/thirty-years/")]
    assert part["correction"] == [told(of_words, own, citation=errata)]
    assert part["comment"] == [told(reply, own, creator=speaker)]
    assert data["dateModified"] == part["dateModified"] == "2026-03-01T21:00:00+09:00"
