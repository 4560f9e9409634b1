"""The desk's images: the list, taking new ones in, what is said of one, and who may do which."""

from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_ox.models import OxTask
from lxml import html
from pytest_django.fixtures import Settings

from blog.media import uploads
from blog.models import Image, Person, Post
from blog.publishing import library
from tests.admin.page import errors, fields, messages, press, signed_in, text
from tests.factories import make_page, make_person, make_post, make_user
from tests.media.hostile import SVG, picture
from tests.media.images import here, make_image, on_disk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now", "queued", "made_here")]

LIST = "/admin/blog/image/"


@pytest.fixture(autouse=True)
def media_root(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are made anew in this process, which is quicker."""
    monkeypatch.setattr(uploads, "work", here)


@pytest.fixture
def author() -> Client:
    return signed_in("author")


def sent(name: str = "slips.png", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or picture())


def cards(answer: Any) -> list[str]:
    items = html.fromstring(answer.content.decode()).xpath('//ul[@class="shots"]/li')
    return [" ".join(str(item.text_content()).split()) for item in items]


class TestList:
    def test_takes_several_files_and_says_what_became_of_each(self, author: Client) -> None:
        files = [sent("a.png", picture(size=(9, 9))), sent("b.svg", SVG), sent("c.png")]

        answer = author.post(f"{LIST}add/", {"files": files}, follow=True)

        assert messages(answer) == [
            "“a.png” is here.",
            "“b.svg” is not taken in. SVG may hold scripts, so none is taken in. Save it as PNG.",
            "“c.png” is here.",
        ]
        assert [image.file for image in Image.objects.all()] == ["c.png", "a.png"]

    def test_asks_the_worker_for_smaller_ones(self, author: Client) -> None:
        author.post(f"{LIST}add/", {"files": [sent()]})

        assert OxTask.objects.get().task_path == "blog.tasks.make_renditions"

    def test_says_what_is_missing_and_where_each_is_used(self, author: Client, now: datetime) -> None:
        whole, bare = make_image(), make_image("bare.png", alt="")
        make_post(title="On slips", body=f"It. ![](media:{whole.key})")
        make_page("About", body=f"It. ![](media:{whole.key})")
        person = make_person()
        person.portrait = whole
        library.save(person, now=now)
        make_post(title="Above", cover=whole.key)

        assert cards(signed_in("editor").get(LIST)) == [
            "bare.png 64 × 48, being made smaller: 0 of 1 done… In no essay yet. ! No text in its place",
            "slips.png 64 × 48, being made smaller: 0 of 1 done… In “On slips”, “Above”, “About”, Mei Tan.",
        ]
        assert bare.alt == ""

    def test_an_author_sees_their_own_and_what_readers_see(self) -> None:
        user = make_user()
        make_image("own.png", by=user)
        shown, drafted = make_image("shown.png"), make_image("drafted.png")
        make_post(title="Shown", body=f"It. ![](media:{shown.key})")
        make_post(title="Secret", state="draft", body=f"It. ![](media:{drafted.key}) ![](media:{shown.key})")

        told = cards(signed_in(user).get(LIST))

        assert [card.split()[0] for card in told] == ["shown.png", "own.png"]
        assert told[0].endswith("In “Shown”. In 1 text you may not open.")

    def test_an_author_is_not_told_of_a_page_that_is_not_shown(self) -> None:
        user = make_user()
        image = make_image(by=user)
        make_page("About", body=f"It. ![](media:{image.key})")
        make_page("Plans", body=f"It. ![](media:{image.key})", published=False)

        (own,) = cards(signed_in(user).get(LIST))
        (all_of_it,) = cards(signed_in("editor").get(LIST))

        assert own.endswith("In “About”. In 1 text you may not open.")
        assert all_of_it.endswith("In “About”, “Plans”.")

    def test_finds_by_name_words_and_lack(self, author: Client) -> None:
        editor = signed_in("editor")
        make_image("boat.png", alt="A ferry")
        make_image("bare.png", alt="")

        assert [
            len(cards(editor.get(f"{LIST}?{asked}")))
            for asked in ("q=ferry", "q=bare", "alt=missing", "used=no")
        ] == [
            1,
            1,
            1,
            2,
        ]

    @pytest.mark.parametrize("count", [1, 3, 12])
    def test_costs_the_same_for_any_number(self, count: int, django_assert_num_queries: Any) -> None:
        for number in range(count):
            image = make_image(f"{number}.png")
            make_post(body=f"It. ![](media:{image.key})", cover=image.key)
        editor = signed_in("editor")
        editor.get(LIST)

        with django_assert_num_queries(12):
            editor.get(LIST)


class TestOne:
    def test_its_words_are_said_wherever_a_text_says_none(self, client: Client) -> None:
        image = make_image(alt="")
        post = make_post(body=f"It. ![](media:{image.key})")

        press(signed_in("editor"), f"{LIST}{image.pk}/change/", "_save", alt="Four slips")

        assert 'alt="Four slips"' in client.get(post.get_absolute_url()).content.decode()

    def test_tells_what_places_it(self, author: Client) -> None:
        image = make_image(alt="A [slip]")

        assert f"![A slip](media:{image.key})" in text(signed_in("editor").get(f"{LIST}{image.pk}/change/"))

    def test_stays_while_it_is_used_and_says_where(self) -> None:
        image = make_image()
        post = make_post(title="On slips", body=f"It. ![](media:{image.key})")
        editor = signed_in("editor")

        page = editor.get(f"{LIST}{image.pk}/delete/")
        editor.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})

        assert f"/admin/blog/post/{post.pk}/change/" in page.content.decode()
        assert Image.objects.filter(pk=image.pk).exists()

    def test_goes_with_its_files(self, django_capture_on_commit_callbacks: Any) -> None:
        image = make_image()

        with django_capture_on_commit_callbacks(execute=True):
            signed_in("editor").post(f"{LIST}{image.pk}/delete/", {"post": "yes"})

        assert (Image.objects.count(), on_disk()) == (0, [])

    def test_what_an_essay_of_others_shows_may_be_looked_at_only(self) -> None:
        user = make_user()
        image = make_image(by=user)
        make_post(body=f"It. ![](media:{image.key})", by=make_user("editor"))
        author, page = signed_in(user), f"{LIST}{image.pk}/change/"

        assert author.get(page).status_code == 200
        assert author.post(page, {"alt": "Mine"}).status_code == 403
        assert author.get(f"{LIST}{image.pk}/delete/").status_code == 403


class TestForAText:
    """POST upload/: what the essay's own page sends."""

    def test_gives_what_places_it(self, author: Client) -> None:
        answer = author.post(f"{LIST}upload/", {"file": sent(), "alt": "Four slips"})

        image = Image.objects.get()
        assert answer.json() == {
            "id": image.key,
            "markdown": f"![Four slips](media:{image.key})",
            "width": 64,
            "height": 48,
            "url": f"/media/{image.key}/slips.png",
        }

    @pytest.mark.parametrize(("files", "words"), [({}, "No file came"), ({"file": ""}, "No file came")])
    def test_says_what_is_missing(self, files: dict[str, Any], words: str, author: Client) -> None:
        answer = author.post(f"{LIST}upload/", files)

        assert (answer.status_code, answer.json()["error"].startswith(words)) == (400, True)

    def test_says_what_is_wrong(self, author: Client) -> None:
        answer = author.post(f"{LIST}upload/", {"file": sent("a.png", SVG)})

        assert answer.status_code == 400
        assert answer.json() == {
            "error": "“a.png” is not taken in. SVG may hold scripts, so none is taken in. Save it as PNG."
        }

    def test_of_a_file_too_large_no_more_is_kept_than_may_be(self, author: Client) -> None:
        with mock.patch.object(uploads, "BYTES", 100_000):
            answer = author.post(f"{LIST}upload/", {"alt": "kept", "file": sent("a.png", bytes(300_000))})

        assert answer.json()["error"].startswith("“a.png” is not taken in. It is larger than")
        assert on_disk() == []

    def test_an_endless_request_is_not_read(self, author: Client) -> None:
        with mock.patch.object(uploads, "BYTES_A_REQUEST", 100_000):
            answer = author.post(f"{LIST}upload/", {"file": sent("a.png", bytes(300_000))})

        assert (answer.status_code, on_disk()) == (400, [])


class TestCover:
    def test_is_taken_in_with_the_essay(self, author: Client) -> None:
        press(author, "/admin/blog/post/add/", "_save", title="On slips", body="It.", cover_upload=sent())

        assert Post.objects.get().cover == Image.objects.get()

    def test_stays_chosen_where_the_rest_is_refused(self, author: Client) -> None:
        answer = press(
            author, "/admin/blog/post/add/", "_save", title="T", language="??", cover_upload=sent()
        )

        assert fields(answer)["cover"] == Image.objects.get().key
        assert Post.objects.count() == 0

    def test_one_refused_loses_no_word(self, author: Client) -> None:
        answer = press(
            author, "/admin/blog/post/add/", "_save", title="Kept", cover_upload=sent("a.png", SVG)
        )

        assert errors(answer)["cover_upload"] == [
            "“a.png” is not taken in. SVG may hold scripts, so none is taken in. Save it as PNG."
        ]
        assert fields(answer)["title"] == "Kept"

    def test_can_be_chosen_and_taken_off(self) -> None:
        user = make_user()
        image, author = make_image(by=user), signed_in(user)
        post = make_post(state="draft", by=user)
        page = f"/admin/blog/post/{post.pk}/change/"

        press(author, page, "_save", cover=image.key)
        assert Post.objects.get().cover == image

        press(author, page, "_save", cover="")
        assert Post.objects.get().cover is None

    def test_waits_with_the_edits(self, author: Client) -> None:
        image, post = make_image(), make_post()
        editor, page = signed_in("editor"), f"/admin/blog/post/{post.pk}/change/"

        press(editor, page, "_keep", cover=image.key)
        assert Post.objects.get().cover is None

        press(editor, page, "_update")
        assert Post.objects.get().cover == image

    def test_of_anothers_draft_is_not_offered(self, author: Client) -> None:
        image = make_image()

        answer = press(author, "/admin/blog/post/add/", "_save", title="T", cover=image.key)

        assert list(errors(answer)) == ["cover"]

    def test_nobody_uploads_to_an_essay_they_may_not_write(self, author: Client) -> None:
        post = make_post(state="draft", by=make_user())

        answer = author.post(f"/admin/blog/post/{post.pk}/change/", {"cover_upload": sent()})

        assert (answer.status_code, Image.objects.count(), on_disk()) == (403, 0, [])


def test_a_portrait_comes_with_the_form_of_a_person() -> None:
    person, editor = make_person(), signed_in("editor")
    page = f"/admin/blog/person/{person.pk}/change/"

    press(editor, page, "_save", portrait_upload=sent())
    image = Image.objects.get()
    assert Person.objects.get().portrait == image

    press(editor, page, "_save", name="Mei Lin Tan")
    assert Person.objects.get().portrait == image
