"""`/excerpts/<slug>.json` and `.md`: the exchange for programs and for pasting elsewhere."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from blog.models import Excerpt, Source
from blog.models.source import Kind
from blog.transcripts import read_fence
from tests.factories import EXCHANGE, NOW, make_event, make_person, make_post

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "excerpt-1.json").read_text("utf-8"))

WHOLE = """::: qa {lang=es}
Context: After a power cut.

Presentadora [41:07]: ¿Qué hace bueno a un archivo?
Translation (en, Maren Quill): What makes a good archive?

Lucía Prado (archivera) {lang=ca}: Que l'obri algú.

  I que el llegeixi.

Source: [Mañana en el archivo](https://radiolitoral.example/archivo), 2025-06
:::"""


AS_DATA = {
    "schema": "rejoinder/excerpt/1",
    "id": "urn:uuid:5d9a2c1e-7f10-4c7b-9a51-0d6c8e2b4f33",
    "slug": "qué-hace-bueno-a-un-archivo",
    "url": "http://127.0.0.1:8000/excerpts/qu%C3%A9-hace-bueno-a-un-archivo/",
    "language": "es",
    "said": "2025-06",
    "context": "After a power cut.",
    "question": "¿Qué hace bueno a un archivo?",
    "turns": [
        {
            "number": 1,
            "kind": "question",
            "label": "Presentadora",
            "speaker": "Presentadora",
            "person_url": None,
            "capacity": None,
            "time": "41:07",
            "text": "¿Qué hace bueno a un archivo?",
            "lang": None,
            "translation": {
                "lang": "en",
                "translator": "Maren Quill",
                "text": "What makes a good archive?",
            },
            "check": None,
        },
        {
            "number": 2,
            "kind": "answer",
            "label": "Lucía Prado",
            "speaker": "Lucía Prado",
            "person_url": "http://127.0.0.1:8000/people/luc%C3%ADa-prado/",
            "capacity": "archivera",
            "time": None,
            "text": "Que l'obri algú.\n\nI que el llegeixi.",
            "lang": "ca",
            "translation": None,
            "check": None,
        },
    ],
    "source": {
        "title": "Mañana en el archivo",
        "url": "https://radiolitoral.example/archivo",
        "publisher": "Radio Litoral",
        "kind": "broadcast",
        "page": "http://127.0.0.1:8000/sources/ma%C3%B1ana-en-el-archivo/",
        "copies": [],
        "drift": None,
    },
    "quoted_in": [{"title": "A talk", "url": "http://127.0.0.1:8000/posts/a-talk/"}],
    "first_shown": "2026-01-02T03:04:05+00:00",
    "modified": "2026-01-02T03:04:05+00:00",
    "corrections": [],
    "follow_ups": [],
}


def get(client: Client, excerpt: Excerpt, ending: str) -> Any:
    return client.get(f"/excerpts/{excerpt.slug}{ending}")


def data_of(client: Client, excerpt: Excerpt) -> dict[str, Any]:
    """The JSON of `excerpt`, once it is known to keep to the schema."""
    data = get(client, excerpt, ".json").json()
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(data)
    return dict(data)


def test_json_tells_all_there_is(client: Client) -> None:
    post = make_post("A talk", exchanges=[WHOLE], published_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    excerpt = post.excerpts.get()
    Source.objects.update(publisher="Radio Litoral", kind=Kind.BROADCAST)
    Excerpt.objects.update(feed_id=AS_DATA["id"])

    assert data_of(client, excerpt) == AS_DATA


def test_json_says_null_where_nothing_is_known(client: Client) -> None:
    data = data_of(client, make_post(exchanges=["Q: Why?\n\nReader {kind=answer}: So."]).excerpts.get())

    assert (data["source"], data["said"], data["context"], data["language"]) == (None, None, None, None)
    assert [turn["speaker"] for turn in data["turns"]] == ["Q", "Reader"]
    assert [turn["person_url"] for turn in data["turns"]] == [None, None]


def test_json_tells_what_happened_since(client: Client) -> None:
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
    at = datetime(2026, 2, 1, tzinfo=UTC)
    corrected = make_event(excerpt, text="It said “held”.", at=at, source="The recording")
    replied = make_event(
        excerpt, kind="reply", label="Lucía Prado", capacity="retired", text="Sí.", language="es", at=at
    )

    data = data_of(client, excerpt)

    page = f"http://127.0.0.1:8000{excerpt.get_absolute_url()}"
    assert data["corrections"] == [
        {
            "url": f"{page}#event-{corrected.pk}",
            "at": "2026-02-01T00:00:00+00:00",
            "text": "It said “held”.",
            "lang": None,
            "source": {"title": "The recording", "url": None},
        }
    ]
    assert data["follow_ups"] == [
        {
            "url": f"{page}#event-{replied.pk}",
            "at": "2026-02-01T00:00:00+00:00",
            "text": "Sí.",
            "lang": "es",
            "source": None,
            "reply": {
                "label": "Lucía Prado",
                "speaker": "Lucía Prado",
                "person_url": "http://127.0.0.1:8000/people/luc%C3%ADa-prado/",
                "capacity": "retired",
            },
        }
    ]


def test_markdown_tells_it_below_the_fence_which_still_reads_back(client: Client) -> None:
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
    before = get(client, excerpt, ".md").content.decode()
    make_event(excerpt, text="It said\n“held”.", url="https://radiolitoral.example/errata")

    after = get(client, excerpt, ".md").content.decode()

    said = "Correction, 2026-02-28: It said “held”. <https://radiolitoral.example/errata>"
    assert after == f"{before}\n{said}\n"


def test_json_calls_a_hidden_person_by_their_label_only(client: Client) -> None:
    person = make_person("Lucía Prado Gil", hidden=True)
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
    excerpt.turns.filter(label="Lucía Prado").update(person=person)

    turn = data_of(client, excerpt)["turns"][1]

    assert (turn["speaker"], turn["person_url"]) == ("Lucía Prado", None)
    assert "Gil" not in get(client, excerpt, ".json").content.decode()


def test_json_names_the_person_where_the_label_is_another(client: Client) -> None:
    person = make_person("Lucía Prado Gil")
    excerpt = make_post(exchanges=[EXCHANGE]).excerpts.get()
    excerpt.turns.filter(label="Lucía Prado").update(person=person)

    turn = data_of(client, excerpt)["turns"][1]

    assert (turn["label"], turn["speaker"]) == ("Lucía Prado", "Lucía Prado Gil")


def test_json_names_visible_essays_only_newest_first(client: Client) -> None:
    excerpt = make_post("First", exchanges=[EXCHANGE], published_at=NOW - timedelta(days=9)).excerpts.get()
    make_post("Second", body=f"[[qa: {excerpt.slug}]]")
    for state in ("draft", "scheduled", "withdrawn"):
        make_post(f"Canary {state}", body=f"[[qa: {excerpt.slug}]]", state=state)

    assert [essay["title"] for essay in data_of(client, excerpt)["quoted_in"]] == ["Second", "First"]


def test_files_say_what_they_are(client: Client) -> None:
    excerpt = make_post(exchanges=[WHOLE]).excerpts.get()

    answers = [get(client, excerpt, ending) for ending in (".json", ".md")]

    assert [answer.headers["Content-Type"] for answer in answers] == [
        "application/json",
        "text/markdown; charset=utf-8",
    ]
    assert answers[1].headers["Link"] == (
        '<http://127.0.0.1:8000/excerpts/qu%C3%A9-hace-bueno-a-un-archivo/>; rel="canonical"'
    )
    assert "¿Qué" in answers[0].content.decode()


def test_markdown_is_a_fence_that_reads_back_as_the_same(client: Client) -> None:
    excerpt = make_post(exchanges=[WHOLE]).excerpts.get()

    fence = get(client, excerpt, ".md").content.decode()

    read = read_fence(fence)
    assert (read.slug, read.turns, read.source) == (
        "qué-hace-bueno-a-un-archivo",
        excerpt.as_exchange().turns,
        excerpt.as_exchange().source,
    )
    assert fence.endswith("\n:::\n")


@pytest.mark.parametrize("ending", [".json", ".md"])
def test_an_unchanged_file_is_not_sent_again(client: Client, ending: str) -> None:
    excerpt = make_post(exchanges=[WHOLE]).excerpts.get()
    etag = get(client, excerpt, ending).headers["ETag"]

    again = client.get(f"/excerpts/{excerpt.slug}{ending}", HTTP_IF_NONE_MATCH=etag)

    assert (again.status_code, again.content) == (304, b"")


def test_the_documentation_names_every_field() -> None:
    told = (Path(settings.BASE_DIR) / "docs" / "excerpts.md").read_text("utf-8")
    table = re.findall(r"\| (`\w+`(?:, `\w+`)*) \|$", told, re.MULTILINE)

    assert {name for row in table for name in re.findall(r"\w+", row)} == set(SCHEMA["properties"])
