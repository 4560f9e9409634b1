"""`events` in the front matter of a file: what happened since goes along with an essay, and comes once."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from blog.models import Event, Excerpt, Post
from blog.transfer.document import BadDocument
from blog.transfer.front_matter import read_document
from blog.transfer.ingest import Ingested, ingest
from tests.factories import NOW, make_event, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

EXCHANGE = "::: qa shipped\nHost: And ship it?\n\nJonas Weld: In a week.\n:::"
LATER = NOW + timedelta(hours=1)


def take(*entries: str, publish: bool = True) -> Ingested:
    """A file with these entries of `events`, read an hour later."""
    lines = "\n".join(f"- {{{entry}}}" for entry in entries)
    file = f"---\ntitle: T\nslug: t\nevents:\n{lines}\n---\n\nWords.\n\n{EXCHANGE}\n"
    return ingest(read_document(file, ZoneInfo("Europe/Berlin")), publish=publish, now=LATER)


def told() -> list[dict[str, object]]:
    columns = ["kind", "at", "text", "label", "capacity", "language", "source", "url", "excerpt__slug"]
    return list(Event.objects.order_by("at", "pk").values(*columns))


def test_what_the_site_writes_it_reads(client: Client) -> None:
    post = make_post("T", body=f"Words.\n\n{EXCHANGE}")
    excerpt = post.excerpts.get()
    make_event(
        post, text="It was a Monday.\n\nNot a Tuesday: “no”.", at=NOW - timedelta(days=3, microseconds=7)
    )
    make_event(
        excerpt, text="Fünf, nicht vier.", language="de", source="By letter", url="https://example.org/a"
    )
    make_event(excerpt, kind="follow-up", text="It was shipped.", at=NOW - timedelta(days=2))
    make_event(excerpt, kind="reply", text="I said: soon.", label="Jonas Weld", capacity="retired")
    before, file = told(), client.get("/posts/t.md").content.decode()
    Post.objects.all().delete()
    Excerpt.objects.all().delete()

    done = ingest(read_document(file, ZoneInfo("UTC")), publish=True, now=LATER)

    assert (len(before), told(), done.notes) == (4, before, ())


def test_a_file_read_twice_tells_nothing_twice() -> None:
    entries = (
        "kind: correction, date: 2026-01-02, text: It was a Monday.",
        "excerpt: shipped, kind: follow-up, date: 2026-01-02, text: It was a Monday.",
    )
    take(*entries)
    first = list(Event.objects.values("pk", "written_at"))

    take(*entries)

    assert list(Event.objects.values("pk", "written_at")) == first
    assert {event["excerpt__slug"] for event in told()} == {None, "shipped"}


def test_a_new_one_is_told_to_readers_as_from_the_desk() -> None:
    post = make_post("T", body=f"Words.\n\n{EXCHANGE}")

    take("kind: correction, date: 2026-01-02, text: It was a Monday.")

    post.refresh_from_db()
    assert post.modified_at == LATER


def test_while_edits_wait_nothing_is_told() -> None:
    make_post("T", body=f"Words.\n\n{EXCHANGE}")

    done = take("kind: correction, date: 2026-01-02, text: It was a Monday.", publish=False)

    assert told() == []
    assert done.notes[-1] == "What happened since is told to readers at once, so it was left. Add --publish."


def test_an_exchange_that_is_not_there_is_said() -> None:
    done = take("excerpt: other, kind: correction, date: 2026-01-02, text: It was a Monday.")

    assert (told(), done.notes) == ([], ("Event 1 was not read: there is no exchange “other” here.",))


SAID = "date: 2026-01-02, text: It was"


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("", "Write one of: correction, follow-up, reply."),
        (f"kind: erratum, {SAID}", "“erratum” is no kind. Write one of: correction, follow-up, reply."),
        ("kind: correction, text: It was", "There is no date. Write it as 2025-01-31 or 2025-01-31 09:30."),
        ("kind: correction, date: soon, text: It was", "“soon” is not a date I can read."),
        (
            "kind: correction, date: 2026-12-31, text: It was",
            "This is still to come. Write when it happened.",
        ),
        ("kind: correction, date: 2026-01-02", "Write what readers should know."),
        (
            "kind: correction, date: 2026-01-02, text: [It, was]",
            "Write kind, date and text, each with its value.",
        ),
        (f"kind: correction, {SAID}, on: me", "“on” is nothing it can say."),
        (f"kind: correction, {SAID}, by: Jonas Weld", "Only a reply is by someone."),
        (f"kind: follow-up, {SAID}", "Of an essay only corrections are told. Choose one of its exchanges."),
        (f"kind: reply, excerpt: shipped, {SAID}, by: Ann", "A reply is by someone the excerpt quotes."),
        (f"kind: correction, {SAID}, language: Deutsch!", "“Deutsch!” is no language tag."),
        (f"kind: correction, {SAID}, url: 'javascript:x'", "“javascript:x” is no web address."),
        (f"kind: correction, {SAID}{' so' * 2_000}", "Longer than 5000 characters."),
        ("kind: correction, date: 0001-01-01, text: It was", "lies between 1001 and 9998."),
        ("kind: correction, date: '9999-12-31T23:59-12:00', text: It was", "lies between 1001 and 9998."),
        ('kind: correction, date: 2026-01-02, text: "It\\0was"', "It holds a NUL or a broken character."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_saved(entry: str, says: str) -> None:
    with pytest.raises(BadDocument, match="entry 1") as caught:
        take(entry)

    assert says in str(caught.value)
    assert not Post.objects.exists()


def test_what_is_no_list_is_said() -> None:
    with pytest.raises(BadDocument, match="must be a list, each with kind, date and text"):
        read_document("---\ntitle: T\nevents: none\n---\n", ZoneInfo("UTC"))
