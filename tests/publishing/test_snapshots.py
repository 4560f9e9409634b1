"""What a source said when someone looked: kept once, the newest counts, and only so many."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from blog.models import Generation, Snapshot, Source
from blog.models.snapshot import CHARACTERS, KEPT, Origin, digest_of
from blog.publishing import library, merging
from blog.publishing.text import Refused
from tests.factories import make_snapshot, make_user

pytestmark = pytest.mark.django_db

WORDS = "Host: Why?\n\nMei Tan: Because “it” holds — 我们."
DIGEST = "829b29da4f7c6624ea66cfd0d84830f737c170bf254e7195e543487a2794a7b1"


@pytest.fixture
def source() -> Source:
    return Source.objects.create(title="Talk", slug="talk")


def test_it_is_kept_with_its_digest_and_where_it_came_from(source: Source, now: datetime) -> None:
    editor, before = make_user("editor"), Generation.current().number

    kept = library.keep_snapshot(
        source, WORDS, origin=Origin.UPLOADED, name="talk.pdf", marks=[(12, "page", 2)], now=now, by=editor
    )

    row = Snapshot.objects.get()
    assert (row, source.snapshot) == (kept, kept)
    assert (row.text, row.sha256, row.marks) == (WORDS, DIGEST, [[12, "page", 2]])
    assert (row.origin, row.name, row.taken_at, row.by) == ("uploaded", "talk.pdf", now, editor)
    assert Generation.current().number == before + 1


def test_the_newest_counts_and_what_was_said_again_is_the_newest(source: Source, now: datetime) -> None:
    other = Source.objects.create(title="Other", slug="other")
    make_snapshot(other, "Elsewhere.", now=now)
    texts = ["One.", "Two.", "One."]
    for minutes, text in enumerate(texts):
        make_snapshot(source, text, now=now + timedelta(minutes=minutes))

    assert [row.text for row in source.snapshots.all()] == ["One.", "Two."]
    assert {row.text for row in Snapshot.objects.current()} == {"One.", "Elsewhere."}


def test_a_source_without_one_has_none(source: Source) -> None:
    assert source.snapshot is None


def test_a_source_keeps_the_newest_few(source: Source, now: datetime) -> None:
    for minutes in range(KEPT + 2):
        make_snapshot(source, f"Text {minutes}.", now=now + timedelta(minutes=minutes))

    assert [row.text for row in source.snapshots.all()] == [
        f"Text {minutes}." for minutes in reversed(range(2, KEPT + 2))
    ]


def test_facts_come_without_the_text(source: Source, now: datetime) -> None:
    make_snapshot(source, WORDS, now=now)

    row = source.snapshots.as_facts().get()

    assert row.get_deferred_fields() == {"text", "marks"}
    assert row.characters == len(WORDS)  # type: ignore[attr-defined]  # counted by the database


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "It holds no words."),
        (" \n\n\t", "It holds no words."),
        ("One.\nTwo\0.", "Line 2 holds a NUL or a broken character. Remove it."),
        ("\ud800", "Line 1 holds a NUL or a broken character. Remove it."),
        (
            "x" * (CHARACTERS + 1),
            "It has 2000001 characters; at most 2000000 fit. Keep the part that is quoted.",
        ),
    ],
    ids=["nothing", "blanks", "NUL", "surrogate", "too long"],
)
def test_what_cannot_be_kept_is_refused(source: Source, now: datetime, text: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        make_snapshot(source, text, now=now)

    assert refused.value.message_dict == {"text": [said]}
    assert not Snapshot.objects.exists()


def test_the_longest_that_fits_is_kept(source: Source, now: datetime) -> None:
    make_snapshot(source, "x" * CHARACTERS, now=now)

    assert source.snapshots.as_facts().get().characters == CHARACTERS  # type: ignore[attr-defined]


def test_the_database_keeps_no_text_twice(source: Source, now: datetime) -> None:
    kept = make_snapshot(source, WORDS, now=now)

    with pytest.raises(IntegrityError):
        Snapshot.objects.create(
            source=source, text=WORDS, sha256=kept.sha256, origin=Origin.PASTED, taken_at=now
        )


def test_sources_that_are_one_share_what_they_said(source: Source, now: datetime) -> None:
    other = Source.objects.create(title="The talk", slug="the-talk")
    make_snapshot(source, "Both.", now=now)
    make_snapshot(source, "Only here.", now=now + timedelta(minutes=2))
    make_snapshot(other, "Both.", now=now + timedelta(minutes=1))

    merging.merge(source, other, by=None, now=now)

    assert [row.text for row in other.snapshots.all()] == ["Only here.", "Both."]
    assert digest_of("Both.") in set(other.snapshots.values_list("sha256", flat=True))
