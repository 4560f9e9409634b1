"""Where the card of an essay or an exchange is found, and what names it."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from blog.media import cards
from blog.models import Excerpt, Post, SiteIdentity
from blog.publishing import library
from blog.syndication.sharing import excerpt_card, post_card, site_cards
from tests.blog.reading import Page
from tests.factories import EXCHANGE, NOW, make_person, make_post
from tests.media.images import make_image

pytestmark = pytest.mark.full

SLUG = "what-makes-a-good-archive"
WORDS = "What makes a good archive?\nThat someone unknown can still open it in thirty years. — Lucía Prado"


@pytest.fixture(autouse=True)
def _room(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path


def draw(slug: str = SLUG) -> str:
    """Have the card of this excerpt; its digest."""
    card = excerpt_card(Excerpt.objects.with_turns().get(slug=slug), SiteIdentity.current())
    cards.keep(card)
    return card.digest


def draw_post() -> str:
    """Have the card of the only essay; its digest."""
    card = post_card(Post.objects.for_page().get(), SiteIdentity.current())
    cards.keep(card)
    return card.digest


def draw_site() -> str:
    card = site_cards(SiteIdentity.current())[0]
    cards.keep(card)
    return card.digest


def shown(client: Client, path: str) -> dict[str, str]:
    """What the head says of the image that stands for the page."""
    metas = Page(client.get(path)).all("meta")
    return {
        meta.get("property"): meta.get("content")
        for meta in metas
        if (meta.get("property") or "").startswith("og:image")
    }


def test_the_page_of_an_exchange_names_its_card(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])
    digest = draw()

    assert shown(client, f"/excerpts/{SLUG}/") == {
        "og:image": f"http://127.0.0.1:8000/excerpts/{SLUG}.{digest}.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": WORDS,
    }


def test_an_essay_names_its_own_with_what_is_said_where_it_opens(client: Client) -> None:
    make_post("Thirty years", slug="thirty-years", exchanges=[EXCHANGE])
    digest = draw_post()

    assert shown(client, "/posts/thirty-years/") == {
        "og:image": f"http://127.0.0.1:8000/posts/thirty-years.{digest}.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": (
            "Thirty years\nLucía Prado: That someone unknown can still open it in thirty years."
        ),
    }
    answer = client.get(f"/posts/thirty-years.{digest}.png")
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert client.get("/posts/thirty-years.png").headers["Location"].endswith(f".{digest}.png")
    former = client.get(f"/posts/thirty-years.{'0' * 32}.png")
    assert former.headers["Location"] == "/posts/thirty-years.png"


def test_it_says_who_wrote_unless_the_site_is_called_so() -> None:
    make_post("Thirty years", authors=[make_person("Ann Bee"), make_person("Cy Dee")])
    post, site = Post.objects.for_page().get(), SiteIdentity(name="Maren Quill")

    assert post_card(post, site) == cards.Card(
        words="", title="Thirty years", source="Ann Bee, Cy Dee", site="Maren Quill"
    )
    post.authorships.exclude(person__name="Ann Bee").delete()
    again = Post.objects.for_page().get()
    assert post_card(again, SiteIdentity(name="Ann Bee")).source == ""


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("scheduled", 404), ("withdrawn", 410)])
def test_an_essay_readers_do_not_see_has_none_for_them(client: Client, state: str, status: int) -> None:
    make_post("Canary", slug="canary", exchanges=[EXCHANGE], state=state)
    draw_site()
    digest = draw_post()

    for path in ("/posts/canary.png", f"/posts/canary.{digest}.png"):
        assert client.get(path).status_code == status, path


def test_a_former_address_leads_on(client: Client) -> None:
    post = make_post("Thirty years", slug="before")
    digest = draw_post()
    post.slug = "after"
    library.save(post, now=NOW)

    answer = client.get(f"/posts/before.{digest}.png")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"/posts/after.{digest}.png")


def test_an_essay_with_a_cover_shows_that(client: Client) -> None:
    image = make_image("cover.png", alt="The quay.")
    post = make_post(exchanges=[EXCHANGE], cover=image.key)
    draw_post()

    assert shown(client, post.get_absolute_url())["og:image:alt"] == "The quay."
    led = client.get(f"/posts/{post.slug}.png").headers["Location"]
    assert led == f"http://127.0.0.1:8000/media/{image.key}/{image.file}"


def test_the_sites_own_card_stands_in(client: Client) -> None:
    post = make_post(exchanges=[EXCHANGE])
    digest = draw_site()

    url = f"http://127.0.0.1:8000/card.{digest}.png"
    for path in (f"/excerpts/{SLUG}/", post.get_absolute_url(), "/", "/people/"):
        assert shown(client, path)["og:image"] == url, path
    assert client.get(f"/excerpts/{SLUG}.png").headers["Location"] == url
    assert client.get(url).headers["Content-Type"] == "image/png"


def test_where_nothing_is_drawn_yet_nothing_is_named(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])

    assert shown(client, f"/excerpts/{SLUG}/") == {}


def test_where_no_worker_draws_the_image_is_the_sites_icon(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])

    answer = client.get(f"/excerpts/{SLUG}.png")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/static/img/desk-512.png")


def test_a_card_may_be_kept_for_ever_by_who_has_it(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])
    path = f"/excerpts/{SLUG}.{draw()}.png"

    answer = client.get(path)

    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Cross-Origin-Resource-Policy" not in answer.headers
    assert client.get(path, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304


def test_the_address_without_a_hash_leads_to_the_card(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])
    digest = draw()

    answer = client.get(f"/excerpts/{SLUG}.png")

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"http://127.0.0.1:8000/excerpts/{SLUG}.{digest}.png",
    )
    assert answer.headers["Cache-Control"] == "no-cache"
    page = Page(client.get(f"/excerpts/{SLUG}/"))
    assert page.links("div.act a")[-2:] == [f"/excerpts/{SLUG}.png", "#cite"]


def test_a_card_of_former_words_leads_to_the_present_one(client: Client) -> None:
    make_post(exchanges=[EXCHANGE])
    draw()

    answer = client.get(f"/excerpts/{SLUG}.{'0' * 32}.png")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/excerpts/{SLUG}.png")


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("scheduled", 404), ("withdrawn", 410)])
def test_what_readers_do_not_see_has_no_card_for_them(client: Client, state: str, status: int) -> None:
    make_post(exchanges=[EXCHANGE], state=state)
    draw_site()
    digest = draw()

    for path in (f"/excerpts/{SLUG}.png", f"/excerpts/{SLUG}.{digest}.png"):
        assert client.get(path).status_code == status, path


def test_a_name_no_face_has_leaves_the_mark(client: Client) -> None:
    SiteIdentity.objects.update_or_create(pk=1, defaults={"name": "🙂"})
    named, mark = site_cards(SiteIdentity.current())
    drawn = [cards.keep(named), cards.keep(mark)]

    assert drawn == [False, True]
    assert shown(client, "/")["og:image"] == f"http://127.0.0.1:8000/card.{mark.digest}.png"
