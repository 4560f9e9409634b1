"""The words of a source at the desk: pasted, uploaded or fetched, and read by those who may edit it."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from pytest_django.fixtures import Settings

from blog.evidence import fetch
from blog.models import Snapshot, Source
from tests.admin.page import errors, fields, messages, press, signed_in, text
from tests.evidence.pdfs import make_pdf
from tests.evidence.servers import Server, leads, says, serving
from tests.factories import EXCHANGE, make_post, make_snapshot, make_user

pytestmark = pytest.mark.django_db

WORDS = "Host: Why?\n\nMei Tan: It did <b>not</b>."


@pytest.fixture
def source() -> Source:
    return Source.objects.create(title="Talk", slug="talk", url="https://a.example/talk")


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def page(source: Source, name: str = "snapshot") -> str:
    return f"/admin/blog/source/{source.pk}/{name}/"


def kept(source: Source) -> list[tuple[str, str, str]]:
    return [(row.text, row.origin, row.name) for row in source.snapshots.all()]


def test_pasted_words_are_kept_and_shown_with_what_is_known(editor: Client, source: Source) -> None:
    assert "Nothing is kept of what it says" in text(editor.get(page(source, "change")))

    answer = press(editor, page(source), "_keep", text=WORDS.replace("\n", "\r\n"))

    assert answer["Location"] == page(source)
    assert kept(source) == [(WORDS, "pasted", "")]
    shown = editor.get(page(source))
    assert messages(shown) == ["Kept: 39 characters."]
    assert WORDS.split("\n\n")[1] in text(shown)
    for address in (page(source), page(source, "change")):
        said = text(editor.get(address))
        assert "39 characters are kept to check quotations by, pasted" in said
        assert source.snapshots.get().sha256 in said


def test_says_how_each_quotation_stands_to_the_words_just_kept(editor: Client) -> None:
    quoted = ["Q: Why?\n\nMei Tan: So.", "Q: When?\n\nMei Tan: Now."]
    make_post(exchanges=[f"{words}\n\nSource: Talk" for words in quoted])
    source = Source.objects.get()

    press(editor, page(source), "_keep", text=quoted[0])

    listed = html.fromstring(editor.get(page(source)).content).xpath("//*[@aria-labelledby='quoting']//li")
    assert sorted(" ".join(line.text_content().split()) for line in listed) == [
        "When?: Not found in the source",
        "Why?: Verified",
    ]


def test_a_file_is_read_into_words_with_its_pages(editor: Client, source: Source) -> None:
    file = SimpleUploadedFile("talk.pdf", make_pdf(["It did not."], ["At all."]))

    press(editor, page(source), "_keep", file=file)

    assert kept(source) == [("It did not.\n\nAt all.", "uploaded", "talk.pdf")]
    assert source.snapshots.get().marks == [[0, "page", 1], [13, "page", 2]]


def test_what_was_not_sure_is_told(editor: Client, source: Source) -> None:
    press(editor, page(source), "_keep", file=SimpleUploadedFile("a.txt", b"caf\xe9"))

    told = messages(editor.get(page(source)))
    assert told[0].startswith("It does not say how its letters are encoded, and was read as Windows-1252.")
    assert told[1:] == ["Kept: 4 characters."]


@pytest.mark.full
@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({}, "", "Paste its words, or choose a file."),
        ({"text": " \n "}, "", "Paste its words, or choose a file."),
        ({"text": "words", "file": b"words"}, "", "Paste its words, or choose a file."),
        ({"text": "one\0"}, "text", "Line 1 holds a NUL character"),
        ({"text": "x" * 2_000_001}, "text", "It has 2000001 characters; at most 2000000 fit."),
        ({"file": b""}, "file", "It is empty."),
        ({"file": b"%PDF-1.4 broken"}, "file", "It is damaged, or not what its name says."),
    ],
    ids=["nothing", "blanks", "both", "NUL", "too long", "empty", "damaged"],
)
def test_what_cannot_be_kept_stays_as_typed(
    editor: Client, source: Source, typed: dict[str, str | bytes], field: str, says: str
) -> None:
    sent = {
        name: SimpleUploadedFile("a.txt", said) if isinstance(said, bytes) else said
        for name, said in typed.items()
    }

    answer = press(editor, page(source), "_keep", **sent)

    assert answer.status_code == 400
    complaints = [complaint for _name, said in errors(answer).items() for complaint in said]
    assert len(complaints) == 1
    assert complaints[0].startswith(says)
    assert fields(answer)["text"] == str(typed.get("text", "")).replace("\0", "\ufffd")
    assert kept(source) == []


def test_words_kept_before_are_taken_again(editor: Client, source: Source) -> None:
    press(editor, page(source), "_keep", file=SimpleUploadedFile("right.pdf", make_pdf(["Why? It did not."])))
    press(editor, page(source), "_keep", text="The wrong words.")
    former = source.snapshots.get(origin="uploaded")
    assert "Why? It did not. uploaded" in text(editor.get(page(source)))

    answer = editor.post(page(source), {"_again": former.sha256})

    assert answer["Location"] == page(source)
    assert [row[1:] for row in kept(source)] == [("uploaded", "right.pdf"), ("pasted", "")]
    assert source.snapshots.earliest("taken_at").origin == "pasted"
    assert source.snapshots.latest("taken_at").marks == former.marks
    assert "The wrong words. pasted" in text(editor.get(page(source)))


@pytest.mark.parametrize("digest", ["", "\0", "0" * 64])
def test_words_that_are_kept_no_longer_are_not_taken(editor: Client, source: Source, digest: str) -> None:
    make_snapshot(source, WORDS)

    answer = editor.post(page(source), {"_again": digest})

    assert (answer.status_code, len(kept(source))) == (400, 1)
    assert "These words are kept no longer." in text(answer)


@pytest.mark.full
class TestFetching:
    @pytest.fixture(autouse=True)
    def _allowed(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.FETCH_SOURCES = True
        monkeypatch.setattr(fetch, "PROGRAM", "tests.evidence.loopback")

    @pytest.fixture
    def server(self, source: Source) -> Iterator[Server]:
        with serving(leads({"/old": "/new"}, b"<p>It did not.", status=301)) as server:
            source.url = f"http://127.0.0.1:{server.port}/old"
            source.save()
            yield server

    def test_its_page_is_fetched_at_a_wish(self, editor: Client, source: Source, server: Server) -> None:
        editor.get(page(source))
        assert server.hits == 0

        editor.post(page(source), {"_fetch": "1"})

        new = source.url.replace("old", "new")
        assert kept(source) == [("It did not.", "fetched", new)]
        assert messages(editor.get(page(source))) == [f"Its page has moved to {new}.", "Kept: 11 characters."]

    def test_why_it_could_not_is_said(self, editor: Client, source: Source) -> None:
        with serving(says(b"", 404)) as server:
            Source.objects.update(url=f"http://127.0.0.1:{server.port}/")
            answer = editor.post(page(source), {"_fetch": "1"})

        assert (answer.status_code, kept(source)) == (400, [])
        assert "The site answers 404, and not with the page." in text(answer)
        assert errors(answer) == {}

    def test_it_is_offered_only_where_it_is_allowed(
        self, editor: Client, source: Source, server: Server, settings: Settings
    ) -> None:
        assert "Fetch them from its page" in text(editor.get(page(source)))
        settings.FETCH_SOURCES = False

        assert "Fetch them from its page" not in text(editor.get(page(source)))
        answer = editor.post(page(source), {"_fetch": "1"})
        assert (answer.status_code, server.hits) == (400, 0)
        assert "This site fetches nothing" in text(answer)


def test_only_those_who_may_edit_the_source_read_its_words() -> None:
    author, other = make_user("author"), make_user("author")
    make_post(exchanges=[EXCHANGE], by=author, state="published")
    source = Source.objects.get()
    make_snapshot(source, WORDS)

    for user, status in ((author, 200), (other, 403)):
        browser = signed_in(user)
        assert browser.get(page(source)).status_code == status
        assert browser.post(page(source), {"text": "Other words."}).status_code == (
            302 if status == 200 else 403
        )
    assert Client().get(page(source))["Location"].startswith("/admin/login/")
    assert Snapshot.objects.count() == 2
