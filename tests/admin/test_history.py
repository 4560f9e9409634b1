"""The history of an essay and of an excerpt: who, when, which words; and back again."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from accounts.models import Action, AuditEntry
from blog.models import Excerpt, Person, Post, SiteIdentity, Source, State, Tag, WorkingCopy
from blog.publishing import deleting, excerpts, library, posts, working_copy
from blog.publishing.text import PostText
from blog.transcripts import read_box
from tests.admin.page import messages, signed_in, text
from tests.factories import EXCHANGE, make_excerpt, make_post, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def history(row: Post | Excerpt, **asked: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/admin/blog/{row._meta.model_name}/{row.pk}/history/?{query}"


def revert(row: Post | Excerpt, version: int) -> str:
    return f"/admin/blog/{row._meta.model_name}/{row.pk}/revert/{version}/"


def changed(page: Any) -> dict[str, str]:
    """Each part that changed: `[-removed-]` and `{+added+}`."""
    tree = html.fromstring(page.content.decode())
    for spoken in tree.xpath('//*[@class="visually-hidden"]'):
        spoken.drop_tree()
    for name, signs in (("ins", "{+%s+}"), ("del", "[-%s-]")):
        for found in tree.xpath(f'//div[@class="changed"]//{name}'):
            found.text = signs % found.text
    parts = tree.xpath('//div[@class="changed"]')
    return {str(part.getprevious().text): str(part.text_content()) for part in parts}


def listed(page: Any) -> list[str]:
    items = html.fromstring(page.content.decode()).xpath('//nav[@aria-label="Versions"]/ol/li/a')
    return [" ".join(str(item.text_content()).split()) for item in items]


def save(post: Post, now: datetime, **fields: Any) -> Post:
    write = posts.update if post.is_released else posts.save
    return write(post, PostText(**{"title": "T", "slug": post.slug, **fields}), by=None, now=now)


class TestReading:
    def test_says_who_when_what_and_how_much(self, now: datetime) -> None:
        library.save(SiteIdentity(pk=1, zone="Asia/Tokyo"), now=now)
        author = make_user(name="Maren Quill")
        post = make_post(title="T", body="Four words stand here.", state="draft", by=author, now=now)
        posts.save(post, PostText(title="T", body="Five words."), by=author, now=now)

        page = signed_in(author).get(history(post))

        assert listed(page) == [
            "Version 2 1 Mar 2026, 21:00, Maren Quill saved 1 in, 3 out",
            "Version 1 1 Mar 2026, 21:00, Maren Quill saved 5 in, 0 out",
        ]
        assert changed(page) == {"Text": "[-Four-]{+Five+} words[- stand here-]."}

    def test_compares_every_part(self, editor: Client, now: datetime) -> None:
        ann = Person.objects.create(name="Ann Bee", slug="ann-bee")
        post = make_post(title="Old", state="draft", tags=["ai"], exchanges=[EXCHANGE])
        posts.save(
            post,
            PostText(
                title="New",
                slug="new",
                body="[[qa: what-makes-a-good-archive]]",
                summary="Short.",
                tags=("ai", "weights"),
                authors=(ann.pk,),
                language="de",
                planned_at=now,
            ),
            by=None,
            now=now,
        )

        found = changed(editor.get(history(post)))

        parts = "Title, Summary, Exchanges at the top, Text, Tags, Authors, Date, Language, Address"
        assert list(found) == parts.split(", ")
        assert found["Tags"] == "ai{+, weights+}"
        assert found["Authors"] == "{+Ann Bee+}"

    def test_any_two_can_be_compared(self, editor: Client, now: datetime) -> None:
        post = make_post(title="T", body="One.", state="draft")
        for body in ("Two.", "Three."):
            post = save(post, now, body=body)

        assert changed(editor.get(history(post, version=2)))["Text"] == "[-One-]{+Two+}."
        assert changed(editor.get(history(post, version=3, against=1)))["Text"] == "[-One-]{+Three+}."
        assert changed(editor.get(history(post, version=1, against=3)))["Text"] == "[-Three-]{+One+}."

    @pytest.mark.parametrize("asked", [{"version": 9}, {"version": "x"}, {"version": 1, "against": 9**99}])
    def test_a_version_that_is_not_there_is_not_found(self, editor: Client, asked: dict[str, Any]) -> None:
        assert editor.get(history(make_post(), **asked)).status_code == 404

    def test_an_excerpt_tells_its_turns_and_its_source(self, editor: Client, now: datetime) -> None:
        excerpt = make_excerpt(EXCHANGE)
        after = EXCHANGE.replace("thirty years", "three hundred years").replace("2025-06-14", "2025-06-15")
        excerpts.save(excerpt, read_box(after), raw="", by=None, now=now)

        found = changed(editor.get(history(excerpt, whole=1)))

        assert list(found) == ["Transcript"]
        assert "can still open it in [-thirty-]{+three hundred+} years." in found["Transcript"]
        assert "[-2025-06-14-]{+2025-06-15+}" in found["Transcript"]

    def test_many_are_paged_by_key(self, editor: Client, now: datetime) -> None:
        post = make_post(title="T", body="0", state="draft")
        for number in range(1, 25):
            post = save(post, now, body=str(number))
        first = editor.get(history(post))
        older = html.fromstring(first.content.decode()).xpath('//nav[@aria-label="Versions"]/p/a/@href')

        second = editor.get(f"/admin/blog/post/{post.pk}/history/{older[0]}")

        assert [len(listed(page)) for page in (first, second)] == [20, 5]
        assert listed(second)[0].startswith("Version 5 ")

    def test_costs_the_same_for_any_number(self, editor: Client, now: datetime) -> None:
        post, counts = make_post(title="T", state="draft"), []
        for number in range(9):
            post = save(post, now, body=str(number))
            if number in {1, 8}:
                editor.get(history(post))
                with CaptureQueriesContext(connection) as queries:
                    editor.get(history(post))
                counts.append(len(queries))

        assert counts[0] == counts[1] <= 10

    def test_words_run_no_script(self, editor: Client, now: datetime) -> None:
        post = save(make_post(title="T", state="draft"), now, body="<script>x()</script>")

        assert b"<script>x" not in editor.get(history(post)).content

    def test_is_closed_to_others(self) -> None:
        post = make_post(state="draft", by=make_user(name="Theirs"), exchanges=[EXCHANGE])
        client = signed_in("author")

        for address in (history(post), revert(post, 1), history(post.excerpts.get())):
            assert client.get(address).status_code == 403
        assert client.post(revert(post, 1), {"base_version": "1"}).status_code == 403


class TestGoingBack:
    def test_a_draft_says_it_again_at_once(self, editor: Client, now: datetime) -> None:
        post = save(make_post(title="T", body="One.", state="draft", tags=["ai"]), now, body="Two.")

        assert changed(editor.get(revert(post, 1))) == {"Text": "[-Two-]{+One+}.", "Tags": "{+ai+}"}
        answer = editor.post(revert(post, 1), {"base_version": post.version})

        assert messages(editor.get(answer["Location"])) == ["Version 1 is restored."]
        post.refresh_from_db()
        assert (post.body, post.state) == ("One.", State.DRAFT)
        assert post.revisions.values_list("note", flat=True)[0] == "restored version 1"
        entry = AuditEntry.objects.latest("pk")
        assert (entry.action, entry.number, entry.detail) == (
            Action.REVERTED,
            post.pk,
            "restored version 1",
        )

    def test_readers_of_a_released_essay_see_nothing_until_update(
        self, editor: Client, client: Client, now: datetime
    ) -> None:
        post = save(make_post(title="T", body="One.", slug="t"), now, body="Two.")

        answer = editor.post(revert(post, 1), {"base_version": post.version})

        assert messages(editor.get(answer["Location"])) == [
            "Version 1 waits as edits readers have not seen. To show them, update."
        ]
        assert WorkingCopy.objects.get(post=post).data["body"] == "One."
        assert "Two." in client.get("/posts/t/").content.decode()

    def test_an_excerpt_says_it_again_wherever_it_stands(
        self, editor: Client, client: Client, now: datetime
    ) -> None:
        post = make_post(slug="t", exchanges=[EXCHANGE])
        excerpt = post.excerpts.get()
        excerpts.save(excerpt, read_box(EXCHANGE.replace("thirty", "forty")), raw="", by=None, now=now)

        editor.post(revert(excerpt, 1), {"base_version": 2})

        assert "in thirty years" in client.get("/posts/t/").content.decode()
        assert list(excerpt.revisions.values_list("version", "note")) == [
            (3, "restored version 1"),
            (2, "changed"),
            (1, "saved"),
        ]
        assert list(AuditEntry.objects.values_list("action", flat=True)[:2]) == [
            Action.REVERTED,
            Action.UPDATED,
        ]

    @pytest.mark.parametrize("seen", ["1", "", "two", "9" * 5000], ids=["old", "none", "a word", "endless"])
    def test_a_stale_page_restores_nothing(self, editor: Client, now: datetime, seen: str) -> None:
        post = save(make_post(title="T", body="One.", state="draft"), now, body="Two.")

        answer = editor.post(revert(post, 1), {"base_version": seen})

        assert messages(editor.get(answer["Location"])) == [
            "Someone saved it meanwhile, so nothing was restored. Look again first."
        ]
        post.refresh_from_db()
        assert post.body == "Two."

    def test_edits_that_wait_are_not_replaced_unasked(self, editor: Client, now: datetime) -> None:
        post = make_post(title="T", body="One.")
        working_copy.keep(post, PostText(title="T", body="Waiting."), by=None, now=now)

        assert "Edits readers have not seen wait already." in text(editor.get(revert(post, 1)))

    def test_what_is_gone_is_told_and_left_out(self, editor: Client, now: datetime) -> None:
        ann = Person.objects.create(name="Ann Bee", slug="ann-bee")
        lost, kept = make_excerpt("Q: Lost?\n\nMei Tan: Yes."), make_excerpt("Q: Kept?\n\nMei Tan: Yes.")
        body = f"One.\n\n[[qa: {lost.slug}]]\n\n[[qa: {kept.slug}]]"
        post = make_post(title="T", body=body, state="draft", tags=["ai", "weights"], authors=[ann])
        other = Person.objects.create(name="Other", slug="other")
        post = save(post, now, body="Two.", authors=(other.pk,))
        for row in (ann, lost, Tag.objects.get(name="ai")):
            library.delete(row, now=now)
        excerpts.rename(kept, "kept-elsewhere", now=now)

        page = text(editor.get(revert(post, 1)))
        assert "The tag “ai”An author who no longer has a pageThe excerpt “lost”" in page
        editor.post(revert(post, 1), {"base_version": post.version})

        post.refresh_from_db()
        assert post.body == "One.\n\n\n\n[[qa: kept-elsewhere]]"
        assert [tag.name for tag in post.shown_tags] == ["weights"]
        assert post.author_list == [other]
        assert not Tag.objects.filter(name="ai").exists()

    def test_whom_an_excerpt_brings_back_is_told(self, editor: Client, now: datetime) -> None:
        excerpt = make_excerpt(EXCHANGE)
        after = "Q: What makes a good archive?\n\nMei Tan: Dust.\n\nSource: Elsewhere"
        excerpts.save(excerpt, read_box(after), raw="", by=None, now=now)
        for row in (Person.objects.get(name="Lucía Prado"), Source.objects.get(title="Mañana en el archivo")):
            library.delete(row, now=now)

        page = text(editor.get(revert(excerpt, 1)))

        said = "These names have no page now, so one is made for each: Lucía PradoMañana en el archivo"
        assert said in page
        assert "one is made for each" not in text(editor.get(revert(excerpt, 2)))

    def test_an_author_cannot_write_themselves_out(self, now: datetime) -> None:
        author = make_user(name="Ann Bee")
        post = make_post(
            title="T", body="One.", state="draft", authors=[Person.objects.create(name="X", slug="x")]
        )
        post = save(post, now, body="Two.", authors=(library.person_of(author).pk,))

        signed_in(author).post(revert(post, 1), {"base_version": post.version})

        post.refresh_from_db()
        assert (post.body, [person.user for person in post.author_list]) == ("One.", [author])

    def test_exchanges_at_the_top_come_back_with_their_present_words(
        self, editor: Client, now: datetime
    ) -> None:
        post = make_post(title="T", body="One.", state="draft", exchanges=[EXCHANGE])
        excerpt = post.excerpts.get()
        post = save(post, now, body="Two.")
        excerpts.save(excerpt, read_box(EXCHANGE.replace("thirty", "forty")), raw="", by=None, now=now)

        editor.post(revert(post, 1), {"base_version": post.version})

        assert [(p.excerpt, p.in_body) for p in post.placements.all()] == [(excerpt, False)]
        assert excerpt.turns.get(position=1).text.endswith("forty years.")

    def test_of_a_deleted_essay_there_is_nothing_to_restore(self, editor: Client, now: datetime) -> None:
        post = make_post(state="draft")
        address = revert(post, 1)
        deleting.delete(post, by=None, now=now)

        assert editor.get(address).status_code == 404
        assert editor.post(address, {"base_version": "1"}).status_code == 404
