"""The desk says which sources moved, went offline or lost their words, and has the button that mends it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from blog.evidence.drift import Seen, judge_failure
from blog.models import Source
from blog.publishing import watching
from tests.admin.page import messages, signed_in, text
from tests.factories import make_post

pytestmark = pytest.mark.django_db

URL, NEW = "https://radio.example/talk", "https://radio.example/2026/talk"
DAY = timedelta(days=1)


@pytest.fixture
def source() -> Source:
    make_post(exchanges=[f"Q: Why?\n\nAda Reed: It held.\n\nSource: [Talk]({URL}), 2025-06-14"])
    return Source.objects.get()


def see(source: Source, seen: Seen, now: datetime) -> None:
    for days in (0, 1):
        watching.record(Source.objects.get(pk=source.pk), seen, now=now + days * DAY)


def looks(source: Source) -> str:
    return f"/admin/blog/source/{source.pk}/looks/"


@pytest.mark.parametrize(
    ("seen", "kind", "said", "mend", "page"),
    [
        (Seen("moved", address=NEW), "Moved", "Its page has moved.", "Take the new address", "looks"),
        (
            judge_failure("status", 404),
            "Offline",
            "Its page can no longer be opened.",
            "Add an archived copy",
            "change",
        ),
        (
            Seen("changed", gone=frozenset({"It held."})),
            "Words gone",
            "Its page no longer has the words quoted.",
            "Add an archived copy",
            "change",
        ),
    ],
)
def test_the_first_page_tells_of_it(
    source: Source, now: datetime, seen: Seen, kind: str, said: str, mend: str, page: str
) -> None:
    see(source, seen, now)

    (group,) = signed_in("editor").get("/admin/").context["tended"].groups
    (line,) = group.lines
    assert (line.kind, line.title, line.said, line.mend) == (kind, "Talk", said, mend)
    assert line.mend_at == f"/admin/blog/source/{source.pk}/{page}/"
    assert source.title in text(signed_in("editor").get(group.every))


def test_an_archived_copy_mends_it(source: Source, now: datetime) -> None:
    see(source, judge_failure("name"), now)
    Source.objects.update(archive_urls=["https://archive.example/1"])

    assert signed_in("editor").get("/admin/").context["tended"].groups == []


@pytest.mark.parametrize(("found", "listed"), [("moved", 0), ("dead", 1), ("changed", 0), ("untended", 1)])
def test_the_list_finds_them(source: Source, now: datetime, found: str, listed: int) -> None:
    see(source, judge_failure("name"), now)

    page: Any = signed_in("editor").get("/admin/blog/source/", {"found": found})
    assert page.context["cl"].result_count == listed


def test_every_look_is_told_in_words(source: Source, now: datetime) -> None:
    editor = signed_in("editor")
    assert "Nobody has looked yet." in text(editor.get(looks(source)))
    see(source, judge_failure("status", 404), now)

    said = text(editor.get(looks(source)))
    assert said.count("offline") == 3  # the help's, and a row's each
    assert said.count("The site answers 404, and not with the page.") == 2
    page = text(editor.get(looks(source).replace("looks", "change")))
    assert "At its address, 2 Mar 2026: offline. All looks at it" in page


def test_a_new_address_is_taken_with_one_press(source: Source, now: datetime) -> None:
    editor = signed_in("editor")
    see(source, Seen("moved", address=NEW), now)
    assert f"Its page has moved to {NEW}." in text(editor.get(looks(source)))

    answer = editor.post(looks(source), {"address": NEW}, follow=True)

    assert messages(answer) == ["It stands at its new address now."]
    assert Source.objects.get().url == NEW
    assert "Take the new address" not in text(editor.get(looks(source)))


def test_but_not_one_it_has_left_meanwhile(source: Source, now: datetime) -> None:
    editor = signed_in("editor")
    see(source, Seen("moved", address=NEW), now)
    see(source, Seen("alive"), now + 9 * DAY)

    answer = editor.post(looks(source), {"address": NEW})

    assert (answer.status_code, Source.objects.get().url) == (409, URL)
    assert "Nothing was changed." in text(answer)
