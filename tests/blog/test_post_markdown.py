"""`/posts/<slug>.md`: the essay as a file, which `add_post` reads back."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import Settings

from blog.models import Post
from blog.publishing import posts
from blog.transfer.front_matter import read_document
from blog.transfer.ingest import ingest
from tests.factories import NOW, make_person, make_post

EXCHANGE = """Context: On the radio.

Host (in the studio) [41:07]: Would you build it again?

Lucía Prado {lang=es}: Más pequeño.

Translation (en, Mei Tan): Smaller.

Source: [Mañana](https://radio.example/a), 2025-06"""


def file_of(client: Client, post: Post) -> str:
    answer = client.get(f"/posts/{post.slug}.md")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    return answer.content.decode()


def test_is_front_matter_and_the_text_with_its_exchanges_as_fences(client: Client) -> None:
    post = make_post(
        title="A: talk",
        body="First.\n\n::: qa second\nQ: And?\n\nMei Tan: So.\n:::\n\nLast.",
        exchanges=["Q: Why?\n\nMei Tan: Because.\n\nSource: Radio"],
        tags=["ai", "C++"],
        authors=[make_person("Ada Quill")],
        summary="In short.",
        published_at=datetime(2025, 2, 1, tzinfo=UTC),
    )

    assert file_of(client, post) == (
        "---\n"
        "title: 'A: talk'\n"
        "slug: a-talk\n"
        "date: 2025-02-01 00:00:00+00:00\n"
        "tags:\n- ai\n- C++\n"
        "summary: In short.\n"
        "authors:\n- Ada Quill\n"
        "state: published\n"
        "---\n\n"
        "::: qa why\nQ: Why?\n\nMei Tan: Because.\n\nSource: Radio\n:::\n\n"
        "First.\n\n"
        "::: qa second\nQ: And?\n\nMei Tan: So.\n:::\n\n"
        "Last.\n"
    )


def test_names_the_page_it_is_the_file_of(client: Client, settings: Settings) -> None:
    settings.SITE_ORIGIN = "https://example.org"
    post = make_post(title="A talk")

    answer = client.get("/posts/a-talk.md")

    assert answer.headers["Link"] == f'<https://example.org{post.get_absolute_url()}>; rel="canonical"'


def test_read_back_it_changes_nothing(client: Client) -> None:
    post = make_post(
        title="Sí", body=f"First.\n\n::: qa\n{EXCHANGE}\n:::\n\nLast.", tags=["ai"], language="es"
    )
    before = posts.text_of(post)

    read = ingest(read_document(file_of(client, post), ZoneInfo("UTC")), publish=False, now=NOW)

    assert read.made is False
    assert read.post.pk == post.pk
    after = posts.text_of(read.post)
    assert (after.title, after.slug, after.body, after.tags, after.language) == (
        before.title,
        before.slug,
        before.body,
        before.tags,
        before.language,
    )
    assert [(box.slug, box.text) for box in after.boxes] == [(box.slug, box.text) for box in before.boxes]
    assert read.post.published_at == post.published_at


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("scheduled", 404), ("withdrawn", 410)])
def test_is_there_when_the_page_is(client: Client, state: str, status: int) -> None:
    post = make_post(title="Canary", body="Canary.", state=state)

    answer = client.get(f"/posts/{post.slug}.md")

    assert answer.status_code == status
    assert "Canary" not in answer.content.decode()
