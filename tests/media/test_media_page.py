"""/media/: what readers see of an image, what its writers see, and what a browser may do with it."""

from datetime import datetime

import pytest
from django.test import Client

from blog.models import Image, Rendition
from blog.publishing import library, posts, previews, release, working_copy
from blog.publishing.text import PostText
from tests.admin.page import signed_in
from tests.factories import make_page, make_person, make_post, make_user
from tests.media.images import make_image

pytestmark = [pytest.mark.full, pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def body(image: Image) -> str:
    return f"It begins.\n\n![A slip](media:{image.key})"


@pytest.mark.parametrize(
    ("state", "status"),
    [("draft", 404), ("in review", 404), ("scheduled", 404), ("published", 200), ("withdrawn", 404)],
)
@pytest.mark.parametrize("how", ["in the text", "as a cover"])
def test_a_stranger_gets_what_a_visible_essay_shows(
    state: str, status: int, how: str, client: Client
) -> None:
    image = make_image()
    shown = {"body": body(image)} if how == "in the text" else {"cover": image.key}
    make_post(state=state, **shown)  # type: ignore[arg-type]

    assert client.get(image.get_absolute_url()).status_code == status


def test_one_in_no_text_is_nobodys_business(client: Client) -> None:
    assert client.get(make_image().get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("published", "status"), [(True, 200), (False, 404)])
def test_one_on_a_page(published: bool, status: int, client: Client) -> None:
    image = make_image()
    make_page(published=published, body=body(image))

    assert client.get(image.get_absolute_url()).status_code == status


@pytest.mark.parametrize(
    ("hidden", "wrote", "status"), [(False, True, 200), (True, True, 404), (False, False, 404)]
)
def test_a_portrait_is_as_visible_as_its_person(
    hidden: bool, wrote: bool, status: int, client: Client, now: datetime
) -> None:
    image, person = make_image(), make_person("Ida Crane", hidden=hidden)
    person.portrait = image
    library.save(person, now=now)
    make_post(authors=[person] if wrote else [make_person("Mei Tan")])

    assert client.get(image.get_absolute_url()).status_code == status


def test_edits_that_wait_show_nothing(client: Client, now: datetime) -> None:
    image, post = make_image(), make_post()
    working_copy.keep(post, PostText(title="T", body=body(image)), by=None, now=now)
    assert client.get(image.get_absolute_url()).status_code == 404

    posts.update(post, working_copy.text_for(post), by=None, now=now)
    assert client.get(image.get_absolute_url()).status_code == 200

    posts.update(post, PostText(title="T", body="Without."), by=None, now=now)
    assert client.get(image.get_absolute_url()).status_code == 404


def test_undone_is_unseen(client: Client, now: datetime) -> None:
    image = make_image()
    post = make_post(body=body(image), published_at=now)
    assert client.get(image.get_absolute_url()).status_code == 200

    release.undo(post, by=None, now=now)

    assert client.get(image.get_absolute_url()).status_code == 404


def test_its_writers_see_it_before_readers_do(now: datetime) -> None:
    author, coauthor, other = (make_user() for _ in range(3))
    image = make_image(by=author)
    people = [library.person_of(user) for user in (author, coauthor)]
    post = make_post(state="draft", body="Nothing yet.", by=author, authors=people)
    working_copy.keep(post, PostText(title="T", body=body(image)), by=author, now=now)

    def status(user: object) -> int:
        return signed_in(user).get(image.get_absolute_url()).status_code  # type: ignore[arg-type]

    assert [status(who) for who in (author, coauthor, "editor", "owner", other)] == [200, 200, 200, 200, 404]


def test_nobody_shows_by_its_name_an_image_they_may_not_know(client: Client) -> None:
    image = make_image(by=make_user())
    post = make_post(body=body(image), by=make_user())

    page = client.get(post.get_absolute_url()).content.decode()

    assert client.get(image.get_absolute_url()).status_code == 404
    assert image.key not in page
    assert "A slip" in page


def test_is_a_file_and_nothing_else(client: Client) -> None:
    image = make_image()
    make_post(body=body(image))

    answer = client.get(image.get_absolute_url())

    assert answer.content == (image.folder / image.file).read_bytes()
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Length"] == str(image.size)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert not answer.cookies


def test_what_only_writers_see_is_asked_for_every_time() -> None:
    image = make_image()

    answer = signed_in("editor").get(image.get_absolute_url())

    assert answer["Cache-Control"] == "private, no-cache"


def test_a_head_has_no_body(client: Client) -> None:
    image = make_image()
    make_post(body=body(image))

    answer = client.head(image.get_absolute_url())

    assert (answer.content, answer["Content-Length"]) == (b"", str(image.size))


def test_a_copy_that_holds_is_not_sent_again(client: Client) -> None:
    image = make_image()
    make_post(body=body(image))
    etag = client.get(image.get_absolute_url())["ETag"]

    answer = client.get(image.get_absolute_url(), headers={"If-None-Match": etag})

    assert answer.status_code == 304
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "file", ["other.png", "slips.png/", "..%2Fslips.png", "slips-9.png", "image.partial"]
)
def test_only_its_own_files_are_there(file: str, client: Client) -> None:
    image = make_image()
    make_post(body=body(image))
    (image.folder / "image.partial").touch()

    assert client.get(f"/media/{image.key}/{file}").status_code == 404


def test_a_rendition_is_as_visible_as_its_image(client: Client) -> None:
    image = make_image()
    (image.folder / "slips-48.avif").write_bytes(b"avif")
    Rendition.objects.create(
        image=image, file="slips-48.avif", media_type="image/avif", width=48, height=36, size=4
    )
    assert client.get(f"/media/{image.key}/slips-48.avif").status_code == 404

    make_post(body=body(image))

    assert client.get(f"/media/{image.key}/slips-48.avif")["Content-Type"] == "image/avif"


def test_a_lost_file_breaks_nothing(client: Client) -> None:
    image = make_image()
    post = make_post(body=body(image))
    (image.folder / image.file).unlink()

    assert client.get(image.get_absolute_url()).status_code == 404
    assert client.get(post.get_absolute_url()).status_code == 200


def test_a_preview_link_opens_the_images_of_its_essay_and_no_others(client: Client, now: datetime) -> None:
    image, other, author = make_image(), make_image("other.png"), make_user("editor")
    post = make_post(state="draft", body=body(image), by=author)
    make_post(state="draft", body=body(other), by=author)
    link, address = previews.make(post, days=7, by=author, now=now)
    token = address.rstrip("/").rpartition("/")[2]
    page = client.get(f"/preview/{token}/").content.decode()

    assert f'src="media/{image.key}/slips.png"' in page
    at = f"/preview/{token}/media"
    answer = client.get(f"{at}/{image.key}/slips.png")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert client.get(f"{at}/{other.key}/other.png").status_code == 404
    assert client.get(f"/preview/forged/media/{image.key}/slips.png").status_code == 404
    assert client.get(image.get_absolute_url()).status_code == 404

    previews.revoke(link, by=author, now=now)

    assert client.get(f"{at}/{image.key}/slips.png").status_code == 404
